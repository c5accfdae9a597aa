"""Cells with the same finding, put together as boxes.

A diagram of decisions, one axis after the other, in which equal sub-diagrams are one: cells that
no rule can tell apart are never visited twice.
"""

from collections.abc import Callable
from itertools import pairwise

from agreement.responsibility.boxes import fewest
from agreement.responsibility.compiled import bits
from agreement.responsibility.facts import Dimension
from agreement.responsibility.grid import AXES, Box, Grid

NOTHING = 0

Judge = Callable[[int, int], int]
"""From the masks for the own age and for the parents' age to a number; NOTHING: no finding."""

_AGE, _STATUS, _PARENTS = (
    AXES.index(one) for one in (Dimension.AGE, Dimension.STATUS, Dimension.PARENT_AGE)
)


class Partition:
    """Which cells of a grid a judge gives which number.

    `looks_to_parents` are the bits without which the parents' age cannot matter.
    """

    def __init__(self, grid: Grid, judge: Judge, relevant: int, looks_to_parents: int) -> None:
        self._axes = grid.axes
        self._judge = judge
        self._looks = looks_to_parents
        self._memo: list[dict[tuple[int, int], int]] = [{} for _ in AXES]
        # Nodes and what the judge says share their numbers: a node's is negative.
        self._numbers: dict[tuple[int, ...], int] = {}
        self._children: list[tuple[int, ...]] = [()]
        self._root = self._node(0, relevant, relevant)

    def boxes(self) -> dict[int, list[Box]]:
        """The boxes of every number but NOTHING; every cell lies in one of them at most."""
        return {
            number: [
                one
                for box in fewest(list(self._paths(0, self._root, number, {})))
                for one in _with_whole_ages(box)
            ]
            for number in sorted(self._said(0, self._root, set()) - {NOTHING})
        }

    def _paths(
        self, level: int, node: int, number: int, memo: dict[tuple[int, int], tuple[Box, ...]]
    ) -> tuple[Box, ...]:
        """The boxes below a node that have a number, on the axes from this level on.

        Groups with the same boxes below go together.
        """
        known = memo.get((level, node))
        if known is None:
            together: dict[tuple[Box, ...], int] = {}
            for place, child in enumerate(self._children[node]):
                if child == NOTHING:
                    continue
                if level == _PARENTS:
                    below: tuple[Box, ...] = ((),) if child == number else ()
                else:
                    below = self._paths(level + 1, child, number, memo)
                if below:
                    together[below] = together.get(below, 0) | 1 << place
            known = memo[level, node] = tuple(
                (chosen, *box) for below, chosen in together.items() for box in below
            )
        return known

    def _node(self, level: int, own: int, base: int) -> int:
        if not own & self._looks:
            base = 0
        known = self._memo[level].get((own, base))
        if known is None:
            known = self._memo[level][own, base] = self._decide(level, own, base)
        return known

    def _decide(self, level: int, own: int, base: int) -> int:
        groups = self._axes[level]
        if level == _PARENTS:
            if not base:
                return self._intern((self._judge(own, 0),) * len(groups))
            return self._intern(tuple([self._judge(own, base & one.mask) for one in groups]))
        if level == _AGE:
            children = [self._node(level + 1, own & one.mask, base) for one in groups]
        elif level == _STATUS:
            children = [self._status(one.mask, one.arrival, own, base) for one in groups]
        elif base:
            children = [self._node(level + 1, own & one.mask, base & one.mask) for one in groups]
        else:
            # The short way for most cells: what is known already needs no call.
            known = self._memo[level + 1]
            children = [
                known[key] if (key := (own & one.mask, 0)) in known else self._node(level + 1, *key)
                for one in groups
            ]
        return self._intern(tuple(children))

    def _status(self, mask: int, arrival: int | None, own: int, base: int) -> int:
        """What follows a status; if it implies the arrival, every arrival counts as that one."""
        if arrival is None:
            return self._node(_STATUS + 1, own & mask, base & mask)
        groups = self._axes[_STATUS + 1]
        mask &= groups[arrival].mask
        below = self._node(_STATUS + 2, own & mask, base & mask)
        return self._intern((below,) * len(groups))

    def _intern(self, children: tuple[int, ...]) -> int:
        if not any(children):
            return NOTHING
        number = self._numbers.get(children)
        if number is None:
            number = self._numbers[children] = len(self._children)
            self._children.append(children)
        return number

    def _said(self, level: int, node: int, seen: set[tuple[int, int]]) -> set[int]:
        if node == NOTHING or (level, node) in seen:
            return set()
        seen.add((level, node))
        children = set(self._children[node])
        if level == _PARENTS:
            return children
        return {one for child in children for one in self._said(level + 1, child, seen)}


def _with_whole_ages(box: Box) -> list[Box]:
    """A box as boxes whose ages, and whose ages of the parents, lie side by side."""
    return [
        (*box[:_AGE], ages, *box[_AGE + 1 : _PARENTS], parents)
        for ages in _runs(box[_AGE])
        for parents in _runs(box[_PARENTS])
    ]


def _runs(chosen: int) -> list[int]:
    places = list(bits(chosen))
    starts = [i for i, (a, b) in enumerate(pairwise([-2, *places])) if b > a + 1]
    ends = [*starts[1:], len(places)]
    return [
        sum(1 << place for place in places[start:end])
        for start, end in zip(starts, ends, strict=True)
    ]
