"""Rules of one clause that undo each other."""

from datetime import date
from typing import Any

import pytest

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.rule_conflicts import denied_outright, rules_in_circles


def _rule(rule_id: str, mode: Mode, service: str = "jmd", **values: Any) -> Rule:
    when = {k: v for k, v in values.items() if k in Condition.__dataclass_fields__}
    others = {k: v for k, v in values.items() if k not in when}
    facts = {"clause": "c", "service": service, **others}
    return Rule(id=rule_id, mode=mode, when=Condition(**when), **facts)


def _is_undone(leads: dict[str, Any], denial: dict[str, Any]) -> bool:
    rules = [_rule("1", Mode.LEADS, **leads), _rule("2", Mode.NOT, **denial)]
    return bool(denied_outright(rules))


@pytest.mark.parametrize(
    ("leads", "denial"),
    [
        ({}, {}),
        ({"ages": Ages(12, 26)}, {"ages": Ages(12, 26)}),
        ({"ages": Ages(12, 26)}, {"ages": Ages(0, 120)}),
        ({"statuses": frozenset("a")}, {"statuses": frozenset("ab")}),
        ({"valid_from": date(2026, 1, 1)}, {"valid_from": date(2025, 1, 1)}),
        ({"valid_until": date(2026, 1, 1)}, {}),
    ],
)
def test_a_not_for_the_same_cases_undoes_a_rule(
    leads: dict[str, Any], denial: dict[str, Any]
) -> None:
    assert _is_undone(leads, denial)


@pytest.mark.parametrize(
    ("leads", "denial"),
    [
        ({"ages": Ages(12, 26)}, {"ages": Ages(13, 26)}),
        ({}, {"ages": Ages(12, 26)}),
        ({}, {"statuses": frozenset("a")}),
        ({"statuses": frozenset("ab")}, {"statuses": frozenset("a")}),
        ({}, {"valid_from": date(2026, 1, 1)}),
        ({}, {"valid_until": date(2026, 1, 1)}),
        ({}, {"service": "mbe"}),
    ],
)
def test_a_not_for_some_of_the_cases_is_a_restriction(
    leads: dict[str, Any], denial: dict[str, Any]
) -> None:
    assert not _is_undone(leads, denial)


def test_an_exception_of_an_exception_in_a_circle_is_found_with_all_its_clauses() -> None:
    rules = [
        _rule("1", Mode.LEADS, clause="a", overrides=frozenset("b")),
        _rule("2", Mode.LEADS, clause="b", overrides=frozenset("c")),
        _rule("3", Mode.LEADS, clause="c", overrides=frozenset("a")),
        _rule("4", Mode.LEADS, clause="d", overrides=frozenset("a")),
    ]

    assert rules_in_circles(rules) == dict.fromkeys("123", ("a", "b", "c"))
