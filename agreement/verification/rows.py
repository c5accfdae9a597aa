"""Rows as the database holds them, past the models: somebody may have written what no model would.

SQLite stores what it is given, whatever the column's type; so each value is brought into one form
here, and what does not fit becomes text that equals nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models


@dataclass(frozen=True)
class Row:
    """One row, by the names of its columns."""

    values: dict[str, Any]

    def raw(self, name: str) -> Any:
        """Return a value as the database has it."""
        return self.values[name]

    def content(self, name: str) -> bytes:
        """Return the bytes of a column; text becomes its UTF-8."""
        value = self.values[name]
        if isinstance(value, bytes | memoryview | bytearray):
            return bytes(value)
        return str(value).encode(errors="replace")

    def text(self, name: str) -> str:
        """Return a value as text; none is empty."""
        value = self.values[name]
        return "" if value is None else str(value)

    def uuid(self, name: str) -> str:
        """Return a UUID with its hyphens."""
        try:
            return str(UUID(self.text(name)))
        except ValueError:
            return self.text(name)

    def number(self, name: str) -> int:
        """Return a whole number; -1 for what is none."""
        value = self.values[name]
        return int(value) if isinstance(value, int) else -1

    def day(self, name: str) -> str:
        """Return a date as the ledger writes it; none is empty."""
        value = self.values[name]
        return value.isoformat() if isinstance(value, date) else self.text(name)

    def moment(self, name: str) -> str:
        """Return a moment as the ledger writes it."""
        value = self.values[name]
        try:
            at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except ValueError:
            return self.text(name)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rows(model: type[models.Model], order: str, leave: Iterable[str] = ()) -> list[Row]:
    """Return all rows of a model's table, in the order of a column; some columns left out."""
    columns = [str(f.column) for f in model._meta.local_concrete_fields if f.name not in leave]
    quote = connection.ops.quote_name
    query = (
        f"SELECT {', '.join(map(quote, columns))} FROM {quote(model._meta.db_table)} "  # noqa: S608  # names of our models
        f"ORDER BY {quote(order)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [Row(dict(zip(columns, values, strict=True))) for values in cursor.fetchall()]
