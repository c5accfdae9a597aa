"""Rules compiled for one day: each rule is a bit, each value of a fact the mask of its rules.

A case is the intersection of the masks of its facts. Values with the same mask cannot be told
apart by any rule, so a sweep over unknown facts visits each distinct mask once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, SET_DIMENSIONS, Ages, Dimension
from agreement.responsibility.rules import (
    Condition,
    Mode,
    Problem,
    ProblemCode,
    Rule,
    check_rules,
    overridden_clauses,
)

Universe = Mapping[Dimension, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """Values of one fact with the same mask: the rules that allow them, how many they are."""

    mask: int
    size: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rules valid on a day. Bit i of every mask stands for `rules[i]`.

    `rules` are in an order in which an exception comes before what it overrides, so one pass
    over the bits decides who loses. `values` holds the mask of every value of the closed sets,
    `ages` the mask of every age group. `exceptions[i]` are the rules that override rule i,
    `denials[i]` the rules that say "not" to its service; `modes` the rules of each mode.
    """

    rules: tuple[Rule, ...]
    values: Mapping[Dimension, Mapping[str, int]]
    ages: tuple[tuple[Ages, int], ...]
    exceptions: tuple[int, ...]
    denials: tuple[int, ...]
    modes: Mapping[Mode, int]

    @property
    def everything(self) -> int:
        """The mask of all rules."""
        return (1 << len(self.rules)) - 1

    def all_values(self, dimension: Dimension) -> tuple[Part, ...]:
        """The values of a closed set, those with the same mask together.

        A set without values still counts as one value, which only unconditional rules allow.
        """
        sizes: dict[int, int] = {}
        for mask in self.values[dimension].values():
            sizes[mask] = sizes.get(mask, 0) + 1
        if not sizes:
            sizes[_mask(not rule.when.allowed(dimension) for rule in self.rules)] = 1
        return tuple(Part(mask, size) for mask, size in sizes.items())

    def age_mask(self, ages: Ages) -> int | None:
        """The mask of ages that lie within one group, None for more than one."""
        group, mask = self.ages[bisect_right(self.ages, ages.low, key=_low) - 1]
        return mask if ages.high <= group.high else None

    def age_parts(self, ages: Ages) -> tuple[Part, ...]:
        """The age groups within a range."""
        shared = ((group.shared_with(ages), mask) for group, mask in self.ages)
        return tuple(Part(mask, group.years) for group, mask in shared if group)


def compile_rules(rules: Iterable[Rule], on: date, universe: Universe) -> Compiled:
    """Compile the rules valid on a day. Raises ValueError for rules or sets without meaning.

    A code in a rule that the closed sets do not know (any more) can never be stated by a case,
    so it never matches. An overridden clause without rules does no harm here.
    """
    given = list(rules)
    _refuse_contradictions(check_rules(given))
    _refuse_other_sets(universe)
    valid = _exceptions_first([rule for rule in given if rule.holds_on(on)])
    conditions = [rule.when for rule in valid]
    return Compiled(
        rules=valid,
        values={one: masks_of(conditions, one, universe[one]) for one in SET_DIMENSIONS},
        ages=age_masks([when.ages for when in conditions]),
        exceptions=tuple(_mask(rule.clause in by.overrides for by in valid) for rule in valid),
        denials=tuple(_mask(_denies(by, rule) for by in valid) for rule in valid),
        modes={mode: _mask(rule.mode is mode for rule in valid) for mode in Mode},
    )


def _low(group: tuple[Ages, int]) -> int:
    return group[0].low


def masks_of(
    conditions: Sequence[Condition], dimension: Dimension, codes: Iterable[str]
) -> dict[str, int]:
    """The mask of each code: bit i is set where `conditions[i]` allows it."""
    allowed = [when.allowed(dimension) for when in conditions]
    return {code: _mask(not one or code in one for one in allowed) for code in codes}


def age_masks(ranges: Sequence[Ages | None]) -> tuple[tuple[Ages, int], ...]:
    """All ages in groups, split wherever a range begins or ends, each with its mask.

    Bit i is set where `ranges[i]` holds the group; None holds every age.
    """
    limited = [ages for ages in ranges if ages]
    starts = {AGE_MIN, *(ages.low for ages in limited), *(ages.high + 1 for ages in limited)}
    lows = sorted(starts - {AGE_MAX + 1})
    highs = [*(low - 1 for low in lows[1:]), AGE_MAX]
    return tuple(
        (Ages(low, high), _mask(ages is None or ages.low <= low <= ages.high for ages in ranges))
        for low, high in zip(lows, highs, strict=True)
    )


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits set in a mask, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _refuse_contradictions(problems: Iterable[Problem]) -> None:
    for problem in problems:
        if problem.code is not ProblemCode.UNKNOWN_CLAUSE:
            ids = ", ".join(problem.rule_ids)
            raise ValueError(f"Rules without a clear meaning ({problem.code}): {ids}.")


def _refuse_other_sets(universe: Universe) -> None:
    if set(universe) != set(SET_DIMENSIONS):
        expected = ", ".join(SET_DIMENSIONS)
        given = ", ".join(sorted(universe))
        raise ValueError(f"Closed sets are needed for exactly {expected}; given: {given}.")


def _exceptions_first(rules: list[Rule]) -> tuple[Rule, ...]:
    """An order that depends on the content of the rules only, not on how they were given."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for clause, overridden in sorted(overridden_clauses(rules).items()):
        sorter.add(clause)
        for other in sorted(overridden):
            sorter.add(other, clause)
    rank = {clause: place for place, clause in enumerate(sorter.static_order())}
    return tuple(sorted(rules, key=lambda rule: (rank[rule.clause], rule.id)))


def _mask(flags: Iterable[bool]) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)


def _denies(by: Rule, rule: Rule) -> bool:
    claims = rule.mode in (Mode.LEADS, Mode.SUPPORTS)
    return claims and by.mode is Mode.NOT and by.service == rule.service
