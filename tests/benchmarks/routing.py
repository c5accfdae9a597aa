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
from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Rule
from agreement.vocabulary import universe
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
_SECONDS = 1.0


@dataclass(frozen=True)
class Measured:
    """Some rules with the best time of many runs of each act, in seconds.

    The best, since whatever else runs on the machine only makes it slower.
    """

    rules: int
    known: float
    unknown: float
    building: float


def main() -> None:
    """Print how fast the rules in force today answer."""
    lines = [("rules", "known case µs", "all unknown ms", "building ms")]
    for one in measure(timezone.localdate()):
        known, unknown, building = one.known * 1e6, one.unknown * 1e3, one.building * 1e3
        lines.append((str(one.rules), f"{known:.0f}", f"{unknown:.2f}", f"{building:.2f}"))
    sys.stdout.write(f"{aligned(lines)}\n")


def measure(on: date) -> list[Measured]:
    """Measure the rules in force on a day, then 200 of their kind; raises if none are in force."""
    in_force = current_rules(on)
    if in_force is None:
        raise LookupError(f"No version is in force on {on}.")
    sets = universe(
        [town.ags for town in gazetteer().municipalities],
        list(Topic.objects.values_list("code", flat=True)),
    )
    rules = in_force.snapshot.rules()
    return [_measure(each, on, sets) for each in (rules, _multiplied(rules, sets))]


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


def _measure(rules: Sequence[Rule], on: date, sets: Mapping[Dimension, list[str]]) -> Measured:
    book = RuleBook(rules, on, sets)
    return Measured(
        rules=len(rules),
        known=_best(lambda: book.route(KNOWN)),
        unknown=_best(lambda: book.route(UNKNOWN)),
        building=_best(lambda: RuleBook(rules, on, sets)),
    )


def _best(act: Callable[[], object]) -> float:
    """Return the shortest time of an act, tried for a second and at least three times."""
    times: list[float] = []
    end = time.perf_counter() + _SECONDS
    while len(times) < 3 or time.perf_counter() < end:
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return min(times)
