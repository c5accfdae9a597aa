"""Public holidays of Baden-Württemberg (§ 1 Feiertagsgesetz BW), named in German."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

import holidays

from .grammar import BERLIN, read_expression


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> Mapping[date, str]:
    calendar = holidays.country_holidays("DE", subdiv="BW", years=year, expand=False, language="de")
    return dict(calendar.items())


def public_holiday(day: date) -> str | None:
    """Return the German name of the public holiday on ``day``, or None."""
    return _holidays_of(day.year).get(day)


def library_calendar(day: date) -> str | None:
    """Return the country whose calendar makes the hours library treat ``day`` rightly.

    The library takes no holidays from outside and knows Germany only as a whole: 6 January,
    Fronleichnam and 1 November are missing. Austria has all three, so ``PH`` rules are
    evaluated with its calendar on those days, and with none on days that are no holiday here.
    """
    if public_holiday(day) is None:
        return None
    noon = datetime.combine(day, time(12), BERLIN)
    return "DE" if read_expression("PH 00:00-24:00", "DE").is_open(noon) else "AT"
