"""The rules of an agreement: whom a clause makes responsible for which cases."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agreement.responsibility.facts import Ages, Dimension


class Mode(StrEnum):
    """What a rule says about its service."""

    LEADS = "leads"
    SUPPORTS = "supports"
    REFERS = "refers"
    NOT = "not"
    PARENTS = "parents"


@dataclass(frozen=True, slots=True)
class Condition:
    """Which cases a rule is for: all of it must hold. None or an empty set holds for any case."""

    ages: Ages | None = None
    statuses: frozenset[str] = frozenset()
    accommodations: frozenset[str] = frozenset()
    arrivals: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()

    def allowed(self, dimension: Dimension) -> frozenset[str]:
        """The codes allowed in one of SET_DIMENSIONS; empty: any."""
        by_dimension = {
            Dimension.STATUS: self.statuses,
            Dimension.ACCOMMODATION: self.accommodations,
            Dimension.ARRIVAL: self.arrivals,
            Dimension.MUNICIPALITY: self.municipalities,
            Dimension.TOPIC: self.topics,
            Dimension.PERIOD: self.periods,
        }
        return by_dimension[dimension]


ANY_CASE = Condition()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule on a clause. Raises ValueError if its parts contradict each other.

    `clause` is the uid of the clause that holds the rule. `service` is the code of a service;
    the mode PARENTS ("the age of the parents decides") names none. `valid_from` and
    `valid_until` are both included, None is open. `overrides` holds uids of clauses: where this
    rule matches, all matching rules of those clauses lose ("abweichend von § 4 Abs. 2").
    """

    id: str
    clause: str
    mode: Mode
    service: str | None = None
    when: Condition = ANY_CASE
    valid_from: date | None = None
    valid_until: date | None = None
    overrides: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.id or not self.clause:
            raise ValueError(f"A rule needs an id and a clause: {self.id!r} on {self.clause!r}.")
        if self.mode is Mode.PARENTS and self.service is not None:
            raise ValueError(f"Rule {self.id}: if the parents' age decides, it names no service.")
        if self.mode is not Mode.PARENTS and not self.service:
            raise ValueError(f"Rule {self.id}: the mode “{self.mode}” needs a service.")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValueError(
                f"Rule {self.id}: valid from {self.valid_from} until {self.valid_until} "
                "is the wrong way round."
            )

    def holds_on(self, day: date) -> bool:
        """Whether the rule is valid on that day."""
        started = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until < day
        return started and not ended


class ProblemCode(StrEnum):
    """Why a set of rules does not hang together."""

    DUPLICATE_ID = "duplicate-id"
    OWN_CLAUSE = "own-clause"
    CIRCLE = "circle"
    UNKNOWN_CLAUSE = "unknown-clause"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with some rules: their ids and the uids of the clauses concerned, sorted."""

    code: ProblemCode
    rule_ids: tuple[str, ...]
    clauses: tuple[str, ...]


def check_rules(rules: Iterable[Rule]) -> list[Problem]:
    """What is wrong between the rules, in a stable order; days play no part.

    Ids must be unique; a rule must not override its own clause; clauses must not override each
    other in a circle; an overridden clause must have rules.
    """
    ordered = sorted(rules, key=lambda rule: (rule.id, rule.clause))
    problems = [*_duplicates(ordered), *_own_clauses(ordered)]
    return [*problems, *_circles(ordered), *_unknown_clauses(ordered)]


def _duplicates(rules: list[Rule]) -> Iterator[Problem]:
    for rule_id, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            clauses = {rule.clause for rule in rules if rule.id == rule_id}
            yield Problem(ProblemCode.DUPLICATE_ID, (rule_id,), tuple(sorted(clauses)))


def _own_clauses(rules: list[Rule]) -> Iterator[Problem]:
    for rule in rules:
        if rule.clause in rule.overrides:
            yield Problem(ProblemCode.OWN_CLAUSE, (rule.id,), (rule.clause,))


def _unknown_clauses(rules: list[Rule]) -> Iterator[Problem]:
    known = {rule.clause for rule in rules}
    for rule in rules:
        if unknown := rule.overrides - known:
            yield Problem(ProblemCode.UNKNOWN_CLAUSE, (rule.id,), tuple(sorted(unknown)))


def _circles(rules: list[Rule]) -> Iterator[Problem]:
    """One problem for each group of clauses that override each other, however many circles."""
    overridden = overridden_clauses(rules)
    reach = {clause: _reachable(clause, overridden) for clause in overridden}
    seen: set[str] = set()
    for clause in sorted(reach):
        if clause in seen or clause not in reach[clause]:
            continue
        circle = {other for other in reach[clause] if clause in reach.get(other, ())}
        seen |= circle
        ids = {rule.id for rule in rules if rule.clause in circle and rule.overrides & circle}
        yield Problem(ProblemCode.CIRCLE, tuple(sorted(ids)), tuple(sorted(circle)))


def overridden_clauses(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """Clause → the clauses its rules override, leaving out a clause that overrides itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        found[rule.clause] |= rule.overrides - {rule.clause}
    return dict(found)


def _reachable(start: str, overridden: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for clause in overridden.get(waiting.pop(), set()) - reached:
            reached.add(clause)
            waiting.append(clause)
    return reached
