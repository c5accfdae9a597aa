"""Hours in words: times of a week, and the table of the week with its special days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.opening_hours import DayException, line_of, parse_special_days, week_of
from directory.week_in_words import table_of_week, times_in_words

MONDAY = date(2026, 6, 1)  # in the week of Fronleichnam
LINES = st.lists(st.integers(0, 95), min_size=2, max_size=6, unique=True).map(sorted).map(
    lambda quarters: ", ".join(
        f"{a // 4}:{a % 4 * 15:02d}–{b // 4}:{b % 4 * 15:02d}"
        for a, b in zip(quarters[::2], quarters[1::2], strict=False)
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("osm", "words"),
    [
        ("", ""),
        ("off", ""),
        ("Th 14:00-16:00", "donnerstags 14:00–16:00 Uhr"),
        ("Mo,We 09:00-12:00", "montags und mittwochs 9:00–12:00 Uhr"),
        ("Mo,Tu 09:00-12:00", "montags und dienstags 9:00–12:00 Uhr"),
        ("Mo-Th 09:00-12:00", "montags bis donnerstags 9:00–12:00 Uhr"),
        ("Mo-We,Fr 09:00-12:00", "montags bis mittwochs und freitags 9:00–12:00 Uhr"),
        ("Mo-Su 09:00-12:00", "täglich 9:00–12:00 Uhr"),
        (
            "Mo,We 09:00-12:00; Tu 14:00-15:00",
            "montags und mittwochs 9:00–12:00 Uhr, dienstags 14:00–15:00 Uhr",
        ),
        ("Mo 09:00-12:00,14:00-15:00", "montags 9:00–12:00 und 14:00–15:00 Uhr"),
    ],
)
def test_times_are_named_as_one_says_them(osm: str, words: str) -> None:
    assert times_in_words(osm) == words


def test_the_table_says_the_hours_of_special_days_and_why() -> None:
    special = [
        DayException(date(2026, 6, 2), date(2026, 6, 2), "", "Umzug"),
        DayException(date(2026, 6, 3), date(2026, 6, 5), "We-Fr 10:00-11:00", "Ferien"),
        DayException(date(2026, 6, 6), date(2026, 6, 6), "Sa 10:00-14:00"),
    ]
    rows = table_of_week("Mo-Fr 09:00-12:00", MONDAY, special)
    assert [row.hours for row in rows] == [
        "9:00–12:00 Uhr",
        "geschlossen (Umzug)",
        "10:00–11:00 Uhr (Ferien)",
        "geschlossen (Feiertag: Fronleichnam)",
        "10:00–11:00 Uhr (Ferien)",
        "10:00–14:00 Uhr",
        "geschlossen",
    ]


def test_special_hours_of_the_holiday_itself_stand_in_the_table() -> None:
    special = [DayException(date(2026, 6, 4), date(2026, 6, 4), "Th 10:00-11:00", "Notdienst")]
    rows = table_of_week("Mo-Fr 09:00-12:00", MONDAY, special)
    assert rows[3].hours == "10:00–11:00 Uhr (Notdienst)"


@pytest.mark.parametrize(
    ("line", "first", "last", "usual", "osm"),
    [
        ("", "2026-06-01", "2026-06-05", "Mo 09:00-12:00", ""),
        ("geschlossen", "2026-06-01", "2026-06-05", "Mo 09:00-12:00", ""),
        ("9-12", "2026-06-06", "2026-06-06", "Mo 09:00-12:00", "Sa 09:00-12:00"),
        ("9-12", "2026-06-01", "2026-06-30", "Mo,Th 09:00-16:00", "Mo,Th 09:00-12:00"),
        ("9-12", "2026-06-01", "2026-06-30", "", "Mo-Fr 09:00-12:00"),
        ("9-12", "2026-06-06", "2026-06-07", "Mo 09:00-12:00", "Sa-Su 09:00-12:00"),
        ("9-12", "2026-06-05", "2026-06-08", "Mo-Fr 09:00-16:00", "Mo,Fr 09:00-12:00"),
    ],
)
def test_one_line_becomes_the_week_it_means(
    line: str, first: str, last: str, usual: str, osm: str
) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert parse_special_days(line, *days, usual) == osm


def test_days_with_different_hours_are_no_single_line() -> None:
    assert line_of("Mo 09:00-12:00; Tu 10:00-12:00") is None
    assert line_of("") == ""


@given(
    LINES,
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
    st.integers(0, 40),
    st.sampled_from(["", "Mo-Fr 09:00-12:00", "Sa 10:00-11:00", "off"]),
)
def test_a_line_comes_back_as_it_was_typed(line: str, first: date, length: int, usual: str) -> None:
    last = date.fromordinal(first.toordinal() + length)
    osm = parse_special_days(line, first, last, usual)
    assert line_of(osm) == line
    open_days = {day for day, slots in week_of(osm).items() if slots}
    in_span = {date.fromordinal(first.toordinal() + n).weekday() for n in range(min(length, 6) + 1)}
    assert open_days
    assert {int(day) for day in open_days} <= in_span
