"""Rules, and what is wrong within and between them."""

from datetime import date

import pytest

from agreement.responsibility.rules import Mode, Problem, ProblemCode, Rule, check_rules


def leads(rule_id: str, clause: str, *overrides: str) -> Rule:
    return Rule(rule_id, clause, Mode.LEADS, "jmd", overrides=frozenset(overrides))


@pytest.mark.parametrize("mode", [Mode.LEADS, Mode.SUPPORTS, Mode.REFERS, Mode.NOT])
@pytest.mark.parametrize("service", [None, ""])
def test_a_rule_without_a_service_is_refused(mode: Mode, service: str | None) -> None:
    with pytest.raises(ValueError, match="needs a service"):
        Rule("r1", "k1", mode, service)


def test_where_the_parents_age_decides_no_service_is_named() -> None:
    with pytest.raises(ValueError, match="names no service"):
        Rule("r1", "k1", Mode.PARENTS, "jmd")


@pytest.mark.parametrize(("rule_id", "clause"), [("", "k1"), ("r1", "")])
def test_a_rule_without_id_or_clause_is_refused(rule_id: str, clause: str) -> None:
    with pytest.raises(ValueError, match="needs an id and a clause"):
        Rule(rule_id, clause, Mode.LEADS, "jmd")


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="2026-01-01 until 2025-12-31"):
        Rule(
            "r1",
            "k1",
            Mode.LEADS,
            "jmd",
            valid_from=date(2026, 1, 1),
            valid_until=date(2025, 12, 31),
        )


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(day: date, holds: bool) -> None:
    year = Rule(
        "r1",
        "k1",
        Mode.LEADS,
        "jmd",
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 12, 31),
    )
    assert year.holds_on(day) is holds
    assert leads("r2", "k1").holds_on(day)


def test_rules_that_hang_together_have_no_problem() -> None:
    chain = [leads("r1", "k1", "k2", "k3"), leads("r2", "k2", "k3"), leads("r3", "k3")]
    assert check_rules(chain) == []
    assert check_rules([]) == []


def test_an_id_used_twice_is_found() -> None:
    twice = [leads("r1", "k2"), leads("r1", "k1"), leads("r2", "k1")]
    assert check_rules(twice) == [Problem(ProblemCode.DUPLICATE_ID, ("r1",), ("k1", "k2"))]


def test_a_rule_against_its_own_clause_is_found() -> None:
    assert check_rules([leads("r1", "k1", "k1")]) == [
        Problem(ProblemCode.OWN_CLAUSE, ("r1",), ("k1",))
    ]


def test_an_exception_to_a_clause_without_rules_is_found() -> None:
    assert check_rules([leads("r1", "k1", "k8", "k9")]) == [
        Problem(ProblemCode.UNKNOWN_CLAUSE, ("r1",), ("k8", "k9"))
    ]


def test_clauses_that_override_each_other_in_a_circle_are_found_once() -> None:
    rules = [
        leads("r0", "k0", "k1"),
        leads("r1", "k1", "k2"),
        leads("r2", "k2", "k3"),
        leads("r3", "k3", "k1", "k4"),
        leads("r4", "k4"),
        leads("r5", "k5", "k6"),
        leads("r6", "k6", "k5"),
    ]
    assert check_rules(rules) == [
        Problem(ProblemCode.CIRCLE, ("r1", "r2", "r3"), ("k1", "k2", "k3")),
        Problem(ProblemCode.CIRCLE, ("r5", "r6"), ("k5", "k6")),
    ]
    assert check_rules(rules[::-1]) == check_rules(rules)
