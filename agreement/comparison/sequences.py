"""Sequences aligned in bounded time, and what stayed in order when things were moved."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

DIRECT_PAIRS = 4_000
"""Up to so many pairs of equal items two stretches are compared without looking for anchors."""
MOST_PAIRS = 20_000
"""Beyond this a stretch without anchors is taken as replaced: comparing it takes too long."""
BUDGET = 1_000_000
"""How many pairs the comparison of a text looks at in all; what is left counts as replaced."""
DEEPEST = 60
WIDTHS = (1, 8, 32)
"""Anchors are single items; where all of these repeat, so many in a row."""


class Budget:
    """How much may still be looked at, for all the stretches of a text together."""

    def __init__(self, pairs: int = BUDGET) -> None:
        self._left = pairs

    def spend(self, pairs: int) -> bool:
        """Return whether there was as much left."""
        has_enough = pairs <= self._left
        if has_enough:
            self._left -= pairs
        return has_enough


class Match(NamedTuple):
    """`length` items from `old` in the one sequence equal those from `new` in the other."""

    old: int
    new: int
    length: int


class _Stretch(NamedTuple):
    old_start: int
    old_end: int
    new_start: int
    new_end: int
    depth: int


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget | None = None
) -> list[Match]:
    """Return the stretches that both have, in order, none touching another on both sides.

    Items that each side has once are anchors (as in “patience diff”); what is between them is
    compared by the longest common stretch (`difflib`). The time is bounded: sequences that have
    nothing but repetitions in common count as replaced.
    """
    return _joined(sorted(_Matcher(old, new, budget or Budget()).found()))


class _Matcher:
    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> None:
        self._old, self._new, self._budget = old, new, budget

    def found(self) -> Iterator[Match]:
        waiting = [_Stretch(0, len(self._old), 0, len(self._new), 0)]
        while waiting:
            stretch = waiting.pop()
            ends, inner = self._ends(stretch)
            yield from ends
            if inner.old_start == inner.old_end or inner.new_start == inner.new_end:
                continue
            yield from self._within(inner, waiting)

    def _ends(self, at: _Stretch) -> tuple[list[Match], _Stretch]:
        """Return what both begin and end with, and what is between."""
        old, new = self._old, self._new
        start, new_start, end, new_end, depth = (
            at.old_start,
            at.new_start,
            at.old_end,
            at.new_end,
            at.depth,
        )
        while start < end and new_start < new_end and old[start] == new[new_start]:
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
        found = [
            Match(at.old_start, at.new_start, start - at.old_start),
            Match(end, new_end, at.old_end - end),
        ]
        inner = _Stretch(start, end, new_start, new_end, depth)
        return [match for match in found if match.length], inner

    def _within(self, at: _Stretch, waiting: list[_Stretch]) -> Iterator[Match]:
        old, new = (
            self._old[at.old_start : at.old_end],
            self._new[at.new_start : at.new_end],
        )
        in_old, in_new = Counter(old), Counter(new)
        pairs = sum(count * in_new[item] for item, count in in_old.items())
        if not pairs:
            return
        if pairs > DIRECT_PAIRS and at.depth < DEEPEST:
            for width in WIDTHS:
                if anchors := _anchors(_in_a_row(old, width), _in_a_row(new, width)):
                    waiting.extend(_between(at, anchors))
                    return
        if pairs > MOST_PAIRS or not self._budget.spend(pairs):
            return
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for a, b, size in blocks:
            if size:
                yield Match(at.old_start + a, at.new_start + b, size)


def _in_a_row(items: Sequence[Hashable], width: int) -> Sequence[Hashable]:
    """Return what stands in so many neighbouring places, from each place on."""
    if width == 1:
        return items
    return list(zip(*(items[start:] for start in range(width)), strict=False))


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return where items stand that both have exactly once, as many as are in one order."""
    in_old, in_new = Counter(old), Counter(new)
    places = {item: place for place, item in enumerate(new) if in_new[item] == 1}
    shared = [
        (place, places[item])
        for place, item in enumerate(old)
        if in_old[item] == 1 and item in places
    ]
    return [shared[index] for index in longest_increasing([new for _old, new in shared])]


def _between(at: _Stretch, anchors: Sequence[tuple[int, int]]) -> Iterator[_Stretch]:
    """Yield the stretches that begin with an anchor, and the one before the first."""
    starts = [(at.old_start, at.new_start)]
    starts += [(at.old_start + old, at.new_start + new) for old, new in anchors]
    ends = [*starts[1:], (at.old_end, at.new_end)]
    for (old, new), (old_end, new_end) in zip(starts, ends, strict=True):
        yield _Stretch(old, old_end, new, new_end, at.depth + 1)


def _joined(found: Sequence[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in found:
        last = joined[-1] if joined else None
        if last and (last.old + last.length, last.new + last.length) == (match.old, match.new):
            joined[-1] = last._replace(length=last.length + match.length)
        else:
            joined.append(match)
    return joined


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the places of a longest strictly increasing part of some numbers, in order.

    What is not in it was moved: the fewest possible.
    """
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            places.append(place)
        else:
            tails[at], places[at] = number, place
    found: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
