"""Boxes of a grid put together into few, as a person would say them. Pure arithmetic on bits.

A box has for every axis the groups that are meant, as bits. Boxes given here never share a cell,
and those given back hold the same cells and share none either.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from agreement.responsibility.compiled import bits
from agreement.responsibility.grid import Box

# Looking for the largest box costs the cube of their number. Beyond these, nobody reads a list
# as sentences any more, and side by side is good enough.
_LARGEST_FIRST = 12


def fewest(boxes: Sequence[Box]) -> list[Box]:
    """The same cells in few boxes, always the same for the same boxes."""
    merged = _merged(boxes)
    if 1 < len(merged) <= _LARGEST_FIRST:
        other = _merged(_largest_first(merged))
        if len(other) < len(merged):
            return other
    return merged


def _merged(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that differ on one axis only become one, until none do.

    The last axes come first: places and topics, then the situation, ages last.
    """
    found = list(boxes)
    while True:
        before = len(found)
        for axis in reversed(range(len(found[0]) if found else 0)):
            found = _merged_on(axis, found)
        if len(found) == before:
            return sorted(found)


def _merged_on(axis: int, boxes: Sequence[Box]) -> list[Box]:
    together: dict[Box, int] = {}
    for box in boxes:
        rest = (*box[:axis], *box[axis + 1 :])
        together[rest] = together.get(rest, 0) | box[axis]
    return [(*rest[:axis], chosen, *rest[axis:]) for rest, chosen in together.items()]


def _largest_first(boxes: Sequence[Box]) -> list[Box]:
    """The largest box that fits, then the largest in what is left, and so on."""
    left, found = list(boxes), []
    while left:
        candidates = {grown for box in left for grown in _grown(box, left)}
        largest = min(candidates, key=lambda box: (-_size(box), box))
        found.append(largest)
        left = [rest for box in left for rest in _without(box, largest)]
    return found


def _grown(box: Box, within: Sequence[Box]) -> Iterator[Box]:
    """The box made as large as it fits, beginning with the first or with the last axis."""
    axes = range(len(box))
    yield _grown_along(axes, box, within)
    yield _grown_along(reversed(axes), box, within)


def _grown_along(axes: Iterable[int], box: Box, within: Sequence[Box]) -> Box:
    for axis in axes:
        box = (*box[:axis], _fitting(axis, box, within), *box[axis + 1 :])
    return box


def _fitting(axis: int, box: Box, within: Sequence[Box]) -> int:
    """The groups of an axis for which the whole cross-section of the box lies within.

    Since the boxes share no cell, it does if their shares of it add up to all of it.
    """
    section = _size(box) // box[axis].bit_count()
    held: dict[int, int] = {}
    for other in within:
        shared = 1
        for place, chosen in enumerate(box):
            if place != axis and shared:
                shared *= (chosen & other[place]).bit_count()
        if shared:
            for group in bits(other[axis]):
                held[group] = held.get(group, 0) + shared
    return sum(1 << group for group, cells in held.items() if cells == section)


def _without(box: Box, other: Box) -> Iterator[Box]:
    """What is left of a box without the cells of another, as boxes."""
    shared = _shared(box, other)
    if not all(shared):
        yield box
        return
    for axis, chosen in enumerate(box):
        if outside := chosen & ~other[axis]:
            yield (*shared[:axis], outside, *box[axis + 1 :])


def _shared(one: Box, other: Box) -> Box:
    return tuple(a & b for a, b in zip(one, other, strict=True))


def _size(box: Box) -> int:
    return prod(chosen.bit_count() for chosen in box)
