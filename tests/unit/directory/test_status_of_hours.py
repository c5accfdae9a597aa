"""Open or closed at a moment: holidays, the change of clock, and how long the answer holds."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.opening_hours import BERLIN, State, Status, public_holiday, status_at

OFFICE = "Mo-Fr 09:00-12:00,14:00-16:00"
# Until 2040: long enough to notice should the library's calendars change.
HOLIDAYS = sorted(
    holidays.country_holidays(
        "DE", subdiv="BW", years=range(2025, 2041), language="de", expand=False
    ).items()
)
MOMENTS = st.integers(0, 4 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def at(text: str) -> datetime:
    """Return a moment on the clocks of Berlin, "2026-06-03 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_an_open_office_says_until_when() -> None:
    until = at("2026-06-03 12:00")
    assert status_at(OFFICE, at("2026-06-03 09:00")) == Status(
        State.OPEN, until=until, valid_until=until
    )


def test_at_closing_time_the_office_is_closed() -> None:
    opens = at("2026-06-03 14:00")
    assert status_at(OFFICE, at("2026-06-03 12:00")) == Status(
        State.CLOSED, opens=opens, valid_until=opens
    )


def test_a_closed_office_skips_a_holiday_ahead() -> None:
    assert status_at(OFFICE, at("2026-06-03 17:00")) == Status(
        State.CLOSED, opens=at("2026-06-05 09:00"), valid_until=at("2026-06-04 00:00")
    )


def test_an_office_far_away_is_asked_in_its_own_time() -> None:
    tokyo = datetime(2026, 6, 3, 15, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    status = status_at(OFFICE, tokyo)
    assert status == status_at(OFFICE, tokyo.astimezone(UTC))
    assert status.opens == at("2026-06-03 09:00")
    assert status.opens.tzinfo is BERLIN


def test_unknown_hours_are_unknown_and_not_closed() -> None:
    assert status_at(" ", at("2026-06-04 10:00")) == Status(State.UNKNOWN)


def test_hours_marked_unknown_are_unknown_while_they_last() -> None:
    assert status_at("Mo 09:00-12:00 unknown", at("2026-06-08 10:00")) == Status(
        State.UNKNOWN, valid_until=at("2026-06-08 12:00")
    )


def test_nothing_within_fourteen_days_is_no_opening() -> None:
    rarely = "2026 Jun 22 09:00-12:00"
    assert status_at(rarely, at("2026-06-08 10:00")).opens == at("2026-06-22 09:00")
    assert status_at(rarely, at("2026-06-07 10:00")).opens is None


def test_open_all_year_has_no_closing_time_before_the_next_holiday() -> None:
    assert status_at("24/7", at("2026-02-02 10:00")).until is None
    assert status_at("24/7", at("2026-06-03 10:00")).until == at("2026-06-04 00:00")


def test_a_night_is_open_past_midnight() -> None:
    status = status_at("Fr 22:00-02:00", at("2026-06-13 01:00"))
    assert (status.state, status.until) == (State.OPEN, at("2026-06-13 02:00"))


@pytest.mark.parametrize(("day", "name"), HOLIDAYS)
def test_every_holiday_of_baden_wuerttemberg_closes_the_office(day: date, name: str) -> None:
    noon = datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN)
    status = status_at("Mo-Su 09:00-12:00", noon)
    assert (status.state, status.holiday) == (State.CLOSED, name)
    assert public_holiday(day) == name
    midnight = (noon + timedelta(days=1)).replace(hour=0)
    assert status.valid_until == midnight


@pytest.mark.parametrize(("day", "name"), HOLIDAYS)
def test_a_holiday_rule_of_the_office_itself_wins(day: date, name: str) -> None:
    ten = datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN)
    opened = status_at("Mo-Su 09:00-12:00; PH 10:00-11:00", ten)
    assert (opened.state, opened.until) == (State.OPEN, ten.replace(hour=11))
    closed = status_at("Mo-Su 09:00-12:00; PH off", ten)
    assert (closed.state, closed.holiday) == (State.CLOSED, name)


def test_no_other_day_of_four_years_is_a_holiday() -> None:
    known = {day for day, _name in HOLIDAYS}
    days = [date(2025, 1, 1) + timedelta(days=count) for count in range(4 * 365 + 1)]
    assert [day for day in days if public_holiday(day)] == [day for day in days if day in known]


@pytest.mark.parametrize("abroad", ["2026-08-15", "2026-10-26", "2026-12-08", "2026-10-31"])
def test_holidays_of_other_places_do_not_count(abroad: str) -> None:
    moment = at(f"{abroad} 10:00")
    assert status_at("Mo-Su 09:00-12:00; PH off", moment).state is State.OPEN


def test_a_holiday_on_a_day_off_is_not_the_reason() -> None:
    assert status_at("Fr 09:00-12:00", at("2026-06-04 10:00")).holiday is None


def test_a_comment_naming_holidays_is_no_holiday_rule() -> None:
    assert status_at('Mo-Su 09:00-12:00 "PH on demand"', at("2026-06-04 10:00")).holiday


@pytest.mark.parametrize(
    ("moment", "opens", "hours_away"),
    [("2026-03-28 12:00", "2026-03-29 09:00", 20), ("2026-10-24 12:00", "2026-10-25 09:00", 22)],
)
def test_the_change_of_clock_leaves_opening_times_alone(
    moment: str, opens: str, hours_away: int
) -> None:
    status = status_at("Mo-Su 09:00-12:00", at(moment))
    assert status.opens == at(opens)
    away = status.opens.astimezone(UTC) - at(moment).astimezone(UTC)
    assert away == timedelta(hours=hours_away)


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    night = "Su 00:00-02:30"
    first = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 2:45 in summer time
    second = first + timedelta(hours=1)  # 2:45 in winter time
    assert status_at(night, first).state is State.OPEN
    assert status_at(night, second).state is State.CLOSED


def test_the_hour_that_does_not_come_is_skipped() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)  # 1:59, a minute before 3:00
    status = status_at("Su 02:30-06:00", before)
    assert status.state is State.CLOSED
    assert status.opens == at("2026-03-29 03:00")


@given(
    MOMENTS,
    st.sampled_from([OFFICE, "24/7", "off", "Fr 22:00-02:00; PH 01:00-03:00", "We 00:00-24:00"]),
)
def test_the_answer_holds_right_up_to_its_end(moment: datetime, osm: str) -> None:
    status = status_at(osm, moment)
    assert status.valid_until is not None
    last = status.valid_until.astimezone(UTC) - timedelta(microseconds=1)
    assert last >= moment
    assert status_at(osm, last).state is status.state
    assert status_at(osm, last).holiday == status.holiday


@pytest.mark.parametrize("osm", ["nonsense", "Mo 25:00-26:00 x", "\x00", "🙂"])
@pytest.mark.parametrize("day", ["2026-06-04", "2026-06-05"])
def test_an_expression_outside_the_grammar_is_an_error_every_day(osm: str, day: str) -> None:
    with pytest.raises(ValueError, match="not an opening hours expression"):
        status_at(osm, at(f"{day} 10:00"))


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        status_at(OFFICE, datetime(2026, 6, 3, 10))  # noqa: DTZ001 - that is the point
