"""Special days over usual hours: closures, other hours, holidays, midnight, the change of clock."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.opening_hours import BERLIN, DayException, State, exception_on, status_at

OFFICE = "Mo-Fr 09:00-12:00,14:00-16:00"
ALL_WEEK = "Mo-Su 09:00-12:00"
HOLIDAYS = sorted(
    holidays.country_holidays(
        "DE", subdiv="BW", years=range(2025, 2029), language="de", expand=False
    ).items()
)
MOMENTS = st.integers(0, 4 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def days(first: str, last: str = "", osm: str = "", reason: str = "") -> DayException:
    return DayException(date.fromisoformat(first), date.fromisoformat(last or first), osm, reason)


def test_every_public_holiday_is_in_the_table_these_tests_go_through() -> None:
    assert len(HOLIDAYS) == 48
    for name in ("Heilige Drei Könige", "Fronleichnam", "Allerheiligen"):
        assert [day.year for day, called in HOLIDAYS if called == name] == [2025, 2026, 2027, 2028]


@pytest.mark.parametrize(("day", "name"), HOLIDAYS)
def test_on_every_holiday_the_office_is_closed_and_the_day_before_says_so(
    day: date, name: str
) -> None:
    noon = datetime.combine(day, time(10), BERLIN)
    status = status_at(ALL_WEEK, noon)
    assert (status.state, status.holiday) == (State.CLOSED, name)
    eve = status_at(ALL_WEEK, noon - timedelta(days=1) + timedelta(hours=8))
    assert eve.opens is not None
    assert eve.opens.date() > day


@pytest.mark.parametrize(("day", "name"), HOLIDAYS)
def test_special_days_open_on_a_holiday_and_on_no_other_day(day: date, name: str) -> None:
    open_then = DayException(day, day, "Mo-Su 10:00-11:00")
    noon = datetime.combine(day, time(10, 30), BERLIN)
    assert status_at(OFFICE, noon, [open_then]).state is State.OPEN
    later = datetime.combine(day, time(11), BERLIN)
    assert status_at(OFFICE, later, [open_then]).state is State.CLOSED
    assert status_at(OFFICE, later, [open_then]).holiday is None


def test_other_hours_for_weeks_do_not_open_the_holiday_in_them() -> None:
    summer = days("2026-05-26", "2026-06-05", "Mo-Fr 10:00-12:00", "Pfingstferien")
    status = status_at(OFFICE, at("2026-06-04 10:30"), [summer])
    assert (status.state, status.holiday, status.exception) == (
        State.CLOSED,
        "Fronleichnam",
        None,
    )
    assert status.opens == at("2026-06-05 10:00")
    assert status_at(OFFICE, at("2026-06-03 09:30"), [summer]).opens == at("2026-06-03 10:00")


def test_special_days_that_are_all_holidays_are_open_on_each() -> None:
    easter = days("2026-12-25", "2026-12-26", "Mo-Su 10:00-12:00")
    for day in ("2026-12-25", "2026-12-26"):
        assert status_at(OFFICE, at(f"{day} 11:00"), [easter]).state is State.OPEN


def test_a_closure_is_the_reason_and_skipped_to_the_day_after_it() -> None:
    closure = days("2026-12-23", "2027-01-08", reason="Betriebsferien")
    status = status_at(OFFICE, at("2026-12-23 10:00"), [closure])
    assert status.state is State.CLOSED
    assert status.exception == closure
    assert status.opens == at("2027-01-11 09:00")
    assert status.valid_until == at("2026-12-24 00:00")


def test_the_evening_before_a_closure_looks_beyond_it() -> None:
    closure = days("2026-06-03", "2026-06-05")
    assert status_at(OFFICE, at("2026-06-02 17:00"), [closure]).opens == at("2026-06-08 09:00")


def test_a_closure_before_today_says_nothing_any_more() -> None:
    closure = days("2026-06-01", "2026-06-02")
    moment = at("2026-06-03 10:00")
    assert status_at(OFFICE, moment, [closure]) == status_at(OFFICE, moment)


def test_open_now_ends_where_a_closure_begins() -> None:
    night = "Fr 22:00-02:00"
    closed = days("2026-06-13")
    status = status_at(night, at("2026-06-12 23:00"), [closed])
    assert status.until == status.valid_until == at("2026-06-13 00:00")
    assert status_at(night, at("2026-06-13 01:00"), [closed]).state is State.CLOSED


def test_special_hours_until_midnight_go_on_into_the_next_day() -> None:
    long_night = days("2026-06-12", osm="Fr 18:00-24:00")
    early = days("2026-06-13", osm="Sa 00:00-02:00")
    status = status_at(OFFICE, at("2026-06-12 20:00"), [long_night, early])
    assert status.until == at("2026-06-13 02:00")


@pytest.mark.parametrize(
    ("day", "hours_long"), [("2026-03-29", 23), ("2026-10-25", 25), ("2028-03-26", 23)]
)
def test_a_closed_day_lasts_from_midnight_to_midnight_at_the_change_of_clock(
    day: str, hours_long: int
) -> None:
    begin = at(f"{day} 00:00")
    end = at(f"{(begin.date() + timedelta(days=1)).isoformat()} 00:00")
    closed = days(day)
    around_the_clock = "24/7"
    assert (end.astimezone(UTC) - begin.astimezone(UTC)) == timedelta(hours=hours_long)
    for moment, state in (
        (begin.astimezone(UTC) - timedelta(seconds=1), State.OPEN),
        (begin, State.CLOSED),
        (end.astimezone(UTC) - timedelta(seconds=1), State.CLOSED),
        (end, State.OPEN),
    ):
        assert status_at(around_the_clock, moment, [closed]).state is state


@pytest.mark.parametrize(("day", "seconds"), [("2026-03-29", 2), ("2026-10-25", 4)])
def test_special_hours_over_the_change_of_clock_last_as_long_as_they_do(
    day: str, seconds: int
) -> None:
    night = days(day, osm="Su 01:00-04:00")
    begins = at(f"{day} 01:00").astimezone(UTC)
    for minute in range(seconds * 60):
        moment = begins + timedelta(minutes=minute)
        assert status_at(OFFICE, moment, [night]).state is State.OPEN
    assert status_at(OFFICE, begins + timedelta(hours=seconds), [night]).state is State.CLOSED


@pytest.mark.parametrize("osm", ["", " "])
def test_unknown_hours_stay_unknown_outside_special_days(osm: str) -> None:
    closed = days("2026-06-03", reason="Umzug")
    on_it = status_at(osm, at("2026-06-03 10:00"), [closed])
    assert (on_it.state, on_it.exception) == (State.CLOSED, closed)
    before = status_at(osm, at("2026-06-02 10:00"), [closed])
    assert (before.state, before.valid_until) == (State.UNKNOWN, at("2026-06-03 00:00"))
    assert status_at(osm, at("2026-06-04 10:00"), [closed]).valid_until is None


def test_of_several_the_shortest_rules_and_of_equals_the_closure() -> None:
    weeks = days("2026-06-01", "2026-06-12", "Mo-Fr 10:00-11:00")
    one = days("2026-06-03", osm="We 15:00-16:00")
    shut = days("2026-06-03")
    day = date(2026, 6, 3)
    assert exception_on(day, [weeks, one]) == one
    assert exception_on(day, [one, shut, weeks]) == exception_on(day, [weeks, shut, one]) == shut
    assert exception_on(date(2026, 6, 2), [one, shut]) is None


@pytest.mark.parametrize("osm", ["Fr 22:00-02:00", "nonsense", "Jun 10:00-12:00", "PH off"])
def test_special_hours_that_are_no_plain_week_are_refused(osm: str) -> None:
    with pytest.raises(ValueError, match=r"not|no slot"):
        days("2026-06-03", osm=osm)


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        days("2026-06-03", "2026-06-02")


EXCEPTIONS = st.builds(
    lambda start, length, osm: DayException(start, start + timedelta(days=length), osm),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.integers(0, 30),
    st.sampled_from(["", "Mo-Su 08:00-12:00", "Mo-Fr 00:00-24:00", "Su 01:00-04:00"]),
)


@given(MOMENTS, st.lists(EXCEPTIONS, max_size=4), st.sampled_from([OFFICE, "24/7", ""]))
def test_with_special_days_the_answer_holds_right_up_to_its_end(
    moment: datetime, exceptions: list[DayException], osm: str
) -> None:
    status = status_at(osm, moment, exceptions)
    if status.valid_until is None:
        assert not osm
        return
    last = status.valid_until.astimezone(UTC) - timedelta(microseconds=1)
    assert last >= moment
    later = status_at(osm, last, exceptions)
    assert (later.state, later.holiday, later.exception) == (
        status.state,
        status.holiday,
        status.exception,
    )


@given(MOMENTS, EXCEPTIONS)
def test_days_outside_the_special_ones_are_as_usual(
    moment: datetime, exception: DayException
) -> None:
    if not exception.covers(moment.astimezone(BERLIN).date()):
        usual = status_at(OFFICE, moment)
        assert status_at(OFFICE, moment, [exception]).state is usual.state
