"""Is it open now? Until when, or from when on – and for how long is that answer true?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import groupby

import opening_hours

from .exceptions import DayException, exception_on, opens_holidays
from .grammar import BERLIN, has_holiday_rule, read_expression
from .public_holidays import library_calendar, public_holiday

LOOK_AHEAD = timedelta(days=14)
LONGEST_CLOSURE = timedelta(days=120)
"""Of a closure so much is looked through for the day after it."""


class State(Enum):
    """What can be said of a moment. Unknown hours are unknown, not closed."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one moment; all times are aware and in Berlin time.

    until        OPEN: the closing time; None if that is more than 14 days away
    opens        CLOSED: the next opening; None if there is none within 14 days, counted from the
                 end of a closure that today lies in
    holiday      CLOSED: German name of today's public holiday, if that is why no hours are left
    exception    CLOSED: the special days that today is one of, if they have no hours today
    valid_until  from then on the answer, put in words such as "morgen", is no longer true;
                 None if it holds until the hours are edited
    """

    state: State
    until: datetime | None = None
    opens: datetime | None = None
    holiday: str | None = None
    exception: DayException | None = None
    valid_until: datetime | None = None


# Spans are kept in UTC: Python compares times of one zone by the clock on the wall, which
# shows 2:30 twice on the last Sunday of October.
@dataclass(frozen=True, slots=True)
class _Span:
    begins: datetime
    ends: datetime
    state: State


_STATES = {
    opening_hours.State.OPEN: State.OPEN,
    opening_hours.State.CLOSED: State.CLOSED,
    opening_hours.State.UNKNOWN: State.UNKNOWN,
}


def status_at(osm: str, when: datetime, exceptions: Iterable[DayException] = ()) -> Status:
    """Return what is true of an office with these hours at ``when``.

    On a public holiday in Baden-Württemberg an office is closed from midnight to midnight,
    unless its expression has a ``PH`` rule of its own. On the days of an exception its hours
    count instead, from midnight to midnight (see ``exception_on``, ``opens_holidays``). Raises
    ValueError for a moment without time zone and for an expression outside the OSM grammar.
    """
    if when.utcoffset() is None:
        msg = "a moment needs a time zone"
        raise ValueError(msg)
    moment, today = when.astimezone(UTC), when.astimezone(BERLIN).date()
    hours = _Hours(osm, tuple(one for one in exceptions if one.last_day >= today))
    if hours.are_unknown_for_good(today):
        return Status(State.UNKNOWN)
    spans = (span for span in hours.spans(today) if span.ends > moment)
    current = next(spans)
    # "morgen" becomes "heute" at midnight: no wording outlives its day.
    valid_until = _local(min(current.ends, _midnight(today + timedelta(days=1))))
    if current.state is State.OPEN:
        lasting = current.ends >= _midnight(today + LOOK_AHEAD)
        until = None if lasting else _local(current.ends)
        return Status(State.OPEN, until=until, valid_until=valid_until)
    if current.state is State.UNKNOWN:
        return Status(State.UNKNOWN, valid_until=valid_until)
    opens = next((_local(span.begins) for span in spans if span.state is State.OPEN), None)
    return Status(
        State.CLOSED,
        opens=opens,
        holiday=hours.closing_holiday(today),
        exception=hours.closing_exception(today),
        valid_until=valid_until,
    )


@dataclass(frozen=True, slots=True)
class _Hours:
    """Usual hours with the days on which others count."""

    osm: str
    exceptions: tuple[DayException, ...]

    def are_unknown_for_good(self, today: date) -> bool:
        """Say whether nothing is known until somebody edits the hours."""
        nothing_soon = all(one.first_day > today + LOOK_AHEAD for one in self.exceptions)
        return not self.osm.strip() and nothing_soon

    def spans(self, first: date) -> Iterator[_Span]:
        """Yield the spans from the midnight before ``first``, each as long as its state lasts."""
        ruling = exception_on(first, self.exceptions)
        closure = timedelta()
        if ruling is not None and not ruling.osm:
            closure = min(ruling.last_day - first, LONGEST_CLOSURE)
        ahead = range((LOOK_AHEAD + closure).days + 1)
        days = (first + timedelta(days=number) for number in ahead)
        pieces = (piece for day in days for piece in self.day(day))
        for state, group in groupby(pieces, key=lambda piece: piece.state):
            run = list(group)
            yield _Span(run[0].begins, run[-1].ends, state)

    def day(self, day: date) -> list[_Span]:
        """Return the spans of one day."""
        ruling = exception_on(day, self.exceptions)
        if ruling is None:
            return self._usual_day(day)
        if ruling.osm and (public_holiday(day) is None or opens_holidays(ruling)):
            return _evaluated(ruling.osm, day, None)
        return [_whole_day(day, State.CLOSED)]

    def _usual_day(self, day: date) -> list[_Span]:
        if not self.osm.strip():
            return [_whole_day(day, State.UNKNOWN)]
        if public_holiday(day) is not None and not has_holiday_rule(self.osm):
            read_expression(self.osm)  # a broken expression is an error on holidays too
            return [_whole_day(day, State.CLOSED)]
        return _evaluated(self.osm, day, library_calendar(day))

    def closing_exception(self, day: date) -> DayException | None:
        """Return the special days that leave a day without hours, unless a holiday does."""
        ruling = exception_on(day, self.exceptions)
        if ruling is None or self._is_open_on(day):
            return None
        return None if self.closing_holiday(day) else ruling

    def closing_holiday(self, day: date) -> str | None:
        """Return the public holiday for which a day has no hours that would have some."""
        holiday = public_holiday(day)
        ruling = exception_on(day, self.exceptions)
        osm = self.osm if ruling is None else ruling.osm
        if holiday is None or not osm.strip() or self._is_open_on(day):
            return None
        would_be = _evaluated(osm, day, None)
        return holiday if any(span.state is State.OPEN for span in would_be) else None

    def _is_open_on(self, day: date) -> bool:
        return any(span.state is State.OPEN for span in self.day(day))


def _whole_day(day: date, state: State) -> _Span:
    return _Span(_midnight(day), _midnight(day + timedelta(days=1)), state)


def _evaluated(osm: str, day: date, calendar: str | None) -> list[_Span]:
    begin = datetime.combine(day, time(), BERLIN)
    end = datetime.combine(day + timedelta(days=1), time(), BERLIN)
    return [
        _Span(begins.astimezone(UTC), ends.astimezone(UTC), _STATES[state])
        for begins, ends, state, _comment in read_expression(osm, calendar).intervals(begin, end)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)
