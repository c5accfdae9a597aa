"""The OSM grammar of opening hours, read by ``opening-hours-py``.

Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, validate

BERLIN = ZoneInfo("Europe/Berlin")

_COMMENT = re.compile(r'"[^"]*"')
_HOLIDAY_RULE = re.compile(r"\bPH\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def read_expression(osm: str, country: str | None = None) -> OpeningHours:
    """Return the evaluator of an expression, in Berlin time.

    ``country`` chooses the library's calendar behind ``PH`` rules; without it no day is a
    holiday. Raises ValueError if the text is not in the OSM grammar.
    """
    if not validate(osm):
        msg = f"{osm!r} is not an opening hours expression"
        raise ValueError(msg)
    return OpeningHours(osm, timezone=BERLIN, country=country, auto_country=False)


@lru_cache(maxsize=2048)
def has_holiday_rule(osm: str) -> bool:
    """Say whether the expression itself rules public holidays (a ``PH`` outside comments)."""
    return _HOLIDAY_RULE.search(_COMMENT.sub("", osm)) is not None
