"""Issues end at seven by the clock on the wall, also where it changes, and leave no gap."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.digest.periods import last_end, usual_begin
from news.enums import Rhythm

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(2026, 3, 5, 6, 59, 59), at(2026, 3, 4, 7)),
        (at(2026, 3, 5, 7), at(2026, 3, 5, 7)),
        (at(2026, 3, 29, 7), at(2026, 3, 29, 7)),  # the clock went forward that night
        (at(2026, 10, 25, 6, 59), at(2026, 10, 24, 7)),  # and back
    ],
)
def test_a_daily_issue_ends_at_seven(now: datetime, end: datetime) -> None:
    assert last_end(Rhythm.DAILY, now, BERLIN) == end.astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(2026, 3, 2, 6, 59), at(2026, 2, 23, 7)),
        (at(2026, 3, 2, 7), at(2026, 3, 2, 7)),
        (at(2026, 3, 8, 23, 59), at(2026, 3, 2, 7)),
        (at(2026, 3, 30, 7), at(2026, 3, 30, 7)),
    ],
)
def test_a_weekly_issue_ends_on_monday_at_seven(now: datetime, end: datetime) -> None:
    assert last_end(Rhythm.WEEKLY, now, BERLIN) == end.astimezone(UTC)


def test_the_day_on_which_the_clock_changes_has_its_own_length() -> None:
    spring = at(2026, 3, 29, 7).astimezone(UTC)
    autumn = at(2026, 10, 25, 7).astimezone(UTC)
    assert spring - usual_begin(Rhythm.DAILY, spring, BERLIN) == timedelta(hours=23)
    assert autumn - usual_begin(Rhythm.DAILY, autumn, BERLIN) == timedelta(hours=25)


@given(st.sampled_from(Rhythm), MOMENTS)
def test_an_issue_has_ended_and_the_next_one_has_not(rhythm: Rhythm, now: datetime) -> None:
    end = last_end(rhythm, now, BERLIN)
    step = timedelta(days=1 if rhythm == Rhythm.DAILY else 7)
    assert end <= now < end + step + timedelta(hours=1)
    assert (end.astimezone(BERLIN).hour, end.astimezone(BERLIN).minute) == (7, 0)


@given(st.sampled_from(Rhythm), MOMENTS)
def test_issues_follow_each_other_without_a_gap(rhythm: Rhythm, now: datetime) -> None:
    end = last_end(rhythm, now, BERLIN)
    before = usual_begin(rhythm, end, BERLIN)
    assert last_end(rhythm, end - timedelta(seconds=1), BERLIN) == before
