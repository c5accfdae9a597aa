"""On which days an event takes place, whatever the rule, the clock and the exceptions."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as rrule_weekday
from hypothesis import given
from hypothesis import strategies as st

from news.enums import EventState, ExceptionKind, Repeats
from news.events.days import (
    MOST_OCCURRENCES,
    Deviation,
    Plan,
    days_of,
    exists,
    latest_last_day,
    moment,
    occurrences,
    ordinal_in_month,
)

FIRST_DAYS = st.dates(date(2000, 1, 1), date(2097, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LENGTHS = st.integers(0, 731).map(timedelta)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    first = draw(FIRST_DAYS)
    return Plan(
        starts_on=first,
        starts_at=draw(st.none() | TIMES),
        # On the next day any hour is after the beginning.
        ends_on=first + timedelta(days=1),
        ends_at=draw(st.none() | TIMES),
        repeats=draw(st.sampled_from(Repeats)),
        until=min(first + draw(LENGTHS), latest_last_day(first)),
    )


@st.composite
def plans_with_deviations(draw: st.DrawFn) -> Plan:
    plan = draw(plans())
    days = draw(st.lists(st.sampled_from(days_of(plan)), unique=True, max_size=4))
    deviations = tuple(
        Deviation(
            day,
            draw(st.sampled_from(ExceptionKind)),
            day + timedelta(days=draw(st.integers(-5, 5))),
            draw(st.none() | TIMES),
            "Anders",
        )
        for day in days
    )
    return replace(plan, deviations=deviations)


def by_rrule(plan: Plan) -> list[date]:
    """Return the days as another implementation of RFC 5545 counts them."""
    begins = datetime.combine(plan.starts_on, time.min)
    until = datetime.combine(plan.until or plan.starts_on, time.min)
    nth = rrule_weekday(plan.starts_on.weekday(), ordinal_in_month(plan.starts_on))
    rules = {
        Repeats.WEEKLY: lambda: rrule(WEEKLY, dtstart=begins, until=until),
        Repeats.FORTNIGHTLY: lambda: rrule(WEEKLY, interval=2, dtstart=begins, until=until),
        Repeats.MONTHLY_BY_DAY: lambda: rrule(MONTHLY, dtstart=begins, until=until),
        Repeats.MONTHLY_BY_WEEKDAY: lambda: rrule(
            MONTHLY, byweekday=nth, dtstart=begins, until=until
        ),
    }
    return [found.date() for found in rules[Repeats(plan.repeats)]()]


@given(plans())
def test_the_days_are_those_of_another_implementation(plan: Plan) -> None:
    assert days_of(plan) == by_rrule(plan)


@given(plans())
def test_days_are_in_order_once_each_and_within_the_bounds(plan: Plan) -> None:
    days = days_of(plan)

    assert all(earlier < later for earlier, later in pairwise(days))
    assert days[0] == plan.starts_on
    assert plan.until is not None
    assert days[-1] <= plan.until
    assert len(days) <= MOST_OCCURRENCES


@given(plans())
def test_the_clock_on_the_wall_shows_the_same_hour_in_summer_and_winter(plan: Plan) -> None:
    for one in occurrences(plan):
        planned = datetime.combine(one.day, plan.starts_at or time.min)
        if exists(planned):
            assert one.starts.replace(tzinfo=None) == planned


@given(plans())
def test_nothing_ends_before_it_begins(plan: Plan) -> None:
    assert all(one.starts.astimezone(UTC) < one.ends.astimezone(UTC) for one in occurrences(plan))


@given(plans_with_deviations())
def test_an_exception_changes_its_own_day_alone(plan: Plan) -> None:
    as_planned = {one.day: one for one in occurrences(replace(plan, deviations=()))}
    touched = {deviation.day for deviation in plan.deviations}

    found = occurrences(plan)

    assert [one.day for one in found] == list(as_planned)
    for one in found:
        assert (one == as_planned[one.day]) == (one.day not in touched)


def test_the_second_tuesday_comes_each_month() -> None:
    plan = Plan(date(2026, 9, 8), repeats=Repeats.MONTHLY_BY_WEEKDAY, until=date(2026, 12, 31))
    assert days_of(plan) == [
        date(2026, 9, 8),
        date(2026, 10, 13),
        date(2026, 11, 10),
        date(2026, 12, 8),
    ]


def test_months_without_a_fifth_friday_or_a_31st_are_left_out() -> None:
    fifth = Plan(date(2026, 1, 30), repeats=Repeats.MONTHLY_BY_WEEKDAY, until=date(2026, 8, 1))
    last = Plan(date(2026, 1, 31), repeats=Repeats.MONTHLY_BY_DAY, until=date(2026, 6, 30))

    assert days_of(fifth) == [date(2026, 1, 30), date(2026, 5, 29), date(2026, 7, 31)]
    assert days_of(last) == [date(2026, 1, 31), date(2026, 3, 31), date(2026, 5, 31)]


def test_two_years_of_weeks_are_105_days() -> None:
    first = date(2026, 1, 6)
    plan = Plan(first, repeats=Repeats.WEEKLY, until=latest_last_day(first))
    assert len(days_of(plan)) == 105


def test_two_years_after_29_february_is_the_28th() -> None:
    assert latest_last_day(date(2028, 2, 29)) == date(2030, 2, 28)


def test_a_recurrence_on_the_hour_that_is_left_out_keeps_its_length_after_the_gap() -> None:
    plan = Plan(
        date(2026, 3, 22),
        time(2, 30),
        None,
        time(3, 0),
        Repeats.WEEKLY,
        date(2026, 3, 29),
    )
    before, in_the_gap = occurrences(plan)

    assert before.starts.isoformat() == "2026-03-22T02:30:00+01:00"
    assert in_the_gap.starts.isoformat() == "2026-03-29T03:30:00+02:00"
    assert in_the_gap.ends - in_the_gap.starts == timedelta(minutes=30)


def test_the_hour_that_comes_twice_is_the_first_one() -> None:
    assert moment(datetime(2026, 10, 25, 2, 30)).isoformat() == "2026-10-25T02:30:00+02:00"  # noqa: DTZ001  # the clock on the wall


@pytest.mark.parametrize(
    ("at", "there"), [(time(1, 59), True), (time(2, 0), False), (time(3), True)]
)
def test_the_hour_between_two_and_three_is_missing_in_march(at: time, there: bool) -> None:
    assert exists(datetime.combine(date(2026, 3, 29), at)) is there


def test_an_event_without_an_end_is_over_at_midnight() -> None:
    [one] = occurrences(Plan(date(2026, 5, 4), time(18, 0)))
    assert one.ends.isoformat() == "2026-05-05T00:00:00+02:00"


def test_a_whole_day_lasts_until_the_next_midnight_over_the_change_of_clock() -> None:
    [one] = occurrences(Plan(date(2026, 10, 24), ends_on=date(2026, 10, 25)))

    assert one.is_all_day
    assert one.starts.isoformat() == "2026-10-24T00:00:00+02:00"
    assert one.ends.isoformat() == "2026-10-26T00:00:00+01:00"


def test_a_moved_day_keeps_its_name_and_its_length() -> None:
    moved = Deviation(
        date(2026, 5, 11), ExceptionKind.MOVED, date(2026, 5, 12), time(20, 0), "Feiertag"
    )
    plan = Plan(
        date(2026, 5, 4),
        time(18, 0),
        None,
        time(19, 30),
        Repeats.WEEKLY,
        date(2026, 5, 11),
        (moved,),
    )
    _first, other = occurrences(plan)

    assert (other.day, other.state, other.note) == (
        date(2026, 5, 11),
        EventState.MOVED,
        "Feiertag",
    )
    assert other.starts.isoformat() == "2026-05-12T20:00:00+02:00"
    assert other.ends.isoformat() == "2026-05-12T21:30:00+02:00"


def test_of_a_cancelled_event_nothing_takes_place_moved_or_not() -> None:
    moved = Deviation(date(2026, 5, 11), ExceptionKind.MOVED, date(2026, 5, 12))
    plan = Plan(
        date(2026, 5, 4),
        repeats=Repeats.WEEKLY,
        until=date(2026, 5, 18),
        deviations=(moved,),
        state=EventState.CANCELLED,
    )
    assert {one.state for one in occurrences(plan)} == {EventState.CANCELLED}
