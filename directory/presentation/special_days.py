"""The special days of an office: for the clock, and in words for readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from directory.hours_in_words import WEEKDAY_NAMES
from directory.opening_hours import DayException
from directory.presentation.breadcrumbs import Breadcrumb, step
from directory.reach import SpecialDaysFacts
from directory.week_in_words import times_in_words
from portal.core.page_visibility import page_visible_to
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from directory.models import SpecialDays

DAYS_WITHOUT_A_YEAR = 200
"""A day further off is named with its year."""


@dataclass(frozen=True, slots=True)
class SpecialNotice:
    """Special days as readers see them; `reason` is in German, as the editors wrote it."""

    days: str
    reason: str
    substitute: Breadcrumb | None

    def __str__(self) -> str:
        """Return everything in one text."""
        text = f"{self.days}: {self.reason}" if self.reason else self.days
        text = text if text.endswith((".", "!", "?")) else f"{text}."
        if self.substitute is None:
            return text
        return f"{text} {_('Vertretung: %(office)s.') % {'office': self.substitute.title}}"


def as_exceptions(rows: Iterable[SpecialDaysFacts]) -> tuple[DayException, ...]:
    """Return special days as the opening hours take them."""
    return tuple(DayException(row.first_day, row.last_day, row.hours, row.reason) for row in rows)


def notice_of(row: SpecialDaysFacts, today: date, request: HttpRequest) -> SpecialNotice:
    """Return special days in words; the substitute only if the reader may see its page."""
    substitute = row.substitute
    if substitute is not None and not page_visible_to(substitute, viewer(request)):
        substitute = None
    return SpecialNotice(
        days=days_in_words(row, today),
        reason=row.reason,
        substitute=None if substitute is None else step(substitute, request),
    )


def days_in_words(row: "SpecialDaysFacts | SpecialDays", today: date) -> str:
    """Return "Geschlossen vom 23. Dezember bis 6. Januar" or "Am …: 9:00–12:00 Uhr"."""
    if row.is_closed:
        return _closed(row, today)
    words = {"days": _span(row, today), "times": times_in_words(row.hours) or _("geschlossen")}
    return _("%(days)s: %(times)s") % words


def _closed(row: "SpecialDaysFacts | SpecialDays", today: date) -> str:
    words = {"first": _day(row.first_day, today), "last": _day(row.last_day, today)}
    if row.covers(today):
        if row.last_day == today:
            return _("Heute geschlossen")
        return _("Geschlossen bis %(last)s") % words
    if row.first_day == row.last_day:
        return _("Geschlossen am %(day)s") % {"day": _weekday_and_day(row.first_day, today)}
    return _("Geschlossen vom %(first)s bis %(last)s") % words


def _span(row: "SpecialDaysFacts | SpecialDays", today: date) -> str:
    if row.first_day == row.last_day == today:
        return _("Heute")
    if row.first_day == row.last_day:
        return _("Am %(day)s") % {"day": _weekday_and_day(row.first_day, today)}
    words = {"first": _day(row.first_day, today), "last": _day(row.last_day, today)}
    return _("Vom %(first)s bis %(last)s") % words


def _weekday_and_day(day: date, today: date) -> str:
    return f"{_(WEEKDAY_NAMES[day.weekday()])}, {_day(day, today)}"


def _day(day: date, today: date) -> str:
    is_far = abs((day - today).days) > DAYS_WITHOUT_A_YEAR
    return date_format(day, "DATE_FORMAT" if is_far else "MONTH_DAY_FORMAT")
