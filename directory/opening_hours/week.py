"""The weekly form of opening hours: seven days, each with its slots."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from .grammar import read_expression

MINUTES_OF_A_DAY = 24 * 60


class Weekday(IntEnum):
    """Days of the week, numbered like ``date.weekday()``."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """A span of one day in minutes after midnight: 0 ≤ begins < ends ≤ 1440."""

    begins: int
    ends: int

    def __post_init__(self) -> None:
        """Raise ValueError for a slot that is empty, turned round or outside the day."""
        if not 0 <= self.begins < self.ends <= MINUTES_OF_A_DAY:
            msg = f"no slot within one day: {self.begins}–{self.ends} minutes"
            raise ValueError(msg)

    def __str__(self) -> str:
        """Return the German form, "9:00–12:00"."""
        return f"{clock(self.begins)}–{clock(self.ends)}"


_ALL_DAY = (Slot(0, MINUTES_OF_A_DAY),)
_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = f"(?:{'|'.join(_OSM_DAYS)})"
_DAYS = f"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_WEEKLY_RULE = re.compile(
    rf"(?:24/7|(?P<days>{_DAYS})?\s?(?P<spans>{_SPAN}(?:,{_SPAN})*)?)\s?(?P<closed>closed)?"
)


def clock(minutes: int) -> str:
    """Return minutes after midnight as "9:00"; the end of a day is "24:00"."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def format_day(slots: Sequence[Slot]) -> str:
    """Return a day in German, "9:00–12:00 und 14:00–16:30"; without slots "geschlossen"."""
    if not slots:
        return "geschlossen"
    *others, last = (str(slot) for slot in slots)
    return f"{', '.join(others)} und {last}" if others else last


def to_osm(week: Mapping[Weekday, Sequence[Slot]]) -> str:
    """Return the shortest OSM expression of a week; days without slots are closed."""
    rules = [
        f"{_OSM_DAYS[day]} {','.join(_osm_slot(slot) for slot in slots)}"
        for day, slots in sorted(week.items())
        if slots
    ]
    return str(read_expression("; ".join(rules) or "off").normalize())


def week_of(osm: str) -> dict[Weekday, tuple[Slot, ...]]:
    """Return the slots of each weekday, Monday first, for the form and the table.

    Unknown hours (an empty expression) give an empty dict, since unknown is not closed. Raises
    ValueError for an expression outside the grammar, or one that says more than a week can:
    seasons, single dates, holiday rules, comments, nights across midnight.
    """
    if not osm.strip():
        return {}
    week: dict[Weekday, tuple[Slot, ...]] = dict.fromkeys(Weekday, ())
    # Normalizing first dissolves overriding and additional rules into rules that stand alone.
    for rule in str(read_expression(osm).normalize()).split("; "):
        found = _WEEKLY_RULE.fullmatch(rule)
        if found is None:
            msg = f"not a plain week: {osm!r}"
            raise ValueError(msg)
        slots = () if found["closed"] else _slots(found["spans"])
        week.update(dict.fromkeys(_weekdays(found["days"]), slots))
    return week


def _osm_slot(slot: Slot) -> str:
    return "-".join(f"{at // 60:02d}:{at % 60:02d}" for at in (slot.begins, slot.ends))


def _slots(spans: str | None) -> tuple[Slot, ...]:
    if spans is None:
        return _ALL_DAY
    numbers = [int(number) for number in re.findall(r"\d\d", spans)]
    return tuple(
        Slot(numbers[at] * 60 + numbers[at + 1], numbers[at + 2] * 60 + numbers[at + 3])
        for at in range(0, len(numbers), 4)
    )


def _weekdays(days: str | None) -> Iterator[Weekday]:
    if days is None:
        yield from Weekday
        return
    for part in days.split(","):
        first, _, last = part.partition("-")
        begin = _OSM_DAYS.index(first)
        length = (_OSM_DAYS.index(last or first) - begin) % 7 + 1
        yield from (Weekday((begin + step) % 7) for step in range(length))
