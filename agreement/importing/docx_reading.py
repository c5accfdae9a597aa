"""An agreement in a Word file (.docx): what can be read of it, and what was left out."""

from collections import Counter
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.importing.docx_package import open_package
from agreement.importing.docx_paragraphs import DocxReader
from agreement.importing.docx_structure import LONGEST_HEADING, structure
from agreement.importing.imported import (
    MOST_CLAUSES,
    MOST_SECTIONS,
    ImportedText,
    ImportRefused,
    ReadText,
)
from agreement.importing.json_values import remark_on_marks

MOST_PARAGRAPHS = 20_000


def read_docx(content: bytes, name: str) -> ReadText:
    """Return the text that a Word file holds; `name` (of the file) entitles one without a title.

    Raises ImportRefused with a sentence for what cannot be read as a whole. What no clause can
    hold is left out and named in the remarks: nothing disappears without a word.
    """
    reader = DocxReader(open_package(content))
    paragraphs = list(islice(reader.paragraphs(), MOST_PARAGRAPHS + 1))
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise ImportRefused.because(
            _("Das Dokument hat mehr als 20.000 Absätze. So lang ist keine Vereinbarung.")
        )
    if not paragraphs:
        raise ImportRefused.because(_("In der Word-Datei steht kein Text."))
    title = " ".join(name.split())[:LONGEST_HEADING] or _("Vereinbarung")
    found = structure(paragraphs, title)
    count = sum(len(section.clauses) for section in found.sections)
    if count > MOST_CLAUSES or len(found.sections) > MOST_SECTIONS:
        sentence = _(
            "Das Dokument hat %(sections)s Abschnitte und %(clauses)s Klauseln. Möglich sind "
            "%(most_sections)s und %(most_clauses)s."
        )
        raise ImportRefused.because(
            sentence
            % {
                "sections": len(found.sections),
                "clauses": count,
                "most_sections": MOST_SECTIONS,
                "most_clauses": MOST_CLAUSES,
            }
        )
    text = ImportedText(found.title or title, "", None, found.sections)
    return ReadText(text, tuple(_remarks(reader.left_out, found.suggested)))


def _remarks(left_out: Counter[str], suggested: int) -> list[str]:
    remarks = [
        _(
            "Die Nummern der Abschnitte und Klauseln vergibt das Portal nach ihrer Stelle. "
            "Verweise wie „§ 3 Abs. 2“ bleiben Text: Prüfen Sie, ob sie noch stimmen."
        )
    ]
    if suggested:
        sentence = ngettext(
            "%(count)s Klausel hatte keine Überschrift: Vorgeschlagen sind ihre ersten Worte.",
            "%(count)s Klauseln hatten keine Überschrift: Vorgeschlagen sind ihre ersten Worte.",
            suggested,
        )
        remarks.append(sentence % {"count": suggested})
    for key, sentence in _sentences().items():
        if left_out[key]:
            remarks.append(sentence % {"count": left_out[key]})
    if left_out["marks"]:
        remarks.append(remark_on_marks(left_out["marks"]))
    return remarks


def _sentences() -> dict[str, str]:
    return {
        "changes": _(
            "Die Datei enthält nachverfolgte Änderungen (%(count)s). Gelesen ist der Text, als "
            "wären alle angenommen."
        ),
        "tables": _("Tabellen (%(count)s) stehen Zeile für Zeile als Liste im Text."),
        "pictures": _("Weggelassen: Bilder und Textfelder (%(count)s)."),
        "notes": _("Weggelassen: Fuß- und Endnoten (%(count)s). Übernehmen Sie ihren Text selbst."),
        "comments": _("Weggelassen: Kommentare (%(count)s)."),
        "hidden": _("Weggelassen: Stellen, die in Word ausgeblendet sind (%(count)s)."),
        "formulas": _("Weggelassen: Formeln (%(count)s)."),
        "signs": _("Weggelassen: Sonderzeichen aus Symbolschriften (%(count)s)."),
    }
