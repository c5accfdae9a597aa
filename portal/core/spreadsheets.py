"""Spreadsheets that run nothing: what people wrote stays text."""

from typing import Any

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
