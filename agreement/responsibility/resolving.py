"""From the rules that match a cell to its answer: exceptions, then "not", then who is left."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from agreement.responsibility.answers import Answer, Lost, ServiceAnswer, Verdict, verdict_of
from agreement.responsibility.compiled import Compiled, bits
from agreement.responsibility.rules import Mode


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """The answer of a cell with its own reasons. Equal answers have the same `kind`.

    Sweeps compare thousands of outcomes, and comparing numbers is much cheaper than answers.
    """

    answer: Answer
    kind: int


@dataclass(frozen=True, slots=True)
class ParentsDecide:
    """The age of the parents decides the cell, by these clauses."""

    via: tuple[str, ...]


class Resolver:
    """Answers for masks of matching rules, each computed once."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._own: dict[int, Outcome | ParentsDecide] = {}
        self._parents: dict[tuple[ParentsDecide, int], Outcome] = {}
        self._kinds: dict[Answer, int] = {}
        self._numbers = count()

    def own(self, mask: int) -> Outcome | ParentsDecide:
        """What the rules in `mask`, those matching the person's own age, come to."""
        found = self._own.get(mask)
        if found is None:
            decided = self._decide(mask, ())
            found = self._outcome(decided) if isinstance(decided, Answer) else decided
            self._own[mask] = found
        return found

    def through_parents(self, referral: ParentsDecide, mask: int) -> Outcome:
        """What the rules in `mask`, those matching the parents' age, come to.

        If these would look to the parents once more, nobody is responsible: a gap.
        """
        found = self._parents.get((referral, mask))
        if found is None:
            decided = self._decide(mask, referral.via)
            if isinstance(decided, ParentsDecide):
                decided = Answer(Verdict.GAP, via=referral.via)
            found = self._parents[referral, mask] = self._outcome(decided)
        return found

    def _outcome(self, answer: Answer) -> Outcome:
        # setdefault with a fresh number each time: two threads never share one by mistake.
        return Outcome(answer, self._kinds.setdefault(answer, next(self._numbers)))

    def _decide(self, mask: int, via: tuple[str, ...]) -> Answer | ParentsDecide:
        compiled = self._compiled
        standing, lost = self.weighed(mask)
        if parents := standing & compiled.modes[Mode.PARENTS]:
            return ParentsDecide(tuple(sorted({compiled.rules[i].clause for i in bits(parents)})))
        leads = self._services(standing & compiled.modes[Mode.LEADS])
        return Answer(
            verdict=verdict_of(len(leads)),
            leads=leads,
            supports=self._services(standing & compiled.modes[Mode.SUPPORTS]),
            refers=self._services(standing & compiled.modes[Mode.REFERS]),
            lost=tuple(Lost(rule, to) for rule, to in sorted(self._named(lost).items())),
            via=via,
        )

    def weighed(self, mask: int) -> tuple[int, dict[int, int]]:
        """The rules of a mask that count, and those that do not with what they lost to.

        If a rule that looks to the parents counts, no other of these does (see `own`).
        """
        denials = self._compiled.denials
        standing, lost = self._without_exceptions(mask)
        denied = {i: by for i in bits(standing) if (by := denials[i] & standing)}
        for i in denied:
            standing &= ~(1 << i)
        return standing, lost | denied

    def _without_exceptions(self, mask: int) -> tuple[int, dict[int, int]]:
        """The rules no standing exception overrides; those it does, with what they lost to.

        Exceptions have the lower bits, so what could beat a rule is decided before it.
        """
        standing, lost = 0, {}
        for i in bits(mask):
            if beaten := self._compiled.exceptions[i] & standing:
                lost[i] = beaten
            else:
                standing |= 1 << i
        return standing, lost

    def _services(self, mask: int) -> tuple[ServiceAnswer, ...]:
        by_service = defaultdict(list)
        for rule in (self._compiled.rules[i] for i in bits(mask)):
            by_service[rule.service or ""].append(rule)
        return tuple(
            ServiceAnswer(
                service=service,
                clauses=tuple(sorted({rule.clause for rule in rules})),
                rules=tuple(sorted(rule.id for rule in rules)),
            )
            for service, rules in sorted(by_service.items())
        )

    def _named(self, lost: dict[int, int]) -> dict[str, tuple[str, ...]]:
        rules = self._compiled.rules
        return {rules[i].id: tuple(sorted(rules[j].id for j in bits(to))) for i, to in lost.items()}
