"""Tables that people upload: CSV in whatever way a spreadsheet writes it, or XLSX.

Pure but for openpyxl: no Django. Everything becomes text, cell by cell.
"""

import csv
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 100
LARGEST_UNPACKED = 60 * 1024 * 1024
LONGEST_CELL = 2_000
_ZIP = b"PK\x03\x04"
_SEPARATORS = ";,\t"
_GUARDED = ("=", "+", "-", "@")
_DAMAGED = (
    *(BadZipFile, zlib.error, EOFError, RuntimeError, OSError),  # the packing; a password
    *(InvalidFileException, SyntaxError, AttributeError, LookupError, TypeError, ValueError),
)
"""What openpyxl raises for files that are none of its own, or damaged.

SyntaxError is what both XML parsers raise that it may use: the standard library's, and lxml's.
"""


class UnreadableTable(ValueError):
    """A file that is no table; `str()` is a German sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """The heads, and the rows with their number in the file; cells stand under their heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(content: bytes) -> Table:
    """Return what stands in a file.

    Raises UnreadableTable for what is too large, empty, no table, or has a head twice.
    """
    if len(content) > LARGEST_FILE:
        msg = "Die Datei ist größer als 2 MB. Bitte teilen Sie die Tabelle auf."
        raise UnreadableTable(msg)
    lines = list(_xlsx(content) if content.startswith(_ZIP) else _csv(content))
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cells)]
    if not numbered:
        msg = "In der Datei steht nichts. Bitte wählen Sie eine Tabelle mit einer Kopfzeile."
        raise UnreadableTable(msg)
    (_first, heads), *rows = numbered
    _check_heads(heads)
    if len(rows) > MOST_ROWS:
        msg = f"Die Tabelle hat {len(rows)} Zeilen. Mehr als 2.000 auf einmal gehen nicht."
        raise UnreadableTable(msg)
    named = [(number, _under(heads, cells, number)) for number, cells in rows]
    return Table(tuple(head for head in heads if head), tuple(named))


def _check_heads(heads: Sequence[str]) -> None:
    known = [head for head in heads if head]
    for head in known:
        if known.count(head) > 1:
            msg = f"Die Spalte „{head[:50]}“ gibt es zweimal. Bitte löschen Sie eine."
            raise UnreadableTable(msg)


def _under(heads: Sequence[str], cells: Sequence[str], number: int) -> dict[str, str]:
    """Return the cells by their heads; raises UnreadableTable for one without a head."""
    if any(cells[len(heads) :]) or any(
        cell for head, cell in zip(heads, cells, strict=False) if not head
    ):
        msg = f"In Zeile {number} stehen Angaben in einer Spalte ohne Überschrift."
        raise UnreadableTable(msg)
    padded = [*cells, *[""] * len(heads)]
    return {head: padded[place] for place, head in enumerate(heads) if head}


def _csv(content: bytes) -> Iterable[list[str]]:
    text = _decoded(content)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield [_cleaned(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        msg = (
            "Die Datei lässt sich nicht als Tabelle lesen. "
            "Bitte speichern Sie sie als CSV oder XLSX."
        )
        raise UnreadableTable(msg) from None


def _decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8 with or without a mark, else as Windows writes it."""
    if b"\0" in content:
        msg = "Das ist keine Tabelle. Bitte speichern Sie sie als CSV oder XLSX."
        raise UnreadableTable(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _xlsx(content: bytes) -> Iterable[list[str]]:
    return [_without_empty_end([_cleaned(_text(cell)) for cell in row]) for row in _rows(content)]


def _rows(content: bytes) -> list[tuple[Any, ...]]:
    """Return the cells of a workbook's first sheet; raises UnreadableTable for a damaged one."""
    msg = "Die Excel-Datei lässt sich nicht lesen. Bitte speichern Sie sie noch einmal als XLSX."
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableTable(msg)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 100, max_col=MOST_COLUMNS, values_only=True)
        found = list(rows)
        book.close()
    except _DAMAGED:
        raise UnreadableTable(msg) from None
    return found


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    """Return what a cell of a workbook shows: 76646 and not 76646.0, "ja" and not "True"."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nein"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _cleaned(cell: str) -> str:
    """Return a cell in one line, without the quote that keeps a spreadsheet from calculating."""
    if len(cell) > LONGEST_CELL:
        msg = f"Eine Zelle hat mehr als {LONGEST_CELL} Zeichen: „{cell[:30]} …“. Bitte kürzen Sie."
        raise UnreadableTable(msg)
    plain = "".join(char if char.isprintable() else " " for char in cell)
    text = " ".join(plain.split())
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDED) else text
