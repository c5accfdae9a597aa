"""The demo's days: told in the files by what they are, made dates on the day of loading. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from directory.opening_hours import Weekday

EPIPHANY = (1, 6)
FIRST_DAY_OF_CHRISTMAS = (12, 23)


def days_of(entry: Mapping[str, Any], today: date) -> tuple[date, date]:
    """Return the first and last day of an entry of special days.

    `season` is "christmas" (23 December to 6 January) or "epiphany" (6 January), the one that
    is not over yet; `in_days` counts from today, and what would fall on a weekend comes on the
    Monday after, but for today itself. Raises ValueError for any other season.
    """
    if "in_days" in entry:
        day = today + timedelta(days=entry["in_days"])
        if entry["in_days"] and day.weekday() >= Weekday.SATURDAY:
            day += timedelta(days=7 - day.weekday())
        return day, day
    epiphany = date(today.year, *EPIPHANY)
    if today > epiphany:
        epiphany = date(today.year + 1, *EPIPHANY)
    match entry["season"]:
        case "epiphany":
            return epiphany, epiphany
        case "christmas":
            return date(epiphany.year - 1, *FIRST_DAY_OF_CHRISTMAS), epiphany
        case other:
            msg = f"no such season: {other}"
            raise ValueError(msg)
