"""A gap is found on whatever day it begins, and each one once."""

from datetime import date

from agreement.coverage.by_day import open_findings
from agreement.coverage.days import days_to_check
from agreement.coverage.identity import acceptance_of, finding_key
from agreement.responsibility.facts import SET_DIMENSIONS, Ages
from agreement.responsibility.findings import Acceptance, FindingKind
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition, Mode, Rule

TODAY = date(2026, 5, 1)
NEW_YEAR = date(2027, 1, 1)
UNIVERSE = {dimension: ["a", "b"] for dimension in SET_DIMENSIONS}


def rule(name: str = "r", service: str = "jmd", **facts: object) -> Rule:
    return Rule(name, f"clause-{name}", Mode.LEADS, service, **facts)  # type: ignore[arg-type]


def found(*rules: Rule, accepted: tuple[Acceptance, ...] = ()) -> list[tuple[date, FindingKind]]:
    days = days_to_check(rules, TODAY)
    findings = open_findings(days, accepted, lambda day: RuleBook(rules, day, UNIVERSE))
    return [(day, finding.kind) for day, finding in findings]


def test_days_are_today_and_each_later_one_on_which_a_rule_begins_or_has_ended() -> None:
    ending = rule("a", valid_until=date(2026, 12, 31))
    beginning = rule("b", valid_from=NEW_YEAR)
    past = rule("c", valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31))
    for_ever = rule("d", valid_from=date(2030, 1, 1), valid_until=date.max)
    rules = [ending, beginning, past, for_ever]
    assert days_to_check(rules, TODAY) == [TODAY, NEW_YEAR, date(2030, 1, 1)]
    assert days_to_check(rules, TODAY, date(2027, 6, 30)) == [TODAY, NEW_YEAR]
    assert days_to_check([], TODAY) == [TODAY]


def test_a_gap_that_begins_at_new_year_is_found_in_may() -> None:
    assert found(rule(valid_until=date(2026, 12, 31))) == [(NEW_YEAR, FindingKind.GAP)]


def test_an_overlap_that_begins_at_new_year_is_found_in_may() -> None:
    second = rule("b", "mbe", valid_from=NEW_YEAR)
    assert found(rule("a"), second) == [(NEW_YEAR, FindingKind.OVERLAP)]


def test_what_is_open_today_is_not_named_again_for_a_later_day() -> None:
    young = rule("a", when=Condition(ages=Ages(0, 26)))
    later = rule("b", when=Condition(ages=Ages(0, 10)), valid_from=NEW_YEAR)
    assert found(young, later) == [(TODAY, FindingKind.GAP)]


def test_only_what_is_new_is_named_for_a_later_day() -> None:
    young = rule("a", when=Condition(ages=Ages(0, 26)), valid_until=date(2026, 12, 31))
    findings = open_findings(
        days_to_check([young], TODAY), (), lambda day: RuleBook([young], day, UNIVERSE)
    )
    assert [(day, finding.when.ages) for day, finding in findings] == [
        (TODAY, Ages(27, 120)),
        (NEW_YEAR, Ages(0, 26)),
    ]


def test_what_is_accepted_is_not_open_on_any_day() -> None:
    accepted = (Acceptance(FindingKind.GAP, Condition()),)
    assert found(rule(valid_until=date(2026, 12, 31)), accepted=accepted) == []


def test_a_finding_keeps_its_key_as_long_as_it_is_about_the_same_cases() -> None:
    first = key_of_gap(rule(when=Condition(ages=Ages(0, 26))))
    assert key_of_gap(rule("x", "mbe", when=Condition(ages=Ages(0, 26)))) == first
    assert key_of_gap(rule(when=Condition(ages=Ages(0, 30)))) != first


def key_of_gap(only: Rule) -> str:
    ((_day, finding),) = open_findings([TODAY], (), lambda day: RuleBook([only], day, UNIVERSE))
    assert finding_key(finding) == finding_key(acceptance_of(finding))
    return finding_key(finding)
