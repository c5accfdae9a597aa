"""When reviews are due, and on which days somebody is reminded of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.review.due import is_to_remind, months_later

DUE = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 7, 1), 24, date(2027, 7, 1)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_a_review_is_due_on_the_same_day_months_later(
    day: date, months: int, expected: date
) -> None:
    assert months_later(day, months) == expected


def test_one_is_reminded_four_weeks_before_on_the_day_and_monthly_after() -> None:
    reminded: list[date] = []
    for offset in range(-100, 100):
        today = DUE + timedelta(days=offset)
        if is_to_remind(DUE, reminded[-1] if reminded else None, today):
            reminded.append(today)

    assert [(day - DUE).days for day in reminded] == [-28, 0, 30, 60, 90]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_nobody_is_reminded_twice_on_a_day(due_on: date, today: date) -> None:
    assert not is_to_remind(due_on, today, today)
