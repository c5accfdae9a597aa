"""Spreadsheets that run nothing: what people wrote stays text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The content type of a workbook."""

ILLEGAL_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
"""What no sheet may have in its name."""

WIDEST = 70
"""The widest column, in characters; longer texts are wrapped."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV Injection)."""


class HarmlessCells:
    """Goes before Wagtail's SpreadsheetExportMixin, which guards XLSX only."""

    FORMAT_CSV: str

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return a cell's value, with a quote before what would be a formula in CSV."""
        processed = super().preprocess_field_value(  # type: ignore[misc]
            field, value, export_format
        )
        is_text = export_format == self.FORMAT_CSV and isinstance(processed, str)
        return f"'{processed}" if is_text and processed.startswith(FORMULA) else processed


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, the heads of its columns, its rows of texts or numbers."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int | date]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as an XLSX file in which every text is text, whatever it begins with.

    The heads stay in sight and can be filtered by. Characters that XML cannot hold are left out.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(ILLEGAL_IN_NAMES.sub(" ", sheet.name)[:31]), sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(made: Any, sheet: Sheet) -> None:
    for line, row in enumerate([sheet.heads, *sheet.rows], start=1):
        for column, value in enumerate(row, start=1):
            _write(made.cell(line, column), value)
    for column, head in enumerate(sheet.heads, start=1):
        longest = max([len(head), *(len(str(row[column - 1])) for row in sheet.rows)])
        made.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
        made.cell(1, column).font = Font(bold=True)
    made.freeze_panes = "A2"
    made.auto_filter.ref = made.dimensions


def _write(cell: Any, value: str | int | date) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    # openpyxl takes what begins with "=" for a formula unless the type is set afterwards.
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
