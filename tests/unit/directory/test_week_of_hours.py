"""The weekly form: what editors type becomes OSM, and comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.opening_hours import (
    HoursError,
    Slot,
    Weekday,
    format_day,
    parse_day,
    parse_week,
    week_of,
)

MORNING, AFTERNOON = Slot(9 * 60, 12 * 60), Slot(14 * 60, 16 * 60 + 30)


@st.composite
def days(draw: st.DrawFn) -> tuple[Slot, ...]:
    """Return up to four slots of one day that neither touch nor overlap."""
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60), max_size=8)))
    return tuple(Slot(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


@pytest.mark.parametrize(
    "typed",
    [
        "9–12, 14:00-16:30",
        "9 bis 12 Uhr und 14 bis 16.30 Uhr",
        "von 9 Uhr bis 12 Uhr, 14Uhr-16:30Uhr",
        "14:00—16:30; 09:00 ‑ 12:00",
        "9-12 / 14-16.30",
        "9-12\n14-16:30",
        "9–11, 11–12 sowie 14–16:30",
        "９：００-１２：００, 14-16:30",
        "9-12, 14-16:30,",
    ],
)
def test_the_same_hours_may_be_written_in_many_ways(typed: str) -> None:
    assert parse_day(typed) == (MORNING, AFTERNOON)


@pytest.mark.parametrize("typed", ["", "  ", "geschlossen", "Geschlossen", "–", "zu", "\x00"])
def test_a_closed_day_may_be_written_in_many_ways(typed: str) -> None:
    assert parse_day(typed) == ()


def test_a_week_becomes_one_normalised_expression() -> None:
    typed = {
        Weekday.MONDAY: "9–12, 14:00-16:30",
        Weekday.TUESDAY: "9 bis 12 Uhr und 14–16.30",
        Weekday.WEDNESDAY: "geschlossen",
        Weekday.THURSDAY: "8.30-12",
    }
    assert parse_week(typed) == "Mo-Tu 09:00-12:00,14:00-16:30; Th 08:30-12:00"


def test_nothing_typed_is_unknown_but_closed_all_week_is_closed() -> None:
    assert parse_week(dict.fromkeys(Weekday, " ")) == ""
    assert week_of("") == {}
    closed = parse_week(dict.fromkeys(Weekday, "geschlossen"))
    assert week_of(closed) == dict.fromkeys(Weekday, ())


@given(st.dictionaries(st.sampled_from(Weekday), days(), min_size=1))
def test_every_week_survives_writing_reading_and_writing_again(
    week: dict[Weekday, tuple[Slot, ...]],
) -> None:
    osm = parse_week({day: format_day(slots) for day, slots in week.items()})
    assert week_of(osm) == {day: week.get(day, ()) for day in Weekday}
    assert parse_week({day: format_day(slots) for day, slots in week_of(osm).items()}) == osm


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("25:00–26:00", "„25:00“ ist keine Uhrzeit"),
        ("9:60-10", "„9:60“ ist keine Uhrzeit"),
        ("9-24:01", "„24:01“ ist keine Uhrzeit"),
        ("neun-12", "„neun“ ist keine Uhrzeit"),
        ("12–9 Uhr", "Das Ende „9“ liegt nicht nach dem Beginn „12“"),
        ("9-9", "Das Ende „9“ liegt nicht nach dem Beginn „9“"),
        ("9-12, 11-14", "Die Zeiten 9:00–12:00 und 11:00–14:00 überschneiden sich"),
        ("9-12, 9-12", "überschneiden sich"),
        ("9", "„9“ ist keine Zeit mit Beginn und Ende"),
        ("9-", "„9-“ ist keine Zeit mit Beginn und Ende"),
        ("ab 9 Uhr", "„ab 9“ ist keine Zeit mit Beginn und Ende"),
        ("nach Vereinbarung", "„nach Vereinbarung“ ist keine Zeit mit Beginn und Ende"),
        (",", "ist keine Zeit mit Beginn und Ende"),
        ("9" * 10_000, "Der Eintrag ist zu lang"),
    ],
)
def test_a_bad_entry_is_named_and_an_example_given(typed: str, complaint: str) -> None:
    with pytest.raises(HoursError) as caught:
        parse_week({Weekday.MONDAY: "9-12", Weekday.FRIDAY: typed})
    assert list(caught.value.errors) == [Weekday.FRIDAY]
    assert complaint in caught.value.errors[Weekday.FRIDAY]
    assert "„9:00–12:00, 14:00–16:30“" in caught.value.errors[Weekday.FRIDAY]


def test_all_bad_days_are_reported_at_once() -> None:
    with pytest.raises(HoursError) as caught:
        parse_week({Weekday.MONDAY: "25-26", Weekday.TUESDAY: "9-12", Weekday.SUNDAY: "?"})
    assert set(caught.value.errors) == {Weekday.MONDAY, Weekday.SUNDAY}
    assert "„?“" in str(caught.value)


def test_a_long_entry_is_quoted_in_part_only() -> None:
    with pytest.raises(ValueError, match="…“ ist keine Zeit") as caught:
        parse_day("bitte " * 20)
    assert len(str(caught.value)) < 200


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        slots = parse_day(typed)
    except ValueError as error:
        assert "Bitte schreiben Sie" in str(error)  # noqa: PT017 - both outcomes are right
    else:
        assert list(slots) == sorted(slots)


@pytest.mark.parametrize(
    ("osm", "expected"),
    [
        ("24/7", dict.fromkeys(Weekday, (Slot(0, 1440),))),
        ("10:00-12:00", dict.fromkeys(Weekday, (Slot(600, 720),))),
        ("Sa-Mo 10:00-12:00", dict.fromkeys([5, 6, 0], (Slot(600, 720),))),
        ("Mo-We 09:00-12:00; Tu off", dict.fromkeys([0, 2], (MORNING,))),
        ("Mo 09:00-12:00, Mo 14:00-16:30", {0: (MORNING, AFTERNOON)}),
        ("Su", {6: (Slot(0, 1440),)}),
    ],
)
def test_weeks_written_elsewhere_are_read(osm: str, expected: dict[int, tuple[Slot]]) -> None:
    assert week_of(osm) == {day: expected.get(day, ()) for day in Weekday}


@pytest.mark.parametrize(
    "osm",
    [
        "Mo-Fr 09:00-12:00; PH off",
        "Jul-Aug Mo 09:00-12:00",
        "Mo[1] 09:00-12:00",
        "2026 Dec 24 off",
        'Mo 09:00-12:00 "nach Vereinbarung"',
        "Fr 22:00-02:00",
        "Mo unknown",
        "Mo sunrise-12:00",
        "no hours at all",
    ],
)
def test_what_a_week_cannot_say_is_refused(osm: str) -> None:
    with pytest.raises(ValueError, match=r"not a|no slot"):
        week_of(osm)


def test_a_day_reads_like_german() -> None:
    assert format_day((MORNING, AFTERNOON)) == "9:00–12:00 und 14:00–16:30"
    assert format_day((Slot(0, 60), MORNING, Slot(1380, 1440))) == (
        "0:00–1:00, 9:00–12:00 und 23:00–24:00"
    )
    assert format_day(()) == "geschlossen"


@pytest.mark.parametrize(("begins", "ends"), [(-1, 5), (5, 5), (6, 5), (0, 1441)])
def test_no_slot_leaves_its_day(begins: int, ends: int) -> None:
    with pytest.raises(ValueError, match="no slot"):
        Slot(begins, ends)
