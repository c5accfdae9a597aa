"""What somebody wrote is text in every spreadsheet."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from portal.core.spreadsheets import HarmlessCells, Sheet, workbook


class Export:
    """Wagtail's export as far as it matters here: it hands values on."""

    FORMAT_CSV = "csv"

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return the value."""
        return value


class Report(HarmlessCells, Export):
    """A report with harmless cells."""


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_becomes_text_in_csv(text: str) -> None:
    assert Report().preprocess_field_value("a", text, "csv") == f"'{text}"


@pytest.mark.parametrize("value", ["Beispiel", "", "a=b", 7, -7, None])
def test_everything_else_stays_as_it_is(value: Any) -> None:
    assert Report().preprocess_field_value("a", value, "csv") == value


def test_xlsx_is_left_to_wagtail_which_marks_text() -> None:
    assert Report().preprocess_field_value("a", "=1+1", "xlsx") == "=1+1"


def _opened(*sheets: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_formula_in_a_workbook_is_text(text: str) -> None:
    cell = _opened(Sheet("Blatt", ["Kopf"], [[text]]))["Blatt"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_workbook_holds_texts_numbers_and_days_below_their_heads() -> None:
    day = date(2025, 1, 31)
    sheet = _opened(Sheet("Blatt", ["Wer", "Wie viele", "Wann"], [["Jemand", 3, day]]))["Blatt"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Wer", "Wie viele", "Wann"]
    assert rows[1][:2] == ["Jemand", 3]
    assert rows[1][2].date() == day


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    book = _opened(Sheet("Eins/Zwei: [Drei] " + "x" * 40, ["Kopf"], [["a\x00b"]]))
    (name,) = book.sheetnames
    assert name.startswith("Eins Zwei   Drei ")
    assert book[name]["A2"].value == "ab"
