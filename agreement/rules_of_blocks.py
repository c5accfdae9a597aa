"""From the rules that editors fill in to the rules that the router reads."""

from collections.abc import Iterable
from typing import Any

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.responsibility.rules import Condition, Mode, Rule


def rule_of(rule_id: str, clause: str, value: Any) -> Rule:
    """Return the pure rule of a RuleBlock's value.

    Raises ValueError if it contradicts itself or, in a draft, is not complete.
    """
    return Rule(
        id=str(rule_id),
        clause=clause,
        mode=Mode(value["mode"]),
        service=value["service"] or None,
        when=Condition(
            ages=_ages(value["age_from"], value["age_to"]),
            statuses=frozenset(value["statuses"]),
            accommodations=frozenset(value["accommodations"]),
            arrivals=frozenset(value["arrivals"]),
            municipalities=frozenset(value["municipalities"]),
            topics=frozenset(value["topics"]),
            periods=frozenset(value["periods"]),
        ),
        valid_from=value["valid_from"],
        valid_until=value["valid_until"],
        overrides=frozenset(value["overrides"]),
    )


def finished_rules(values: Iterable[tuple[str, Any]], clause: str = "new") -> list[Rule]:
    """Return the pure rules of values with their ids; those not finished yet are left out."""
    found = []
    for rule_id, value in values:
        try:
            found.append(rule_of(rule_id, clause, value))
        except ValueError:
            # A draft may wait for its service; such a rule says nothing yet.
            continue
    return found


def _ages(low: int | None, high: int | None) -> Ages | None:
    if low is None and high is None:
        return None
    return Ages(AGE_MIN if low is None else low, AGE_MAX if high is None else high)
