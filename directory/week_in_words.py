"""A week of opening hours for readers: as a sentence, and as the table of one week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from directory.hours_in_words import WEEKDAY_NAMES
from directory.opening_hours import (
    DayException,
    Slot,
    Weekday,
    exception_on,
    opens_holidays,
    public_holiday,
    week_of,
)

WEEKDAY_ADVERBS = (
    gettext_noop("montags"),
    gettext_noop("dienstags"),
    gettext_noop("mittwochs"),
    gettext_noop("donnerstags"),
    gettext_noop("freitags"),
    gettext_noop("samstags"),
    gettext_noop("sonntags"),
)
SHORTEST_SPAN = 3
"""So many days in a row are said as "montags bis mittwochs"."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A day of the table: its name, its hours in words, and whether it is today."""

    name: str
    hours: str
    is_today: bool


def week_in_words(osm: str) -> str:
    """Return "Montag bis Mittwoch 9:00–12:00 Uhr, Donnerstag …; sonst geschlossen."

    Raises ValueError for an expression that is no plain week.
    """
    week = week_of(osm)
    if not week:
        return _("Öffnungszeiten nicht bekannt.")
    groups = groupby(week.items(), key=lambda item: item[1])
    runs = [(slots, [day for day, _slots in run]) for slots, run in groups]
    parts = [f"{_days_in_words(days)} {_hours_in_words(slots)}" for slots, days in runs if slots]
    if not parts:
        return _("Die ganze Woche geschlossen.")
    if all(week.values()):
        return f"{', '.join(parts)}."
    return _("%(hours)s; sonst geschlossen.") % {"hours": ", ".join(parts)}


def times_in_words(osm: str) -> str:
    """Return "donnerstags 14:00–16:00 Uhr" and the like; nothing for unknown hours.

    Days with the same hours are named together: "montags und mittwochs 9:00–12:00 Uhr". Raises
    ValueError for an expression that is no plain week.
    """
    by_hours: dict[tuple[Slot, ...], list[Weekday]] = {}
    for day, slots in week_of(osm).items():
        if slots:
            by_hours.setdefault(slots, []).append(day)
    parts = (
        f"{_weekdays_in_words(days)} {_hours_in_words(slots)}" for slots, days in by_hours.items()
    )
    return ", ".join(parts)


def _weekdays_in_words(days: Sequence[Weekday]) -> str:
    if len(days) == len(Weekday):
        return _("täglich")
    names: list[str] = []
    for _start, group in groupby(enumerate(days), key=lambda item: item[1] - item[0]):
        run = [_(WEEKDAY_ADVERBS[day]) for _place, day in group]
        if len(run) < SHORTEST_SPAN:
            names += run
        else:
            names.append(_("%(first)s bis %(last)s") % {"first": run[0], "last": run[-1]})
    return get_text_list(names, _("und"))


def table_of_week(osm: str, today: date, exceptions: Iterable[DayException] = ()) -> list[TableRow]:
    """Return the days of the week that `today` lies in, Monday first; none for unknown hours.

    Public holidays are closed, and say which holiday it is; special days say their hours and
    why. Raises ValueError for an expression that is no plain week.
    """
    monday = today - timedelta(days=today.weekday())
    special = tuple(exceptions)
    return [
        TableRow(
            _(WEEKDAY_NAMES[weekday]),
            _on_date(slots, monday + timedelta(weekday), special),
            weekday == today.weekday(),
        )
        for weekday, slots in week_of(osm).items()
    ]


def _days_in_words(days: Sequence[Weekday]) -> str:
    words = {"first": _(WEEKDAY_NAMES[days[0]]), "last": _(WEEKDAY_NAMES[days[-1]])}
    if len(days) == 1:
        return words["first"]
    if len(days) == 2:
        return _("%(first)s und %(last)s") % words
    return _("%(first)s bis %(last)s") % words


def _hours_in_words(slots: Sequence[Slot]) -> str:
    if not slots:
        return _("geschlossen")
    *others, last = map(str, slots)
    times = _("%(first)s und %(last)s") % {"first": ", ".join(others), "last": last}
    return _("%(times)s Uhr") % {"times": times if others else last}


def _on_date(slots: Sequence[Slot], day: date, special: tuple[DayException, ...]) -> str:
    ruling, holiday = exception_on(day, special), public_holiday(day)
    if ruling is not None:
        slots = week_of(ruling.osm).get(Weekday(day.weekday()), ())
        if holiday is None or opens_holidays(ruling):
            return _with_reason(_hours_in_words(slots), ruling.reason)
    if holiday is None or not slots:
        return _hours_in_words(slots)
    return _("geschlossen (Feiertag: %(holiday)s)") % {"holiday": _(holiday)}


def _with_reason(hours: str, reason: str) -> str:
    return f"{hours} ({reason})" if reason else hours
