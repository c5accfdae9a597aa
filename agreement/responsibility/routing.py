"""Who is responsible for a case: the rules of an agreement, on a day, asked with known facts."""

from collections.abc import Collection, Iterable
from datetime import date

from agreement.responsibility.answers import Answer, Lost, Routing, ServiceAnswer, Verdict
from agreement.responsibility.compiled import Part, Universe, compile_rules
from agreement.responsibility.facts import (
    AGE_MAX,
    PARENT_AGE_MIN,
    SET_DIMENSIONS,
    Ages,
    Case,
    Dimension,
)
from agreement.responsibility.resolving import Resolver
from agreement.responsibility.rules import Rule
from agreement.responsibility.sweep import Sweep

__all__ = [
    "POSSIBLE_PARENTS",
    "Answer",
    "Lost",
    "Routing",
    "RuleBook",
    "ServiceAnswer",
    "Verdict",
    "route",
]

POSSIBLE_PARENTS = Ages(PARENT_AGE_MIN, AGE_MAX)


class RuleBook:
    """The rules valid on a day, ready to answer many cases; may be shared between threads.

    `universe` gives all codes of each closed set (facts.SET_DIMENSIONS). Raises ValueError for
    rules that contradict each other (see `check_rules`) and for missing sets.
    """

    def __init__(self, rules: Iterable[Rule], on: date, universe: Universe) -> None:
        self._compiled = compile_rules(rules, on, universe)
        self._resolver = Resolver(self._compiled)
        self._unknown = {one: self._compiled.all_values(one) for one in SET_DIMENSIONS}

    def age_breaks(self) -> tuple[Ages, ...]:
        """All ages in groups that no rule can tell apart, youngest first."""
        return tuple(group for group, _ in self._compiled.ages)

    def codes(self, dimension: Dimension) -> Collection[str]:
        """Every code that a case may state for one of SET_DIMENSIONS."""
        return self._compiled.values[dimension].keys()

    def route(self, case: Case) -> Routing:
        """Who is responsible. Raises ValueError for a code that is not in its closed set."""
        parts = {dimension: self._set_parts(case, dimension) for dimension in SET_DIMENSIONS}
        parts[Dimension.AGE] = self._compiled.age_parts(case.ages)
        parents = case.parent_ages.shared_with(POSSIBLE_PARENTS) or case.parent_ages
        parts[Dimension.PARENT_AGE] = self._compiled.age_parts(parents)
        sweep = Sweep(self._resolver, parts, self._compiled.everything)
        possible = sweep.answers()
        return Routing(possible, sweep.question() if len(possible) > 1 else None)

    def _set_parts(self, case: Case, dimension: Dimension) -> tuple[Part, ...]:
        code = case.fact(dimension)
        if code is None:
            return self._unknown[dimension]
        mask = self._compiled.values[dimension].get(code)
        if mask is None:
            raise ValueError(f"Unknown {dimension}: {code!r}.")
        return (Part(mask, 1),)


def route(case: Case, rules: Iterable[Rule], on: date, universe: Universe) -> Routing:
    """Answer one case; for several, keep a `RuleBook`."""
    return RuleBook(rules, on, universe).route(case)
