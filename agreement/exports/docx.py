"""A version as a Word document, to work on: the file that proves nothing. Pure.

Headings, lists and tables are real ones. The numbers of sections and clauses are text, since
they are sealed: Word must not count them anew.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from agreement.exports import phrases
from agreement.exports.document import (
    Lines,
    Paragraph,
    PrintClause,
    PrintDocument,
    PrintSection,
    Table,
    TextList,
)
from agreement.exports.docx_parts import (
    ListNumbering,
    add_bookmark,
    add_field,
    element,
    fixed_bytes,
    inner_link,
    number_paragraph,
    outer_link,
    text_run,
)
from agreement.exports.xml_text import legal_xml
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import Run

INK = RGBColor(0x07, 0x3C, 0x46)
NORMAL, TITLE, SUBTITLE, HEADING, SUBHEADING, FIELD, ASIDE, LIST, CODE = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading1",
    "Heading2",
    "Heading3",
    "Quote",
    "ListParagraph",
    "MacroText",
)


def render_docx(document: PrintDocument) -> bytes:
    """Return the file; the same document gives the same bytes."""
    return _Writer(document).write()


def set_page(file: Document) -> None:
    """Give a file the paper and the type of all our documents."""
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2.7)
    styles = file.styles
    for style, size in (("Normal", 11), ("Header", 8), ("Footer", 8), ("Quote", 10)):
        styles[style].font.size = Pt(size)
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    for style, size in (
        ("Title", 24),
        ("Subtitle", 14),
        ("Heading 1", 16),
        ("Heading 2", 12),
        ("Heading 3", 11),
    ):
        styles[style].font.size = Pt(size)
        styles[style].font.color.rgb = INK
    styles["macro"].font.size = Pt(7.5)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")


class _Writer:
    """Writes one document from front to back."""

    def __init__(self, document: PrintDocument) -> None:
        self._document = document
        self._file: Document = docx.Document()
        self._lists = ListNumbering(self._file)
        self._here = {clause.uid for _section, clause in document.clauses()}
        self._bookmarks = 0

    def write(self) -> bytes:
        """Return the whole file."""
        self._properties()
        self._page()
        self._front()
        self._contents()
        if self._document.parties:
            self._heading(phrases.PARTIES)
            self._table(phrases.parties(self._document))
        for number, section in enumerate(self._document.sections, start=1):
            self._section(section, number)
        self._end()
        packed = BytesIO()
        self._file.save(packed)
        return fixed_bytes(packed.getvalue())

    def _properties(self) -> None:
        moment = datetime.combine(self._document.standing.sealed_on, time())
        facts = self._file.core_properties
        facts.title = legal_xml(phrases.title_line(self._document))[:255]
        facts.subject = legal_xml(self._document.reference)[:255]
        facts.author = facts.last_modified_by = "Schnittstellenportal"
        facts.keywords = f"SHA-256 {self._document.standing.sha256}"
        facts.comments = ""
        facts.language = "de-DE"
        facts.created = facts.modified = moment

    def _page(self) -> None:
        set_page(self._file)
        page = self._file.sections[0]
        version = phrases.version_words(self._document)
        head = page.header.paragraphs[0]
        head._p.append(text_run(f"{self._document.title}\t\t{version}"))
        foot = page.footer.paragraphs[0]
        foot._p.append(text_run(f"{version}\t\tSeite "))
        add_field(foot, "PAGE", [text_run("1")])
        foot._p.append(text_run(" von "))
        add_field(foot, "NUMPAGES", [text_run("1")])
        foot._p.append(text_run(f"\nSHA-256 {self._document.standing.sha256}"))

    def _front(self) -> None:
        self._say(self._document.title, TITLE)
        self._say(phrases.version_words(self._document), SUBTITLE)
        if self._document.is_legacy:
            self._say(phrases.LEGACY, ASIDE)
        for label, value in phrases.facts(self._document):
            self._labelled(label, value)
        groups = " ".join(" ".join(row) for row in phrases.hash_groups(self._sha256))
        self._labelled("Prüfsumme (SHA-256)", groups)

    @property
    def _sha256(self) -> str:
        return self._document.standing.sha256

    def _contents(self) -> None:
        """Write a table of contents that Word can renew, already filled."""
        self._say(phrases.CONTENTS, FIELD)
        place = self._say("", NORMAL)
        shown: list[Any] = []
        for number, section in enumerate(self._document.sections, start=1):
            if shown:
                shown.append(element("w:r"))
                shown[-1].append(element("w:br"))
            line = text_run(f"{section.number} {section.title}")
            shown.append(inner_link(f"abschnitt_{number}", line))
        add_field(place, r'TOC \o "1-1" \n \h', shown)
        place.add_run().add_break(WD_BREAK.PAGE)

    def _section(self, section: PrintSection, number: int) -> None:
        self._heading(f"{section.number} {section.title}", bookmark=f"abschnitt_{number}")
        if section.summary:
            self._aside(phrases.PLAIN_WORDS, section.summary)
        for field in section.fields:
            self._field(field)
        for clause in section.clauses:
            self._clause(clause)

    def _field(self, field: Lines | Table) -> None:
        self._say(field.label, FIELD)
        if isinstance(field, Table):
            self._table(field)
        elif len(field.lines) == 1:
            self._say(field.lines[0], NORMAL)
        else:
            self._bullets(field.lines)

    def _clause(self, clause: PrintClause) -> None:
        title = phrases.clause_title(clause)
        self._heading(title, SUBHEADING, bookmark=_bookmark(clause.uid))
        if not clause.is_binding:
            self._say(phrases.EXPLANATORY, ASIDE)
        for block in clause.blocks:
            if isinstance(block, Paragraph):
                self._runs(self._say("", NORMAL), block.runs)
            else:
                self._list(block)
        for sentence in clause.rules:
            self._aside(phrases.RESPONSIBILITY, sentence)
        if clause.plain:
            self._aside(phrases.PLAIN_WORDS, clause.plain)

    def _list(self, text_list: TextList, level: int = 0) -> None:
        lists = self._lists
        list_id = lists.numbered_list() if text_list.is_numbered else lists.bullet_list()
        for item in text_list.items:
            paragraph = self._say("", LIST)
            number_paragraph(paragraph, list_id, level)
            self._runs(paragraph, item.runs)
            for inner in item.lists:
                self._list(inner, level + 1)

    def _bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            number_paragraph(self._say(line, LIST), self._lists.bullet_list(), 0)

    def _runs(self, paragraph: DocxParagraph, runs: Iterable[Run]) -> None:
        for run in runs:
            said = text_run(run.text, bold=run.bold, italic=run.italic)
            if run.clause in self._here:
                said = inner_link(_bookmark(run.clause), said)
            elif WEB_ADDRESS.match(run.href):
                said = outer_link(paragraph, run.href, said)
            paragraph._p.append(said)

    def _table(self, table: Table) -> None:
        if not table.rows:
            return
        made = self._file.add_table(rows=0, cols=len(table.columns))
        made.style = self._file.styles["Table Grid"]
        for number, row in enumerate([table.columns, *table.rows]):
            line = made.add_row()
            for cell, text in zip(line.cells, row, strict=True):
                cell.paragraphs[0]._p.append(text_run(text, bold=number == 0))
            if number == 0:
                line._tr.get_or_add_trPr().append(element("w:tblHeader"))
        self._say("", NORMAL)

    def _end(self) -> None:
        for label, lines in phrases.closing(self._document):
            self._heading(label)
            self._bullets(lines)
        self._heading(phrases.SIGNATURES)
        self._lines(phrases.signature_remarks(self._document))
        self._table(phrases.signatures(self._document))
        self._heading(phrases.PROOF)
        standing = self._document.standing
        self._lines(phrases.proof(standing, self._document.number, self._document.previous))
        if standing.checkpoint:
            self._lines([phrases.CHECKPOINT_WORDS])
            self._heading(phrases.CHECKPOINT, SUBHEADING)
            self._say(standing.checkpoint, CODE)

    def _lines(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._say(line, NORMAL)

    def _labelled(self, label: str, value: str) -> None:
        paragraph = self._say("", NORMAL)
        paragraph._p.append(text_run(f"{label}: ", bold=True))
        paragraph._p.append(text_run(value))

    def _aside(self, label: str, text: str) -> None:
        paragraph = self._say("", ASIDE)
        paragraph._p.append(text_run(f"{label}: ", bold=True))
        paragraph._p.append(text_run(text))

    def _heading(self, text: str, style: str = HEADING, *, bookmark: str = "") -> None:
        paragraph = self._say(text, style)
        if bookmark:
            self._bookmarks += 1
            add_bookmark(paragraph, bookmark, self._bookmarks)

    def _say(self, text: str, style: str) -> DocxParagraph:
        """Add a paragraph; by the style's id, since looking styles up by name takes long."""
        paragraph = self._file.add_paragraph()
        paragraph._p.style = style
        if text:
            paragraph._p.append(text_run(text))
        return paragraph


def _bookmark(uid: str) -> str:
    """Return the name of a clause's bookmark: Word allows letters, digits and 40 of them."""
    return f"k_{uid.replace('-', '')}"[:40]
