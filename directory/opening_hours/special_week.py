"""One line of hours for some days, as the week that says the same."""

from collections.abc import Sequence
from datetime import date, timedelta

from .entry import parse_day
from .week import Slot, Weekday, to_osm, week_of

WORK_DAYS = frozenset(set(Weekday) - {Weekday.SATURDAY, Weekday.SUNDAY})


def parse_special_days(line: str, first: date, last: date, usual: str) -> str:
    """Return the OSM expression of a line such as "9–12" for the days from first to last.

    Nothing for a closed line. Several days are open at these hours only on weekdays on which
    the office is open anyway by its usual hours (an OSM expression), or from Monday to Friday
    if those are not known: other hours in the holidays do not open the weekend. Raises
    ValueError with a German sentence for a line that cannot be read, and for usual hours that
    are no plain week.
    """
    slots = parse_day(line)
    if not slots:
        return ""
    length = min((last - first).days + 1, len(Weekday))
    named = {Weekday((first + timedelta(days=step)).weekday()) for step in range(length)}
    week = week_of(usual)
    open_anyway = {day for day, hours in week.items() if hours} if week else WORK_DAYS
    days = named & open_anyway if len(named) > 1 else named
    return to_osm(dict.fromkeys(days or named, slots))


def line_of(osm: str) -> str | None:
    """Return the one line that such an expression came from; None if its days differ.

    Raises ValueError for an expression that is no plain week.
    """
    lines: set[Sequence[Slot]] = {slots for slots in week_of(osm).values() if slots}
    if len(lines) > 1:
        return None
    return ", ".join(map(str, lines.pop())) if lines else ""
