"""The rules of the demo's versions, ready to ask, straight from its files."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.vocabulary import universe
from portal.operations.demo.agreement_text import RuleText, VersionText, versions

DATA = Path(__file__).parents[3] / "directory" / "data"
MUNICIPALITIES = {
    town["ags"]: town["name"]
    for town in json.loads((DATA / "municipalities.json").read_text(encoding="utf-8"))
}
AGS = {name: ags for ags, name in MUNICIPALITIES.items()}
TOPICS = ("arbeit", "asyl", "briefe", "schule", "wohnen")
SETS = ("statuses", "accommodations", "arrivals", "municipalities", "topics", "periods")


@cache
def version(number: int) -> VersionText:
    """Return a version of the demo's agreement."""
    return next(one for one in versions() if one.number == number)


def rules_of(text: VersionText) -> list[Rule]:
    """Return every rule of a version."""
    return [_rule(clause.uid, rule) for clause in text.clauses() for rule in clause.rules]


def book(number: int, on: date) -> RuleBook:
    """Return the rules of a version as they hold on a day."""
    return RuleBook(rules_of(version(number)), on, universe(list(MUNICIPALITIES), TOPICS))


def _rule(clause: str, rule: RuleText) -> Rule:
    values = rule.values
    ages = None
    if "age_from" in values or "age_to" in values:
        ages = Ages(values.get("age_from", AGE_MIN), values.get("age_to", AGE_MAX))
    return Rule(
        id=rule.id,
        clause=clause,
        mode=Mode(values["mode"]),
        service=values.get("service"),
        when=Condition(ages, **{name: frozenset(values.get(name, ())) for name in SETS}),
        valid_from=values.get("valid_from"),
        valid_until=values.get("valid_until"),
        overrides=frozenset(values.get("overrides", ())),
    )
