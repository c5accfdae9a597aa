"""What somebody wrote is text in every spreadsheet."""

from typing import Any

import pytest

from portal.core.spreadsheets import HarmlessCells


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
