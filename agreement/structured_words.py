"""The own fields of a section as a reader sees them: words instead of codes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.structured import StructuredField
from agreement.vocabulary import Accommodation
from agreement.wording import Words
from agreement.wording_lists import joined


def field_in_words(field: StructuredField, words: Words) -> list[str]:
    """Return a field's value as lines to read; none if it is empty."""
    return [line for line in _lines(field.key, field.value, words) if line]


def _lines(key: str, value: Any, words: Words) -> Iterator[str]:
    if key in {"service", "from_service", "to_service"}:
        yield words.services.get(value, value)
    elif key == "kinds_of_accommodation":
        labels = dict(Accommodation.choices)
        yield from (str(labels.get(code, code)) for code in value)
    elif isinstance(value, list):
        yield from (_line(key, part, words) for part in value)
    else:
        yield str(value)


def _line(key: str, part: Any, words: Words) -> str:
    if key == "providers":
        return _provider(part, words)
    if key == "steps":
        by_when = f" ({part['by_when']})" if part["by_when"] else ""
        return f"{part['who']}: {part['what']}{by_when}"
    if key == "legal_basis":
        return f"{part['title']} ({part['url']})" if part["url"] else str(part["title"])
    if key == "documents" and isinstance(part, dict):
        return f"{part['title']} ({part['filename']}, {filesizeformat(part['size'])})"
    return str(part)


def _provider(part: dict[str, Any], words: Words) -> str:
    towns = [words.municipalities.get(ags, ags) for ags in part["municipalities"]]
    where = joined(sorted(towns), _("und")) if towns else _("alle übrigen Gemeinden")
    return f"{part['name']}: {where}{_since(part['valid_from'], part['valid_until'])}"


def _since(start: str, end: str) -> str:
    days = [date_format(date.fromisoformat(d), "DATE_FORMAT") if d else "" for d in (start, end)]
    values = {"start": days[0], "end": days[1]}
    if start and end:
        return _(", vom %(start)s bis %(end)s") % values
    if start:
        return _(", ab %(start)s") % values
    return _(", bis %(end)s") % values if end else ""
