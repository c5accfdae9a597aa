"""What each rule does in a case: told for people, and checked on random agreements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings

from agreement.responsibility.explanation import RuleOutcome, RuleReport, explain
from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition, Mode, Rule
from tests.unit.agreement.responsibility.cells import parents_decide, valid
from tests.unit.agreement.responsibility.oracle import (
    Cell,
    counting_in,
    lost_in,
    matches,
    tell,
    values,
)
from tests.unit.agreement.responsibility.strategies import CASES, TODAY, UNIVERSE, rule_lists

steady = settings(deadline=None, max_examples=100)

CHILDREN = Rule("kinder", "§ 1", Mode.PARENTS, when=Condition(ages=Ages(0, 11)))
YOUNG = Rule("jung", "§ 2", Mode.LEADS, "jmd", Condition(ages=Ages(12, 26)))
ADULT = Rule("alt", "§ 3", Mode.LEADS, "mbe", Condition(ages=Ages(27, 120)))
RUNNING = Rule(
    "laufend",
    "§ 4",
    Mode.LEADS,
    "im",
    Condition(ages=Ages(27, 120), accommodations=frozenset({"au"}), periods=frozenset({"laeuft"})),
    overrides=frozenset({"§ 3"}),
)
LATER = Rule("spaeter", "§ 5", Mode.SUPPORTS, "im", valid_from=date(2027, 1, 1))
AGREEMENT = [ADULT, YOUNG, CHILDREN, RUNNING, LATER]
KNOWN = Case(
    ages=Ages(40, 40),
    parent_ages=Ages(70, 70),
    status="duldung",
    accommodation="au",
    arrival="flucht",
    municipality="bretten",
    topic="arbeit",
    period="laeuft",
)


def reports(case: Case) -> dict[str, RuleReport]:
    book = RuleBook(AGREEMENT, TODAY, UNIVERSE)
    return {one.rule.id: one for one in explain(book, case)}


def test_rules_are_told_in_the_order_of_the_text() -> None:
    assert list(reports(KNOWN)) == ["alt", "jung", "kinder", "laufend", "spaeter"]


def test_a_rule_that_lost_names_the_exception_it_lost_to() -> None:
    found = reports(KNOWN)
    assert found["laufend"].outcome is RuleOutcome.COUNTS
    assert found["alt"] == RuleReport(ADULT, RuleOutcome.LOST, lost_to=("laufend",))


def test_a_rule_that_does_not_match_names_the_facts_that_fail() -> None:
    found = reports(replace(KNOWN, accommodation="vu", period="vorbei"))
    assert found["jung"] == RuleReport(YOUNG, RuleOutcome.NO, failing=(Dimension.AGE,))
    failing = (Dimension.ACCOMMODATION, Dimension.PERIOD)
    assert found["laufend"] == RuleReport(RUNNING, RuleOutcome.NO, failing=failing)


def test_a_rule_that_depends_names_what_would_have_to_be_known() -> None:
    found = reports(replace(KNOWN, period=None))
    assert found["laufend"].outcome is RuleOutcome.PERHAPS
    assert found["laufend"].unknown == (Dimension.PERIOD,)
    assert found["alt"].outcome is RuleOutcome.PERHAPS
    assert found["alt"].lost_to == ("laufend",)
    assert found["alt"].unknown == (Dimension.PERIOD,)


def test_for_a_child_rules_are_asked_with_the_age_of_the_parents() -> None:
    found = reports(replace(KNOWN, ages=Ages(5, 5), parent_ages=Ages(20, 20)))
    assert found["kinder"].outcome is RuleOutcome.COUNTS
    assert found["jung"].outcome is RuleOutcome.COUNTS
    assert found["alt"].failing == (Dimension.PARENT_AGE,)


def test_for_a_child_the_age_of_the_parents_may_be_what_is_missing() -> None:
    found = reports(replace(KNOWN, ages=Ages(5, 5), parent_ages=Ages.any()))
    assert found["jung"].outcome is RuleOutcome.PERHAPS
    assert found["jung"].unknown == (Dimension.PARENT_AGE,)


def test_if_it_is_open_whether_the_parents_count_the_own_age_is_what_is_missing() -> None:
    found = reports(replace(KNOWN, ages=Ages(10, 14), parent_ages=Ages(20, 20)))
    assert found["kinder"].unknown == (Dimension.AGE,)
    # Young by the own age or by the parents' age, whichever counts.
    assert found["jung"].outcome is RuleOutcome.COUNTS
    assert found["alt"].failing == (Dimension.AGE, Dimension.PARENT_AGE)


def test_a_rule_of_other_days_is_told_as_such() -> None:
    assert reports(KNOWN)["spaeter"] == RuleReport(LATER, RuleOutcome.NO, is_valid=False)


def test_a_status_that_implies_the_arrival_leaves_nothing_open() -> None:
    refugees = Rule("f", "§ 9", Mode.LEADS, "im", Condition(arrivals=frozenset({"flucht"})))
    book = RuleBook([refugees], TODAY, UNIVERSE, {"duldung": "flucht"})
    (report,) = explain(book, Case(status="duldung"))
    assert report.outcome is RuleOutcome.COUNTS


def test_a_code_outside_its_set_is_refused() -> None:
    with pytest.raises(ValueError, match="Unknown status"):
        reports(replace(KNOWN, status="erfunden"))


@steady
@given(rules=rule_lists(), case=CASES)
def test_what_counts_and_what_loses_is_what_the_answers_give_as_reasons(
    rules: Sequence[Rule], case: Case
) -> None:
    book = RuleBook(rules, TODAY, UNIVERSE)
    found = explain(book, case)
    possible = book.route(case).possible
    reasons = set().union(*(counting_in(one) for one in possible))
    silent = {Mode.NOT, Mode.PARENTS}
    matching = {RuleOutcome.COUNTS, RuleOutcome.PERHAPS}
    spoken = {one.rule.id for one in found if one.rule.mode not in silent}
    assert reasons <= {one.rule.id for one in found if one.outcome in matching}
    always = {one.rule.id for one in found if one.outcome is RuleOutcome.COUNTS} & spoken
    assert always <= reasons
    for answer in possible:
        assert always <= counting_in(answer)
    losses = {pair for one in possible for pair in lost_in(one)}
    told = {(one.rule.id, to) for one in found for to in one.lost_to}
    assert losses <= told


@steady
@given(rules=rule_lists(), case=CASES)
def test_every_rule_is_judged_as_reading_all_cells_judges_it(
    rules: Sequence[Rule], case: Case
) -> None:
    book = RuleBook(rules, TODAY, UNIVERSE)
    today = valid(rules)
    options = values(case, UNIVERSE)
    cells = [dict(zip(options, each, strict=True)) for each in product(*options.values())]
    told = [(cell, tell(today, cell).counting) for cell in cells]
    for report in explain(book, case):
        rule = report.rule
        if rule not in today:
            assert report == RuleReport(rule, RuleOutcome.NO, is_valid=False)
        elif rule.mode in {Mode.LEADS, Mode.SUPPORTS, Mode.REFERS}:
            matched = [_matches(rule, today, cell) for cell, _ in told]
            counted = [rule.id in counting for _, counting in told]
            assert report.outcome == _expected(matched, counted)
            if report.outcome is RuleOutcome.NO:
                assert report.failing
            if report.outcome is RuleOutcome.PERHAPS:
                assert report.unknown


def _matches(rule: Rule, today: list[Rule], cell: Cell) -> bool:
    age = Dimension.PARENT_AGE if parents_decide(today, cell) else Dimension.AGE
    return matches(rule, cell, int(cell[age]))


def _expected(matched: list[bool], counted: list[bool]) -> RuleOutcome:
    if not any(matched):
        return RuleOutcome.NO
    if all(counted):
        return RuleOutcome.COUNTS
    return RuleOutcome.LOST if all(matched) and not any(counted) else RuleOutcome.PERHAPS
