"""Answers: who is responsible for a case, by which clauses, and what lost to what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from agreement.responsibility.facts import Dimension


class Verdict(StrEnum):
    """SETTLED: exactly one service leads. GAP: none does. OVERLAP: several do."""

    SETTLED = "settled"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class ServiceAnswer:
    """A service and the clauses that name it, sorted. The rules are reasons, not compared."""

    service: str
    clauses: tuple[str, ...]
    rules: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True)
class Lost:
    """A rule that matched but does not count, and the rules it lost to (ids, sorted)."""

    rule: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Who is responsible, sorted by service.

    Two answers are equal if they say the same to the person: same services by the same clauses.
    Which rules said so, and which lost, are reasons and not compared; rule ids differ between
    versions, and unknown facts that change nothing but the reasons need no question. `via` are
    the clauses by which the age of the parents decided.
    """

    verdict: Verdict
    leads: tuple[ServiceAnswer, ...] = ()
    supports: tuple[ServiceAnswer, ...] = ()
    refers: tuple[ServiceAnswer, ...] = ()
    lost: tuple[Lost, ...] = field(default=(), compare=False)
    via: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """A total order of unequal answers, for stable lists."""
        modes = (self.leads, self.supports, self.refers)
        services = tuple(tuple((one.service, one.clauses) for one in mode) for mode in modes)
        return (self.verdict, services, self.via)


@dataclass(frozen=True)
class Routing:
    """Every answer that is possible with what is known, the one for most cases first.

    `ask` is the unknown fact whose answer decides most, None when one answer is left.
    """

    possible: tuple[Answer, ...]
    ask: Dimension | None

    @property
    def answer(self) -> Answer | None:
        """The answer, if only one is possible."""
        return self.possible[0] if len(self.possible) == 1 else None


def verdict_of(leading: int) -> Verdict:
    """The verdict for a number of leading services."""
    if leading == 1:
        return Verdict.SETTLED
    return Verdict.OVERLAP if leading else Verdict.GAP


def merge(answers: Sequence[Answer]) -> Answer:
    """Equal answers as one that holds the reasons of all of them."""
    first = answers[0]
    if len(answers) == 1:
        return first
    return replace(
        first,
        leads=_merge_services([answer.leads for answer in answers]),
        supports=_merge_services([answer.supports for answer in answers]),
        refers=_merge_services([answer.refers for answer in answers]),
        lost=_merge_lost(lost for answer in answers for lost in answer.lost),
    )


def combine(answers: Sequence[Answer]) -> Answer:
    """Answers of different cases with the same leading services, as one with all they say.

    What supports or is referred to in one of them stands there, though not for every case.
    """
    if len(answers) == 1:
        return answers[0]
    return Answer(
        verdict=answers[0].verdict,
        leads=_all_services(answer.leads for answer in answers),
        supports=_all_services(answer.supports for answer in answers),
        refers=_all_services(answer.refers for answer in answers),
        lost=_merge_lost(lost for answer in answers for lost in answer.lost),
        via=tuple(sorted({clause for answer in answers for clause in answer.via})),
    )


def _all_services(variants: Iterable[tuple[ServiceAnswer, ...]]) -> tuple[ServiceAnswer, ...]:
    clauses: dict[str, set[str]] = defaultdict(set)
    rules: dict[str, set[str]] = defaultdict(set)
    for variant in variants:
        for one in variant:
            clauses[one.service].update(one.clauses)
            rules[one.service].update(one.rules)
    return tuple(
        ServiceAnswer(service, tuple(sorted(clauses[service])), tuple(sorted(rules[service])))
        for service in sorted(clauses)
    )


def _merge_services(variants: Sequence[tuple[ServiceAnswer, ...]]) -> tuple[ServiceAnswer, ...]:
    return tuple(
        replace(same[0], rules=tuple(sorted({rule for one in same for rule in one.rules})))
        for same in zip(*variants, strict=True)
    )


def _merge_lost(losses: Iterable[Lost]) -> tuple[Lost, ...]:
    winners: dict[str, set[str]] = defaultdict(set)
    for lost in losses:
        winners[lost.rule].update(lost.to)
    return tuple(Lost(rule, tuple(sorted(to))) for rule, to in sorted(winners.items()))
