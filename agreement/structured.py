"""The own fields of a section type, as they are sealed and shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

JSONValue = str | int | bool | list[Any] | dict[str, Any]


@dataclass(frozen=True)
class StructuredField:
    """A field beyond title, summary and clauses: stable key, German label, JSON-able value."""

    key: str
    label: str
    value: JSONValue


def plain_value(value: Any) -> JSONValue:
    """Return a field's value as JSON knows it: no floats, no null, days as `YYYY-MM-DD`.

    Nothing is the empty text. Raises TypeError for a value that no field of a section has.
    """
    if value is None:
        return ""
    if isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, RichText):
        return str(value.source)
    if isinstance(value, StructValue):
        return {name: plain_value(part) for name, part in value.items()}
    if isinstance(value, StreamValue):
        return [plain_value(child.value) for child in value]
    if isinstance(value, (list, ListValue)):
        return [plain_value(part) for part in value]
    raise TypeError(f"A section cannot hold {type(value).__name__}: {value!r}")
