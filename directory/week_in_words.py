"""A week of opening hours for readers: as a sentence, and as the table of one week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from directory.hours_in_words import WEEKDAY_NAMES
from directory.opening_hours import Slot, Weekday, public_holiday, week_of


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


def table_of_week(osm: str, today: date) -> list[TableRow]:
    """Return the days of the week that `today` lies in, Monday first; none for unknown hours.

    Public holidays are closed, and say which holiday it is. Raises ValueError for an
    expression that is no plain week.
    """
    monday = today - timedelta(days=today.weekday())
    return [
        TableRow(
            _(WEEKDAY_NAMES[weekday]),
            _on_date(slots, monday + timedelta(weekday)),
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


def _on_date(slots: Sequence[Slot], day: date) -> str:
    holiday = public_holiday(day)
    if holiday is None or not slots:
        return _hours_in_words(slots)
    return _("geschlossen (Feiertag: %(holiday)s)") % {"holiday": _(holiday)}
