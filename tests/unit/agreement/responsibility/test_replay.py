"""An agreed case asked anew."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.responsibility.facts import SET_DIMENSIONS, Ages, Case, Dimension
from agreement.responsibility.replay import Expected, replay
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition, Mode, Rule

SETS = {dimension: ["a", "b"] for dimension in SET_DIMENSIONS}
JMD = Rule("1", "c1", Mode.LEADS, "jmd", Condition(ages=Ages(12, 26)))
MBE = Rule("2", "c2", Mode.LEADS, "mbe", Condition(ages=Ages(27, 120)))
IM = Rule("3", "c3", Mode.SUPPORTS, "im", Condition(statuses=frozenset("a")))
BOOK = RuleBook([JMD, MBE, IM], date(2026, 1, 1), SETS)


def _expected(leads: str, supports: str = "") -> Expected:
    return Expected(frozenset(leads.split()), frozenset(supports.split()))


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (Case(ages=Ages(19, 19), status="a"), _expected("jmd", "im")),
        (Case(ages=Ages(19, 19), status="b"), _expected("jmd")),
        (Case(ages=Ages(5, 5), status="b"), _expected("")),
        (Case(ages=Ages(27, 40), status="b"), _expected("mbe")),
    ],
)
def test_a_case_that_comes_out_as_agreed_passes(case: Case, expected: Expected) -> None:
    assert replay(BOOK, case, expected).passes


@pytest.mark.parametrize(
    "expected", [_expected("jmd"), _expected("", "im"), _expected("jmd mbe", "im"), _expected("")]
)
def test_a_case_that_comes_out_differently_says_how(expected: Expected) -> None:
    found = replay(BOOK, Case(ages=Ages(19, 19), status="a"), expected)

    assert not found.passes
    assert [[one.service for one in answer.leads] for answer in found.differing] == [["jmd"]]


def test_an_unknown_fact_that_changes_the_answer_fails_the_case() -> None:
    found = replay(BOOK, Case(ages=Ages(19, 19)), _expected("jmd"))

    assert not found.passes
    assert [[one.service for one in answer.supports] for answer in found.differing] == [["im"]]


def test_a_code_that_is_no_longer_known_is_refused() -> None:
    with pytest.raises(ValueError, match="topic"):
        replay(BOOK, Case(topic="gibtsnicht"), _expected("jmd"))


@given(
    ages=st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted),
    status=st.sampled_from([None, "a", "b"]),
    leads=st.frozensets(st.sampled_from(["jmd", "mbe"])),
    supports=st.frozensets(st.just("im")),
)
def test_a_case_passes_just_if_every_person_it_may_be_passes(
    ages: list[int], status: str | None, leads: frozenset[str], supports: frozenset[str]
) -> None:
    expected = Expected(leads, supports)
    together = replay(BOOK, Case(ages=Ages(*ages), status=status), expected).passes

    alone = (
        replay(BOOK, Case(ages=Ages(age, age), status=one), expected).passes
        for age in range(ages[0], ages[1] + 1)
        for one in ([status] if status else SETS[Dimension.STATUS])
    )
    assert together == all(alone)
