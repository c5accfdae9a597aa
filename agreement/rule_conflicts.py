"""Rules that cannot stand beside each other: on one clause, or in a circle of exceptions. Pure."""

from collections.abc import Iterable, Sequence

from agreement.responsibility.facts import ANY_AGE, SET_DIMENSIONS
from agreement.responsibility.rules import (
    Condition,
    Mode,
    ProblemCode,
    Rule,
    check_rules,
)


def denied_outright(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Return the pairs (“not”, “leads”) of one clause in which the second can never count.

    A “not” that takes only some of the cases away is an ordinary restriction; one that takes
    all of them contradicts the rule beside it.
    """
    return [
        (denial, rule)
        for denial in rules
        if denial.mode is Mode.NOT
        for rule in rules
        if rule.mode is Mode.LEADS and rule.service == denial.service and _covers(denial, rule)
    ]


def rules_in_circles(rules: Iterable[Rule]) -> dict[str, tuple[str, ...]]:
    """Return the rules (ids) by which clauses override each other in a circle, and its clauses."""
    return {
        rule_id: problem.clauses
        for problem in check_rules(rules)
        if problem.code is ProblemCode.CIRCLE
        for rule_id in problem.rule_ids
    }


def _covers(outer: Rule, inner: Rule) -> bool:
    starts = outer.valid_from is None or (
        inner.valid_from is not None and outer.valid_from <= inner.valid_from
    )
    ends = outer.valid_until is None or (
        inner.valid_until is not None and outer.valid_until >= inner.valid_until
    )
    return starts and ends and _condition_covers(outer.when, inner.when)


def _condition_covers(outer: Condition, inner: Condition) -> bool:
    ages = inner.ages or ANY_AGE
    if ages.shared_with(outer.ages or ANY_AGE) != ages:
        return False
    for dimension in SET_DIMENSIONS:
        allowed, wanted = outer.allowed(dimension), inner.allowed(dimension)
        if allowed and not (wanted and wanted <= allowed):
            return False
    return True
