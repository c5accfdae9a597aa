"""Who is responsible for a case: the rules of an agreement, on a day, asked with known facts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from agreement.responsibility.answers import Answer, Lost, Routing, ServiceAnswer, Verdict
from agreement.responsibility.compiled import Part, Universe, compile_rules
from agreement.responsibility.facts import (
    POSSIBLE_PARENTS,
    SET_DIMENSIONS,
    Ages,
    Case,
    Dimension,
)
from agreement.responsibility.resolving import Outcome, Resolver
from agreement.responsibility.rules import Rule
from agreement.responsibility.sweep import Sweep

__all__ = [
    "NO_ARRIVALS",
    "POSSIBLE_PARENTS",
    "Answer",
    "Lost",
    "Routing",
    "RuleBook",
    "ServiceAnswer",
    "Verdict",
    "route",
]

NO_ARRIVALS: Mapping[str, str] = MappingProxyType({})


class RuleBook:
    """The rules valid on a day, ready to answer many cases; may be shared between threads.

    `universe` gives all codes of each closed set (facts.SET_DIMENSIONS). `arrivals` says as what
    people of a status came, for the statuses that tell: it stands in where a case leaves the
    arrival open, and other combinations are no cases. `rules` are all rules as they were given,
    those of other days too. Raises ValueError for rules that contradict each other (see
    `check_rules`) and for missing sets.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        on: date,
        universe: Universe,
        arrivals: Mapping[str, str] = NO_ARRIVALS,
    ) -> None:
        self.rules = tuple(rules)
        self.compiled = compile_rules(self.rules, on, universe)
        self.arrivals = arrivals
        self._resolver = Resolver(self.compiled)
        self._unknown = {one: self.compiled.all_values(one) for one in SET_DIMENSIONS}

    def age_breaks(self) -> tuple[Ages, ...]:
        """All ages in groups that no rule can tell apart, youngest first."""
        return tuple(group for group, _ in self.compiled.ages)

    def codes(self, dimension: Dimension) -> Collection[str]:
        """Every code that a case may state for one of SET_DIMENSIONS."""
        return self.compiled.values[dimension].keys()

    def route(self, case: Case) -> Routing:
        """Who is responsible. Raises ValueError for a code that is not in its closed set."""
        case = self.completed(case)
        known = self._known(case)
        if known is not None:
            return Routing((known,), None)
        sweep = Sweep(self._resolver, self.parts(case), self.compiled.everything)
        possible = sweep.answers()
        return Routing(possible, sweep.question() if len(possible) > 1 else None)

    def completed(self, case: Case) -> Case:
        """The case with the arrival that its status implies, if it leaves the arrival open."""
        implied = self.arrivals.get(case.status or "")
        if case.arrival or implied not in self.compiled.values[Dimension.ARRIVAL]:
            return case
        return replace(case, arrival=implied)

    def parts(self, case: Case) -> dict[Dimension, tuple[Part, ...]]:
        """The possible values of every fact, those that no rule can tell apart together.

        Raises ValueError for a code that is not in its closed set.
        """
        parts = {dimension: self._set_parts(case, dimension) for dimension in SET_DIMENSIONS}
        parts[Dimension.AGE] = self.compiled.age_parts(case.ages)
        parents = case.parent_ages.shared_with(POSSIBLE_PARENTS) or case.parent_ages
        parts[Dimension.PARENT_AGE] = self.compiled.age_parts(parents)
        return parts

    def _known(self, case: Case) -> Answer | None:
        """The answer if nothing is left open that could matter, else None: the short way."""
        mask = self.compiled.everything
        for dimension in SET_DIMENSIONS:
            code = case.fact(dimension)
            if code is None:
                return None
            value = self.compiled.values[dimension].get(code)
            if value is None:
                raise ValueError(f"Unknown {dimension}: {code!r}.")
            mask &= value
        own = self.compiled.age_mask(case.ages)
        if own is None:
            return None
        found = self._resolver.own(mask & own)
        if isinstance(found, Outcome):
            return found.answer
        parents = self.compiled.age_mask(case.parent_ages)
        if parents is None:
            return None
        return self._resolver.through_parents(found, mask & parents).answer

    def _set_parts(self, case: Case, dimension: Dimension) -> tuple[Part, ...]:
        code = case.fact(dimension)
        if code is None:
            return self._unknown[dimension]
        mask = self.compiled.values[dimension].get(code)
        if mask is None:
            raise ValueError(f"Unknown {dimension}: {code!r}.")
        return (Part(mask, 1),)


def route(case: Case, rules: Iterable[Rule], on: date, universe: Universe) -> Routing:
    """Answer one case; for several, keep a `RuleBook`."""
    return RuleBook(rules, on, universe).route(case)
