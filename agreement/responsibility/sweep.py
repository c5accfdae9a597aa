"""All cells of a case with unknown facts, and the question that would tell most of them apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from agreement.responsibility.answers import Answer, merge
from agreement.responsibility.compiled import Part
from agreement.responsibility.facts import SET_DIMENSIONS, Dimension
from agreement.responsibility.resolving import Outcome, Resolver

# Of two questions that decide equally much, the one that is easier to answer comes first.
QUESTION_ORDER = (
    Dimension.AGE,
    Dimension.PARENT_AGE,
    Dimension.ACCOMMODATION,
    Dimension.STATUS,
    Dimension.ARRIVAL,
    Dimension.PERIOD,
    Dimension.MUNICIPALITY,
    Dimension.TOPIC,
)

Parts = Mapping[Dimension, Sequence[Part]]
Kinds = frozenset[int]


@dataclass(frozen=True, slots=True)
class Slice:
    """The outcomes of one mask of all facts but ages: a row for each age group.

    A row has an outcome for each group of the parents' ages, or only one if these do not
    matter. `shape` is the same in kinds, `kinds` are all that occur.
    """

    rows: tuple[tuple[Outcome, ...], ...]
    shape: tuple[tuple[int, ...], ...]
    kinds: Kinds


class Sweep:
    """The cells of a case: `parts` holds for every dimension the values that are possible."""

    def __init__(self, resolver: Resolver, parts: Parts, everything: int) -> None:
        self._resolver = resolver
        self._everything = everything
        self._ages = parts[Dimension.AGE]
        self._parents = parts[Dimension.PARENT_AGE]
        # Few parts first keeps the intermediate results small.
        by_size = sorted(SET_DIMENSIONS, key=lambda dimension: len(parts[dimension]))
        self._sets = {dimension: parts[dimension] for dimension in by_size}
        self._weights = fold(self._sets.values(), everything)
        self._slices = {mask: self._slice(mask) for mask in self._weights}

    def answers(self) -> tuple[Answer, ...]:
        """The distinct answers, the one for most cells first."""
        cells: dict[int, int] = defaultdict(int)
        variants: dict[int, dict[Outcome, None]] = defaultdict(dict)
        for mask, weight in self._weights.items():
            for row, ages in zip(self._slices[mask].rows, self._ages, strict=True):
                for outcome, size in self._sized(row):
                    cells[outcome.kind] += weight * ages.size * size
                    variants[outcome.kind][outcome] = None
        merged = [(cells[kind], merge([one.answer for one in variants[kind]])) for kind in cells]
        merged.sort(key=lambda item: (-item[0], item[1].sort_key))
        return tuple(answer for _, answer in merged)

    def question(self) -> Dimension:
        """The unknown fact that leaves the fewest answers, on average over its values.

        Only for a case with several answers. Nobody is asked for the parents' age before the
        own age is known well enough for it to matter.
        """
        left = {dimension: self._left_by(dimension) for dimension in self._sets}
        left[Dimension.AGE] = self._left_by_age()
        if left[Dimension.AGE] is None:
            left[Dimension.PARENT_AGE] = self._left_by_parents()
        deciding = {one: average for one, average in left.items() if average is not None}
        return min(deciding, key=lambda one: (deciding[one], QUESTION_ORDER.index(one)))

    def _left_by(self, dimension: Dimension) -> Fraction | None:
        """The average number of answers left by this question, None if it decides nothing."""
        parts = self._sets[dimension]
        if len(parts) == 1:
            return None
        others = [them for one, them in self._sets.items() if one is not dimension]
        lines = [
            [self._slices[mask & part.mask] for part in parts]
            for mask in fold(others, self._everything)
        ]
        # A fact that matters only together with an age need not be seen here: age comes first.
        if all(len({one.kinds for one in line}) == 1 for line in lines):
            return None
        columns = zip(*lines, strict=True)
        return _average((_union(one.kinds for one in column) for column in columns), parts)

    def _left_by_age(self) -> Fraction | None:
        shapes = [one.shape for one in self._slices.values()]
        if all(len(set(shape)) == 1 for shape in shapes):
            return None
        return _average((_union(column) for column in zip(*shapes, strict=True)), self._ages)

    def _left_by_parents(self) -> Fraction | None:
        rows = [row for one in self._slices.values() for row in one.shape]
        if all(len(set(row)) == 1 for row in rows):
            return None
        full = (row * len(self._parents) if len(row) == 1 else row for row in rows)
        return _average((frozenset(column) for column in zip(*full, strict=True)), self._parents)

    def _slice(self, mask: int) -> Slice:
        rows = tuple(self._row(mask, ages.mask) for ages in self._ages)
        shape = tuple(tuple(outcome.kind for outcome in row) for row in rows)
        return Slice(rows, shape, _union(shape))

    def _row(self, mask: int, ages: int) -> tuple[Outcome, ...]:
        own = self._resolver.own(mask & ages)
        if isinstance(own, Outcome):
            return (own,)
        through = self._resolver.through_parents
        return tuple(through(own, mask & parents.mask) for parents in self._parents)

    def _sized(self, row: tuple[Outcome, ...]) -> Iterable[tuple[Outcome, int]]:
        sizes = [part.size for part in self._parents]
        return zip(row, sizes if len(row) > 1 else [sum(sizes)], strict=True)


def fold(dimensions: Iterable[Sequence[Part]], everything: int) -> dict[int, int]:
    """Every distinct mask of the combined values, and how many combinations have it."""
    folded = {everything: 1}
    for parts in dimensions:
        finer: dict[int, int] = {}
        for mask, weight in folded.items():
            for part in parts:
                both = mask & part.mask
                finer[both] = finer.get(both, 0) + weight * part.size
        folded = finer
    return folded


def _union(sets: Iterable[Iterable[int]]) -> Kinds:
    return frozenset(kind for kinds in sets for kind in kinds)


def _average(left: Iterable[Kinds], parts: Sequence[Part]) -> Fraction:
    total = sum(len(kinds) * part.size for kinds, part in zip(left, parts, strict=True))
    return Fraction(total, sum(part.size for part in parts))
