"""Files of agreements to import, as JSON and as Word would write them."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

Data = dict[str, Any]


def clause(uid: str | None = None, text: Any = "Wortlaut (Beispiel).", **more: Any) -> Data:
    """Return a clause of the JSON; with a uid if one is given, its text in lines or blocks."""
    named = {} if uid is None else {"uid": uid}
    return {**named, "heading": f"Überschrift {uid or 'ohne uid'}", "text": text, **more}


def section(*clauses: Data, title: str = "Ziele", kind: str = "general", **more: Any) -> Data:
    """Return a section of the JSON."""
    return {"type": kind, "title": title, "clauses": list(clauses), **more}


def text(*sections: Data, **more: Any) -> Data:
    """Return a whole version; without sections one with a clause."""
    title = {"title": "Rahmenvereinbarung (Beispiel)"}
    return {**title, "sections": list(sections) or [section(clause("a"))], **more}


def as_json(data: Any) -> bytes:
    """Return JSON data as a file."""
    return json.dumps(data, ensure_ascii=False).encode()


def as_docx(document: Any) -> bytes:
    """Return a document of python-docx as a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def docx(*lines: tuple[str, str] | str) -> bytes:
    """Return a Word file with paragraphs: texts, or styles with texts."""
    document = Document()
    for line in lines:
        style, words = line if isinstance(line, tuple) else ("Normal", line)
        document.add_paragraph(words, style=style)
    return as_docx(document)


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return a Word file with the parts in it changed, and more parts by name."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return file.getvalue()
