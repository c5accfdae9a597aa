"""The PDF of a version: PDF/A-3a and PDF/UA-1 at once, with the sealed bytes inside. Pure.

Text reaches the typesetter as data and is never read as markup. The same document with the same
attachments gives the same bytes; what seals the file comes afterwards (`seal`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

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
from agreement.exports.lettering import Care, breakable, every_text, printable
from agreement.exports.typesetting import NotTypeset, typeset_apart
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import Run

TEMPLATE = Path(__file__).parent / "templates" / "version.typ"
FEW_CLAUSES = 40
"""Up to so many clauses stand in the contents, one by one; the bookmarks have them all."""
SHARES = {"Gemeinden": 4, "Was": 4, "SHA-256": 4, "Partner": 3, "Rolle": 3}
"""How wide these columns are, where the others have 2."""

REPLACED = (
    "Zeichen, die die Schrift dieser Datei nicht enthält, stehen als [U+…] mit ihrer Nummer in "
    "Unicode; die maschinenlesbare Fassung enthält sie selbst."
)


@dataclass(frozen=True)
class Attachment:
    """A JSON file inside the PDF; `is_source` tells the text itself from what supplements it."""

    name: str
    description: str
    content: bytes
    is_source: bool = False


def sealed_text(number: int, canonical: bytes) -> Attachment:
    """Return the sealed bytes of a version as they are embedded."""
    words = f"Der festgeschriebene Text der Fassung {number}, maschinenlesbar"
    return Attachment(f"fassung-{number}.json", words, canonical, is_source=True)


def evidence(content: bytes) -> Attachment:
    """Return what the ledger says about the version, as it is embedded."""
    return Attachment("nachweis.json", "Register, Prüfpunkte und Schlüssel dazu", content)


def render_pdf(document: PrintDocument, attachments: Sequence[Attachment]) -> bytes:
    """Return the file, not yet sealed.

    A letter that the fonts lack is printed as its code point, and the proof page says so. Where
    letters and marks do not go together, more of them are: a file there must be. Raises
    NotTypeset if even so there is none.
    """
    data = _data(document, attachments)
    texts = {each.name: each.content.decode() for each in attachments}
    moment = datetime.combine(document.standing.sealed_on, time(), UTC)
    template = TEMPLATE.read_text(encoding="utf-8")
    for care in Care:
        told = json.dumps(_printable(data, care), ensure_ascii=False)
        try:
            made = typeset_apart(template, {"document": told, **texts}, ("a-3a", "ua-1"), moment)
        except NotTypeset:
            if care is Care.ALL:
                raise
        else:
            break
    # What seals the file appends to it, after the end of a line.
    return made if made.endswith(b"\n") else made + b"\n"


def _printable(data: Mapping[str, Any], care: Care) -> dict[str, Any]:
    shown = every_text(data, lambda text: printable(text, care))
    remark = REPLACED if shown != every_text(data, str) else ""
    # What must be copied as it stands is never broken; files are read by their names.
    exact = {name: data[name] for name in ("files", "sha256", "checkpoint")}
    return {**every_text(shown, breakable), **exact, "replaced": remark}


def _data(document: PrintDocument, attachments: Iterable[Attachment]) -> dict[str, Any]:
    standing = document.standing
    here = {clause.uid for _section, clause in document.clauses()}
    return {
        "title": document.title,
        "title-line": phrases.title_line(document),
        "description": f"SHA-256 {standing.sha256}",
        "keywords": [phrases.version_words(document), standing.sha256],
        "version": phrases.version_words(document),
        "reference": document.reference,
        "sha256": standing.sha256,
        "hash-groups": phrases.hash_groups(standing.sha256),
        "remark": phrases.LEGACY if document.is_legacy else "",
        "facts": [{"label": label, "value": value} for label, value in phrases.facts(document)],
        "shares": SHARES,
        "parties": _field(phrases.parties(document)),
        "contents-depth": 2 if len(here) <= FEW_CLAUSES else 1,
        "sections": [_section(section, here) for section in document.sections],
        "closing": [{"label": label, "lines": rows} for label, rows in phrases.closing(document)],
        "signature-remarks": phrases.signature_remarks(document),
        "signatures": _field(phrases.signatures(document)),
        "proof": _proof(document),
        "checkpoint": standing.checkpoint,
        "files": [_file(attachment) for attachment in attachments],
    }


def _proof(document: PrintDocument) -> list[str]:
    standing = document.standing
    lines = phrases.proof(standing, document.number, document.previous)
    embedded = "Sie liegt auch dieser Datei bei, als Anhang; das Programm zum Prüfen nimmt beides."
    return [*lines, embedded, *([phrases.CHECKPOINT_WORDS] if standing.checkpoint else [])]


def _file(attachment: Attachment) -> dict[str, str]:
    relationship = "source" if attachment.is_source else "supplement"
    return {
        "name": attachment.name,
        "description": attachment.description,
        "relationship": relationship,
    }


def _section(section: PrintSection, here: set[str]) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "summary": section.summary,
        "fields": [_field(field) for field in section.fields],
        "clauses": [_clause(clause, here) for clause in section.clauses],
    }


def _field(field: Lines | Table) -> dict[str, Any]:
    if isinstance(field, Table):
        return {"label": field.label, "columns": field.columns, "rows": field.rows, "lines": []}
    return {"label": field.label, "columns": [], "rows": [], "lines": field.lines}


def _clause(clause: PrintClause, here: set[str]) -> dict[str, Any]:
    return {
        "label": _label(clause.uid),
        "number": clause.number,
        "heading": clause.heading,
        "remark": "" if clause.is_binding else phrases.EXPLANATORY,
        "plain": clause.plain,
        "rules": clause.rules,
        "blocks": [
            {"kind": "paragraph", "runs": _runs(block.runs, here)}
            if isinstance(block, Paragraph)
            else _list(block, here)
            for block in clause.blocks
        ],
    }


def _label(uid: str) -> str:
    return f"k-{uid}"


def _list(text_list: TextList, here: set[str]) -> dict[str, Any]:
    items = [
        {"runs": _runs(item.runs, here), "lists": [_list(inner, here) for inner in item.lists]}
        for item in text_list.items
    ]
    return {"kind": "list", "numbered": text_list.is_numbered, "items": items}


def _runs(runs: Iterable[Run], here: set[str]) -> list[dict[str, Any]]:
    return [
        {
            # A reference is not torn apart at the end of a line.
            "text": run.text.replace(" ", "\u00a0") if run.clause else run.text,
            "bold": run.bold,
            "italic": run.italic,
            "to": _label(run.clause) if run.clause in here else "",
            "href": run.href if WEB_ADDRESS.match(run.href) else "",
        }
        for run in runs
    ]
