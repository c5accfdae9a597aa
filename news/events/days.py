"""On which days and at which moments an event takes place. Pure: no database, no request.

Days and hours are those of the clock on the wall in Germany. A later recurrence on an hour that
the change to summer time leaves out is read as RFC 5545 3.3.5 says, with the offset before the
gap: half past two becomes half past three. Of the hour that comes twice the first one is meant.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from news.enums import EventState, ExceptionKind, Repeats

BERLIN = ZoneInfo("Europe/Berlin")
A_DAY = timedelta(days=1)
MOST_YEARS = 2
MOST_OCCURRENCES = 110
"""Two years of weeks are 105 days; nothing that slipped past the form makes more rows."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is different on one day of the rule; times left out stay as they were."""

    day: date
    kind: str = ExceptionKind.CANCELLED
    new_day: date | None = None
    new_starts_at: time | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """When an event takes place: the first time, and how it comes again until a last day.

    Without `starts_at` it lasts whole days; without `ends_at` nobody said when it ends.
    `repeats` is a word of `Repeats`, or empty.
    """

    starts_on: date
    starts_at: time | None = None
    ends_on: date | None = None
    ends_at: time | None = None
    repeats: str = ""
    until: date | None = None
    deviations: tuple[Deviation, ...] = field(default=())
    state: str = EventState.PLANNED
    note: str = ""

    @property
    def is_all_day(self) -> bool:
        """Whether it lasts whole days."""
        return self.starts_at is None

    @property
    def last_day(self) -> date:
        """The last day of the first time."""
        return self.ends_on or self.starts_on


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event takes place; `day` is the day by the rule and names it for good.

    `starts` and `ends` are aware moments in Berlin. Where nobody said when it ends, it is over
    at midnight.
    """

    day: date
    starts: datetime
    ends: datetime
    is_all_day: bool
    state: str
    note: str = ""


def occurrences(plan: Plan) -> list[Occurrence]:
    """Return each time that the event takes place, in the order of the days by the rule."""
    deviations = {deviation.day: deviation for deviation in plan.deviations}
    return [_occurrence(plan, day, deviations) for day in days_of(plan)]


def days_of(plan: Plan) -> list[date]:
    """Return the days by the rule, the first one among them; without a last day only that one."""
    if not plan.repeats or plan.until is None:
        return [plan.starts_on]
    until = min(plan.until, latest_last_day(plan.starts_on))
    days = takewhile(lambda day: day <= until, _days(plan.starts_on, plan.repeats))
    return list(islice(days, MOST_OCCURRENCES))


def latest_last_day(first: date) -> date:
    """Return the same day two years on; of 29 February the 28th."""
    year = first.year + MOST_YEARS
    return date(year, first.month, min(first.day, monthrange(year, first.month)[1]))


def ordinal_in_month(day: date) -> int:
    """Return 2 for the second Tuesday of its month."""
    return (day.day - 1) // 7 + 1


def exists(naive: datetime) -> bool:
    """Return whether the clock on the wall ever shows this (RFC 5545 3.3.5: the gap in March)."""
    there = naive.replace(tzinfo=BERLIN).astimezone(UTC).astimezone(BERLIN)
    return there.replace(tzinfo=None) == naive


def moment(naive: datetime) -> datetime:
    """Return the moment at which the clock shows this: the first of two; past a gap if in it."""
    return naive.replace(tzinfo=BERLIN, fold=0).astimezone(UTC).astimezone(BERLIN)


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return moment(datetime.combine(day, time.min))


def _days(first: date, repeats: str) -> Iterator[date]:
    if repeats in _STEPS:
        day = first
        while True:
            yield day
            day += _STEPS[repeats]
    for year, month_before in _months(first):
        month = month_before + 1
        day_of_month = (
            first.day
            if repeats == Repeats.MONTHLY_BY_DAY
            else _nth_weekday(year, month, first.weekday(), ordinal_in_month(first))
        )
        # RFC 5545 3.3.10: days that a month does not have are left out.
        if day_of_month <= monthrange(year, month)[1]:
            yield date(year, month, day_of_month)


_STEPS: Mapping[str, timedelta] = {
    Repeats.WEEKLY: timedelta(weeks=1),
    Repeats.FORTNIGHTLY: timedelta(weeks=2),
}


def _months(first: date) -> Iterable[tuple[int, int]]:
    return (divmod(first.year * 12 + first.month - 1 + n, 12) for n in range(MOST_YEARS * 12 + 1))


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> int:
    """Return the day of the month; past its end if it has no such weekday."""
    return 1 + (weekday - date(year, month, 1).weekday()) % 7 + (number - 1) * 7


def _occurrence(plan: Plan, day: date, deviations: Mapping[date, Deviation]) -> Occurrence:
    deviation = deviations.get(day)
    starts, ends = _span(plan, day, deviation)
    return Occurrence(
        day=day,
        starts=starts,
        ends=ends,
        is_all_day=plan.is_all_day,
        state=_state(plan, deviation),
        note=deviation.note if deviation and deviation.note else plan.note,
    )


def _state(plan: Plan, deviation: Deviation | None) -> str:
    """Return the state: nothing takes place of an event that is cancelled as a whole."""
    if deviation is None or plan.state == EventState.CANCELLED:
        return plan.state
    moved = deviation.kind == ExceptionKind.MOVED
    return EventState.MOVED if moved else EventState.CANCELLED


def _span(plan: Plan, day: date, deviation: Deviation | None) -> tuple[datetime, datetime]:
    on, at = day, plan.starts_at
    if deviation is not None and deviation.kind == ExceptionKind.MOVED:
        on = deviation.new_day or day
        at = at and (deviation.new_starts_at or at)
    begins = datetime.combine(on, at or time.min)
    if plan.starts_at is None or plan.ends_at is None:
        return moment(begins), midnight(on + (plan.last_day - plan.starts_on) + A_DAY)
    length = datetime.combine(plan.last_day, plan.ends_at) - datetime.combine(
        plan.starts_on, plan.starts_at
    )
    starts, ends = moment(begins), moment(begins + length)
    # Where the hour of the end is left out or comes before the beginning that slipped, the
    # event keeps its length.
    return starts, ends if ends > starts else _later(starts, length)


def _later(starts: datetime, length: timedelta) -> datetime:
    return (starts.astimezone(UTC) + length).astimezone(BERLIN)
