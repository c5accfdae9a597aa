"""What must hold for every agreement, checked on random ones against a second opinion."""

from collections.abc import Sequence
from dataclasses import astuple, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages, Case
from agreement.responsibility.routing import RuleBook, route
from agreement.responsibility.rules import Rule
from tests.unit.agreement.responsibility.oracle import counting_in, expect, key_of, lost_in
from tests.unit.agreement.responsibility.strategies import (
    CASES,
    TODAY,
    UNIVERSE,
    narrow_ages,
    rule_lists,
)

# The machine decides how long an example takes, not the rules.
steady = settings(deadline=None, max_examples=150)


@steady
@given(rules=rule_lists(), case=CASES)
def test_answers_are_those_of_reading_every_cell(rules: Sequence[Rule], case: Case) -> None:
    routing = route(case, rules, TODAY, UNIVERSE)
    expected = expect(case, rules, TODAY, UNIVERSE)
    keys = [key_of(answer) for answer in routing.possible]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(expected.cells)
    cells = [expected.cells[key] for key in keys]
    assert cells == sorted(cells, reverse=True)
    assert routing.ask == expected.ask
    for key, answer in zip(keys, routing.possible, strict=True):
        assert counting_in(answer) == expected.counting[key]
        assert frozenset(lost_in(answer)) == expected.lost[key]


@steady
@given(rules=rule_lists(), case=CASES, data=st.data())
def test_the_order_of_the_rules_changes_nothing(
    rules: Sequence[Rule], case: Case, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(rules))
    first = route(case, rules, TODAY, UNIVERSE)
    second = route(case, shuffled, TODAY, UNIVERSE)
    assert first.ask == second.ask
    # Tuples, because reasons do not count when answers are compared.
    assert [astuple(one) for one in first.possible] == [astuple(one) for one in second.possible]


@steady
@given(rules=rule_lists(), cases=st.lists(CASES, min_size=2, max_size=4))
def test_a_rule_book_does_not_remember_earlier_cases(
    rules: Sequence[Rule], cases: list[Case]
) -> None:
    book = RuleBook(rules, TODAY, UNIVERSE)
    for case in cases:
        known, fresh = book.route(case), route(case, rules, TODAY, UNIVERSE)
        assert known.ask == fresh.ask
        assert [astuple(one) for one in known.possible] == [astuple(one) for one in fresh.possible]


@steady
@given(rules=rule_lists(), case=CASES, ages=narrow_ages())
def test_what_becomes_known_only_narrows_the_answers(
    rules: Sequence[Rule], case: Case, ages: Ages
) -> None:
    known = replace(case, ages=Ages(ages.low, ages.low))
    unknown = replace(case, ages=Ages.any())
    book = RuleBook(rules, TODAY, UNIVERSE)
    assert set(book.route(known).possible) <= set(book.route(unknown).possible)


@steady
@given(rules=rule_lists(), case=CASES)
def test_age_groups_cover_all_ages_and_hide_no_difference(
    rules: Sequence[Rule], case: Case
) -> None:
    book = RuleBook(rules, TODAY, UNIVERSE)
    groups = book.age_breaks()
    assert [age for one in groups for age in range(one.low, one.high + 1)] == [
        *range(AGE_MIN, AGE_MAX + 1)
    ]
    for group in groups:
        ends = (replace(case, ages=Ages(age, age)) for age in {group.low, group.high})
        assert {frozenset(book.route(one).possible) for one in ends} == {
            frozenset(book.route(replace(case, ages=group)).possible)
        }
