"""How fast the rules answer, without any page around them.

Imports models, so it runs in a process of its own, where Django is set up.
"""

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from agreement.reading import current_rules
from agreement.responsibility.coverage import coverage
from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.impact import impact
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Rule
from agreement.vocabulary import ARRIVAL_OF_STATUS, ResidenceStatus, universe
from directory.gazetteer import gazetteer
from directory.models import Topic
from tests.benchmarks.table import aligned

KNOWN = Case(
    ages=Ages(19, 19),
    parent_ages=Ages(45, 45),
    status="duldung",
    accommodation="au",
    arrival="flucht",
    municipality="08215064",
    topic="arbeit",
    period="laeuft",
)
UNKNOWN = Case()
MANY = 200
SO_MANY_CASES = 2_000
# Ten groups of ages, so that 200 rules tell apart whatever they can.
AGE_GROUPS = [(0, 5), (6, 11), (12, 15), (16, 17), (18, 20)]
AGE_GROUPS += [(21, 26), (27, 40), (41, 59), (60, 66), (67, 120)]
_SECONDS = 1.0


@dataclass(frozen=True)
class Measured:
    """Some rules with the best time of many runs of each act, in seconds of computing.

    The best, since whatever else runs on the machine only makes it slower.
    """

    name: str
    rules: int
    known: float
    other: float
    unknown: float
    building: float
    coverage: float
    findings: int
    impact: float


def main() -> None:
    """Print how fast the rules in force today answer, and others of their kind (CPU time)."""
    lines = [
        (
            "rules",
            "of",
            "case seen before µs",
            "other case µs",
            "all unknown ms",
            "building ms",
            "coverage ms",
            "findings",
            "impact ms",
        )
    ]
    for one in measure(timezone.localdate()):
        parts = (
            f"{one.known * 1e6:.0f}",
            f"{one.other * 1e6:.0f}",
            f"{one.unknown * 1e3:.2f}",
            f"{one.building * 1e3:.2f}",
            f"{one.coverage * 1e3:.1f}",
            str(one.findings),
            f"{one.impact * 1e3:.1f}",
        )
        lines.append((one.name, str(one.rules), *parts))
    sys.stdout.write(f"{aligned(lines)}\n")


def measure(on: date) -> list[Measured]:
    """Measure the rules in force on a day, then 200 like them; raises if none are in force."""
    in_force = current_rules(on)
    if in_force is None:
        raise LookupError(f"No version is in force on {on}.")
    sets = universe(
        [town.ags for town in gazetteer().municipalities],
        list(Topic.objects.values_list("code", flat=True)),
    )
    rules = in_force.snapshot.rules()
    kinds = {
        "in force": rules,
        "for some places and topics": _multiplied(rules, sets),
        "for some of everything": _scattered(rules, sets),
    }
    return [_measure(name, each, rules, on, sets) for name, each in kinds.items()]


def _multiplied(rules: Sequence[Rule], sets: Mapping[Dimension, list[str]]) -> tuple[Rule, ...]:
    """Return the rules with variants of them for some towns and topics only, always the same."""
    chance = random.Random(MANY)
    variants = [
        replace(
            rules[n % len(rules)],
            id=f"variant-{n}",
            when=replace(
                rules[n % len(rules)].when,
                municipalities=frozenset(chance.sample(sets[Dimension.MUNICIPALITY], 4)),
                topics=frozenset(chance.sample(sets[Dimension.TOPIC], 3)),
            ),
        )
        for n in range(MANY - len(rules))
    ]
    return (*rules, *variants)


def _scattered(rules: Sequence[Rule], sets: Mapping[Dimension, list[str]]) -> tuple[Rule, ...]:
    """Return the rules with variants that tell all ages, statuses, towns and topics apart.

    Together they leave about a thousand gaps and overlaps, more than any agreement will have.
    """
    chance = random.Random(MANY)
    variants = [
        replace(
            rule,
            when=replace(
                rule.when,
                ages=Ages(*chance.choice(AGE_GROUPS)),
                statuses=frozenset(chance.sample(sets[Dimension.STATUS], 3)),
            ),
        )
        for rule in _multiplied(rules, sets)[len(rules) :]
    ]
    return (*rules, *variants)


def _measure(
    name: str,
    rules: Sequence[Rule],
    before: Sequence[Rule],
    on: date,
    sets: Mapping[Dimension, list[str]],
) -> Measured:
    book = RuleBook(rules, on, sets, ARRIVAL_OF_STATUS)
    earlier = RuleBook(before, on, sets, ARRIVAL_OF_STATUS)
    return Measured(
        name=name,
        rules=len(rules),
        known=_best(lambda: book.route(KNOWN)),
        other=_of_many(RuleBook(rules, on, sets, ARRIVAL_OF_STATUS), sets),
        unknown=_best(lambda: book.route(UNKNOWN)),
        building=_best(lambda: RuleBook(rules, on, sets, ARRIVAL_OF_STATUS)),
        coverage=_best(lambda: coverage(book)),
        findings=len(coverage(book).open),
        impact=_best(lambda: impact(earlier, book)),
    )


def _of_many(book: RuleBook, sets: Mapping[Dimension, list[str]]) -> float:
    """Return the mean time for cases of every kind, none of them asked before."""
    chance = random.Random(MANY)
    cases = [_any_case(chance, sets) for _n in range(SO_MANY_CASES)]
    before = time.process_time()
    for case in cases:
        book.route(case)
    return (time.process_time() - before) / len(cases)


def _any_case(chance: random.Random, sets: Mapping[Dimension, list[str]]) -> Case:
    """Return a case with all facts known; what its status implies about the arrival is true."""
    age, parents = chance.randint(0, 90), chance.randint(20, 60)
    facts = {one.value: chance.choice(codes) for one, codes in sets.items()}
    status = ResidenceStatus(facts["status"])
    implied = ARRIVAL_OF_STATUS.get(status)
    if implied:
        facts["arrival"] = implied.value
    return Case(ages=Ages(age, age), parent_ages=Ages(parents, parents), **facts)


def _best(act: Callable[[], object]) -> float:
    """Return the shortest time of an act, tried for a second and at least three times."""
    times: list[float] = []
    end = time.perf_counter() + _SECONDS
    while len(times) < 3 or time.perf_counter() < end:
        before = time.process_time()
        act()
        times.append(time.process_time() - before)
    return min(times)
