"""The synopsis as a Word document: one table in landscape, whose head stands on every page.

What came is underlined, what went is struck through: a report, not a draft to accept or reject.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx
from django.utils.formats import date_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from agreement.comparison.pieces import BlockChange, Piece, Words
from agreement.consultation.synopsis import Entry, Row, Wanted
from agreement.consultation.synopsis_data import Synopsis
from agreement.consultation.synopsis_words import SynopsisWords
from agreement.exports.docx_parts import add_field, element, fixed_bytes, text_run
from agreement.exports.xml_text import legal_xml
from agreement.text.runs import BlockKind, Run

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The content type of the file."""
WORDS = SynopsisWords()
WIDTHS = (5.2, 3.2, 7.2, 4.7, 5.4)
"""Of the columns, in cm; together what A4 in landscape leaves between its margins."""
_FORMS = {Piece.ADDED: ("w:u", {"val": "single"}), Piece.REMOVED: ("w:strike", {})}


def synopsis_docx(synopsis: Synopsis, wanted: Wanted | None = None) -> bytes:
    """Return the file: every answer that may be seen, then what is wanted of the comments."""
    return _Writer(synopsis, synopsis.rows(wanted)).write()


class _Writer:
    """Writes one document from front to back."""

    def __init__(self, synopsis: Synopsis, rows: Sequence[Row]) -> None:
        self._synopsis, self._rows = synopsis, rows
        self._file: Document = docx.Document()

    def write(self) -> bytes:
        """Return the whole file."""
        consultation = self._synopsis.consultation
        process = consultation.process
        title = _("Synopse: %(title)s, Runde %(round)s") % {
            "title": process.agreement,
            "round": consultation.freeze.round,
        }
        self._page(title)
        self._file.add_heading(legal_xml(title), level=0)
        self._file.add_paragraph(legal_xml(_("Anlass: %(text)s") % {"text": process.occasion}))
        self._file.add_paragraph(
            _("Rückmeldung bis %(day)s. SHA-256 des Textes: %(hash)s")
            % {"day": date_format(consultation.open_until), "hash": consultation.freeze.sha256}
        )
        self._file.add_paragraph(_("Eingefügtes ist unterstrichen, Entferntes durchgestrichen."))
        self._answers()
        self._comments()
        packed = BytesIO()
        self._file.save(packed)
        return fixed_bytes(packed.getvalue())

    def _page(self, title: str) -> None:
        page = self._file.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
        styles: Any = self._file.styles
        styles["Normal"].font.size = Pt(9)
        language = to_locale(get_language() or "de").replace("_", "-")
        for each in styles.element.iter(qn("w:lang")):
            each.set(qn("w:val"), "de-DE" if language == "de" else language)
        facts = self._file.core_properties
        facts.title, facts.author, facts.comments = legal_xml(title)[:255], "", ""
        facts.created = facts.modified = self._synopsis.consultation.opened_at
        foot: Any = page.footer.paragraphs[0]
        foot._p.append(text_run(f"{title} · {_('Seite')} "))
        add_field(foot, "PAGE", [text_run("1")])

    def _answers(self) -> None:
        self._file.add_heading(_("Stellungnahmen"), level=1)
        heads = (_("Organisation"), _("Haltung"), _("Stellungnahme"))
        table = self._table(heads, (6.0, 4.7, 15.0))
        for one in self._synopsis.answers:
            invitation = one.invitation
            position = WORDS.position(invitation.position) if one.is_shown else "–"
            cells = table.add_row().cells
            _say(cells[0], invitation.organisation_name)
            _say(cells[1], position)
            _say(cells[2], invitation.answer if one.is_shown else "")

    def _comments(self) -> None:
        self._file.add_heading(_("Anmerkungen"), level=1)
        if not self._rows:
            self._file.add_paragraph(_("Es gibt keine Anmerkung, die hierher gehört."))
            return
        heads = (
            _("Klausel, wie sie in der Runde stand"),
            _("Wer"),
            _("Anmerkung und Vorschlag"),
            _("Behandlung und Begründung"),
            _("Wie die Klausel jetzt lautet"),
        )
        table = self._table(heads, WIDTHS)
        for row in self._rows:
            first = True
            for entry in row.entries:
                self._entry(table.add_row().cells, row, entry, is_first=first)
                first = False

    def _entry(self, cells: Sequence[_Cell], row: Row, entry: Entry, *, is_first: bool) -> None:
        said = entry.said
        _say(cells[0], WORDS.place(row), bold=True)
        if is_first:
            _redline(cells[0], row.as_frozen)
        _say(cells[1], said.organisation_name, bold=True)
        _say(cells[1], WORDS.kind(entry))
        for note in WORDS.notes(entry):
            _say(cells[1], note, italic=True)
        if said.quote:
            _say(cells[2], f"„{said.quote}“", italic=True)
        _say(cells[2], said.text)
        if entry.proposal:
            _say(cells[2], _("Vorgeschlagener Wortlaut:"), bold=True)
            _redline(cells[2], entry.proposal)
        _say(cells[3], WORDS.result(entry), bold=True)
        _say(cells[3], said.reason)
        if is_first and row.outcome:
            _say(cells[4], WORDS.outcome(row.outcome))
            if not (row.outcome.is_same or row.outcome.is_gone):
                _words(cells[4], row.outcome.number, row.outcome.heading)
                _redline(cells[4], row.outcome.changes)
        elif row.outcome:
            _say(cells[4], _("siehe oben"))

    def _table(self, heads: Sequence[str], widths: Sequence[float]) -> Any:
        """Return a table with borders; its first row is a head that stands on every page."""
        table: Any = self._file.add_table(rows=1, cols=len(heads), style="Table Grid")
        table.autofit = False
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            _say(cell, head, bold=True)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table


def _say(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False) -> None:
    if text:
        _paragraph(cell).append(text_run(text, bold=bold, italic=italic))


def _words(cell: _Cell, number: str, heading: Iterable[Words]) -> None:
    """Write a heading with what came and went."""
    paragraph = _paragraph(cell)
    paragraph.append(text_run(f"{number} ", bold=True))
    for one in heading:
        paragraph.append(_marked(text_run(one.text, bold=True), one.piece))


def _redline(cell: _Cell, changes: Iterable[BlockChange]) -> None:
    """Write a text with what came and went, paragraph by paragraph."""
    for change in changes:
        paragraph = _paragraph(cell)
        if change.block.kind is not BlockKind.PARAGRAPH:
            paragraph.append(text_run("    " * change.block.level + "• "))
        for one in change.pieces:
            paragraph.append(_marked(_run(one.run), one.piece))


def _run(run: Run) -> Any:
    return text_run(run.text, bold=run.bold, italic=run.italic)


def _marked(run: Any, piece: Piece) -> Any:
    """Return a run underlined or struck through."""
    if piece in _FORMS:
        name, attributes = _FORMS[piece]
        form = run.find(qn("w:rPr"))
        if form is None:
            form = element("w:rPr")
            run.insert(0, form)
        form.append(element(name, **attributes))
    return run


def _paragraph(cell: _Cell) -> Any:
    """Return the empty paragraph that a new cell has, else another one."""
    last: Any = cell.paragraphs[-1]
    if len(cell.paragraphs) == 1 and not last.runs:
        return last._p
    added: Any = cell.add_paragraph()
    return added._p
