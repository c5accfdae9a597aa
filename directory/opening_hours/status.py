"""Is it open now? Until when, or from when on – and for how long is that answer true?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import groupby

import opening_hours

from .grammar import BERLIN, has_holiday_rule, read_expression
from .public_holidays import library_calendar, public_holiday

LOOK_AHEAD = timedelta(days=14)


class State(Enum):
    """What can be said of a moment. Unknown hours are unknown, not closed."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """The answer for one moment; all times are aware and in Berlin time.

    until        OPEN: the closing time; None if that is more than 14 days away
    opens        CLOSED: the next opening; None if there is none within 14 days
    holiday      CLOSED: German name of today's public holiday, if that is why no hours are left
    valid_until  from then on the answer, put in words such as "morgen", is no longer true;
                 None if it holds until the hours are edited
    """

    state: State
    until: datetime | None = None
    opens: datetime | None = None
    holiday: str | None = None
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


def status_at(osm: str, when: datetime) -> Status:
    """Return what is true of an office with these hours at ``when``.

    On a public holiday in Baden-Württemberg an office is closed from midnight to midnight,
    unless its expression has a ``PH`` rule of its own. Raises ValueError for a moment without
    time zone and for an expression outside the OSM grammar.
    """
    if when.utcoffset() is None:
        msg = "a moment needs a time zone"
        raise ValueError(msg)
    if not osm.strip():
        return Status(State.UNKNOWN)
    moment, today = when.astimezone(UTC), when.astimezone(BERLIN).date()
    spans = (span for span in _spans(osm, today) if span.ends > moment)
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
    holiday = public_holiday(today) if _holiday_closes(osm, today) else None
    return Status(State.CLOSED, opens=opens, holiday=holiday, valid_until=valid_until)


def _spans(osm: str, first: date) -> Iterator[_Span]:
    """Yield the spans from the midnight before ``first``, each as long as its state lasts."""
    days = (first + timedelta(days=ahead) for ahead in range(LOOK_AHEAD.days + 1))
    pieces = (piece for day in days for piece in _day(osm, day))
    for state, group in groupby(pieces, key=lambda piece: piece.state):
        run = list(group)
        yield _Span(run[0].begins, run[-1].ends, state)


def _day(osm: str, day: date) -> list[_Span]:
    if public_holiday(day) is not None and not has_holiday_rule(osm):
        read_expression(osm)  # a broken expression is an error on holidays too
        return [_Span(_midnight(day), _midnight(day + timedelta(days=1)), State.CLOSED)]
    return _evaluated(osm, day, library_calendar(day))


def _evaluated(osm: str, day: date, calendar: str | None) -> list[_Span]:
    begin = datetime.combine(day, time(), BERLIN)
    end = datetime.combine(day + timedelta(days=1), time(), BERLIN)
    return [
        _Span(begins.astimezone(UTC), ends.astimezone(UTC), _STATES[state])
        for begins, ends, state, _comment in read_expression(osm, calendar).intervals(begin, end)
    ]


def _holiday_closes(osm: str, day: date) -> bool:
    """Say whether ``day`` has no hours although it would have some if it were no holiday."""
    if public_holiday(day) is None or any(span.state is State.OPEN for span in _day(osm, day)):
        return False
    return any(span.state is State.OPEN for span in _evaluated(osm, day, None))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)
