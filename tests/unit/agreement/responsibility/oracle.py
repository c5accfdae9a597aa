"""A slow and simple second opinion: every cell one by one, in sets, as the rules are read aloud."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product

from agreement.responsibility.facts import Case, Dimension
from agreement.responsibility.routing import Answer, ServiceAnswer
from agreement.responsibility.rules import Mode, Rule

Universe = Mapping[Dimension, Sequence[str]]
Cell = Mapping[Dimension, str | int]
Services = frozenset[tuple[str, frozenset[str]]]
Key = tuple[str, Services, Services, Services, frozenset[str]]

ASKED_IN_ORDER = [
    Dimension.AGE,
    Dimension.PARENT_AGE,
    Dimension.ACCOMMODATION,
    Dimension.STATUS,
    Dimension.ARRIVAL,
    Dimension.PERIOD,
    Dimension.MUNICIPALITY,
    Dimension.TOPIC,
]


@dataclass(frozen=True)
class Told:
    """What one cell comes to, and the reasons: rules that count, (loser, winner) pairs."""

    key: Key
    counting: frozenset[str]
    lost: frozenset[tuple[str, str]]


def matches(rule: Rule, cell: Cell, age: int) -> bool:
    when = rule.when
    if when.ages is not None and age not in range(when.ages.low, when.ages.high + 1):
        return False
    wanted = [
        (when.statuses, Dimension.STATUS),
        (when.accommodations, Dimension.ACCOMMODATION),
        (when.arrivals, Dimension.ARRIVAL),
        (when.municipalities, Dimension.MUNICIPALITY),
        (when.topics, Dimension.TOPIC),
        (when.periods, Dimension.PERIOD),
    ]
    return all(not codes or cell[dimension] in codes for codes, dimension in wanted)


def services(rules: list[Rule], mode: Mode) -> Services:
    clauses: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        if rule.mode is mode and rule.service:
            clauses[rule.service].add(rule.clause)
    return frozenset((service, frozenset(uids)) for service, uids in clauses.items())


def decide(rules: list[Rule], cell: Cell, age: int, via: frozenset[str]) -> Told | frozenset[str]:
    """The answer; or, if the parents' age decides, the clauses that say so."""
    matching = [rule for rule in rules if matches(rule, cell, age)]

    def winners(loser: Rule) -> list[Rule]:
        return [one for one in matching if loser.clause in one.overrides and not winners(one)]

    lost = {(one.id, winner.id) for one in matching for winner in winners(one)}
    left = [one for one in matching if not winners(one)]
    parents = frozenset(one.clause for one in left if one.mode is Mode.PARENTS)
    if parents:
        return parents
    for no in [one for one in left if one.mode is Mode.NOT]:
        for one in left:
            if one.mode in {Mode.LEADS, Mode.SUPPORTS} and one.service == no.service:
                lost.add((one.id, no.id))
    losers = {loser for loser, _ in lost}
    counting = [one for one in left if one.id not in losers and one.mode is not Mode.NOT]
    leads = services(counting, Mode.LEADS)
    verdict = {0: "gap", 1: "settled"}.get(len(leads), "overlap")
    key = (verdict, leads, services(counting, Mode.SUPPORTS), services(counting, Mode.REFERS), via)
    return Told(key, frozenset(one.id for one in counting), frozenset(lost))


def tell(rules: list[Rule], cell: Cell) -> Told:
    told = decide(rules, cell, int(cell[Dimension.AGE]), frozenset())
    if isinstance(told, Told):
        return told
    via = told
    told = decide(rules, cell, int(cell[Dimension.PARENT_AGE]), via)
    if isinstance(told, Told):
        return told
    nobody: Services = frozenset()
    return Told(("gap", nobody, nobody, nobody, via), frozenset(), frozenset())


def values(case: Case, universe: Universe) -> dict[Dimension, list[str | int]]:
    parents = range(case.parent_ages.low, case.parent_ages.high + 1)
    found: dict[Dimension, list[str | int]] = {
        Dimension.AGE: list(range(case.ages.low, case.ages.high + 1)),
        Dimension.PARENT_AGE: [*(age for age in parents if age >= 12)] or [*parents],
    }
    stated = {
        Dimension.STATUS: case.status,
        Dimension.ACCOMMODATION: case.accommodation,
        Dimension.ARRIVAL: case.arrival,
        Dimension.MUNICIPALITY: case.municipality,
        Dimension.TOPIC: case.topic,
        Dimension.PERIOD: case.period,
    }
    for dimension, code in stated.items():
        found[dimension] = list(universe[dimension]) if code is None else [code]
    return found


@dataclass(frozen=True)
class Expected:
    """Every possible answer with the number of its cells, the reasons, and what to ask."""

    cells: Mapping[Key, int]
    counting: Mapping[Key, frozenset[str]]
    lost: Mapping[Key, frozenset[tuple[str, str]]]
    ask: Dimension | None


def expect(case: Case, rules: Sequence[Rule], on: date, universe: Universe) -> Expected:
    valid = [
        rule
        for rule in rules
        if (rule.valid_from or date.min) <= on <= (rule.valid_until or date.max)
    ]
    options = values(case, universe)
    table: dict[tuple[str | int, ...], Told] = {}
    for combination in product(*options.values()):
        table[combination] = tell(valid, dict(zip(options, combination, strict=True)))
    cells: dict[Key, int] = defaultdict(int)
    counting: dict[Key, frozenset[str]] = defaultdict(frozenset)
    lost: dict[Key, frozenset[tuple[str, str]]] = defaultdict(frozenset)
    for told in table.values():
        cells[told.key] += 1
        counting[told.key] |= told.counting
        lost[told.key] |= told.lost
    ask = None if len(cells) == 1 else question(list(options), table)
    return Expected(cells, counting, lost, ask)


def question(dimensions: list[Dimension], table: Mapping[tuple[str | int, ...], Told]) -> Dimension:
    average: dict[Dimension, Fraction] = {}
    for place, dimension in enumerate(dimensions):
        left: dict[str | int, set[Key]] = defaultdict(set)
        elsewhere: dict[tuple[str | int, ...], set[Key]] = defaultdict(set)
        for cell, told in table.items():
            left[cell[place]].add(told.key)
            elsewhere[cell[:place] + cell[place + 1 :]].add(told.key)
        if any(len(keys) > 1 for keys in elsewhere.values()):
            average[dimension] = Fraction(sum(map(len, left.values())), len(left))
    if Dimension.AGE in average:
        average.pop(Dimension.PARENT_AGE, None)
    return min(average, key=lambda one: (average[one], ASKED_IN_ORDER.index(one)))


def key_of(answer: Answer) -> Key:
    """An answer of the real thing in the words of this module."""

    def said(found: tuple[ServiceAnswer, ...]) -> Services:
        return frozenset((one.service, frozenset(one.clauses)) for one in found)

    modes = (said(answer.leads), said(answer.supports), said(answer.refers))
    return (answer.verdict.value, *modes, frozenset(answer.via))


def counting_in(answer: Answer) -> frozenset[str]:
    named = [*answer.leads, *answer.supports, *answer.refers]
    return frozenset(rule for one in named for rule in one.rules)


def lost_in(answer: Answer) -> Iterator[tuple[str, str]]:
    for one in answer.lost:
        for winner in one.to:
            yield one.rule, winner
