"""Gaps and overlaps said the way a person would say them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreement.responsibility.coverage import coverage
from agreement.responsibility.facts import Ages, Dimension
from agreement.responsibility.findings import Acceptance, Finding, FindingKind
from agreement.responsibility.grid import AXES
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import ANY_CASE, Condition, Mode, Rule

TODAY = date(2026, 3, 1)
UNIVERSE = {
    Dimension.STATUS: ["gestattung", "duldung", "eu", "unklar"],
    Dimension.ACCOMMODATION: ["ea", "au", "privat"],
    Dimension.ARRIVAL: ["flucht", "eu"],
    Dimension.MUNICIPALITY: ["bretten", "forst", "malsch"],
    Dimension.TOPIC: ["arbeit", "schule"],
    Dimension.PERIOD: ["laeuft", "beendet"],
}
ARRIVALS = {"gestattung": "flucht", "duldung": "flucht", "eu": "eu"}

EVERYBODY = Rule("alle", "§ 1", Mode.LEADS, "mbe")


def no(rule_id: str, when: Condition, service: str = "mbe") -> Rule:
    return Rule(rule_id, f"§ {rule_id}", Mode.NOT, service, when)


def codes(**sets: str) -> Condition:
    """A condition out of codes separated by blanks."""
    given: dict[str, Any] = {name: frozenset(text.split()) for name, text in sets.items()}
    return Condition(**given)


def open_findings(*rules: Rule, arrivals: Mapping[str, str] = ARRIVALS) -> tuple[Finding, ...]:
    return coverage(RuleBook(rules, TODAY, UNIVERSE, arrivals)).open


def said(*rules: Rule) -> list[Condition]:
    return [one.when for one in open_findings(*rules)]


def test_one_rule_for_everybody_leaves_nothing_open() -> None:
    assert open_findings(EVERYBODY) == ()


def test_without_rules_everything_is_one_gap() -> None:
    (gap,) = open_findings()
    assert (gap.kind, gap.when, gap.parents, gap.services) == (FindingKind.GAP, ANY_CASE, None, ())
    # 121 ages, 3 dwellings, 3 places, 2 topics, 2 periods; only unclear papers leave the arrival.
    assert gap.cells == 121 * 3 * 3 * 2 * 2 * 5


def test_a_gap_is_said_as_one_condition_with_its_reasons() -> None:
    when = replace(
        codes(statuses="duldung", municipalities="bretten", topics="arbeit"), ages=Ages(12, 26)
    )
    (gap,) = open_findings(EVERYBODY, no("2", when))
    assert gap.when == when
    assert gap.cells == 15 * 3 * 2
    assert [(one.rule, one.to) for one in gap.answer.lost] == [("alle", ("2",))]


def test_values_that_behave_the_same_are_said_together() -> None:
    rules = [
        no("2", codes(statuses="duldung", municipalities="forst")),
        no("3", codes(statuses="eu", municipalities="forst")),
    ]
    assert said(EVERYBODY, *rules) == [codes(statuses="duldung eu", municipalities="forst")]


def test_ages_side_by_side_are_said_together_and_others_are_not() -> None:
    def at(low: int, high: int) -> Condition:
        return Condition(ages=Ages(low, high))

    rules = [no("2", at(12, 17)), no("3", at(18, 26)), no("4", at(60, 120))]
    assert said(EVERYBODY, *rules) == [at(60, 120), at(12, 26)]


def test_the_larger_whole_is_said_before_the_rest() -> None:
    """Nobody for a Duldung in a home of one's own; from 27 on nobody after the period either."""
    alone = codes(statuses="duldung", accommodations="privat")
    after = replace(codes(statuses="duldung", periods="beendet"), ages=Ages(27, 120))
    rest = replace(after, accommodations=frozenset({"ea", "au"}))
    assert said(EVERYBODY, no("2", alone), no("3", after)) == [alone, rest]


def test_an_overlap_names_the_services_that_lead_at_once() -> None:
    second = Rule("jmd", "§ 2", Mode.LEADS, "jmd", Condition(ages=Ages(12, 26)))
    (overlap,) = open_findings(EVERYBODY, second)
    assert overlap.kind is FindingKind.OVERLAP
    assert overlap.services == ("jmd", "mbe")
    assert overlap.when == Condition(ages=Ages(12, 26))
    assert [one.clauses for one in overlap.answer.leads] == [("§ 2",), ("§ 1",)]


def test_what_supports_a_part_of_the_cases_stands_among_the_reasons() -> None:
    helps = Rule("hilft", "§ 3", Mode.SUPPORTS, "jmd", codes(topics="schule"))
    (gap,) = open_findings(helps)
    assert gap.when == ANY_CASE
    assert [one.service for one in gap.answer.supports] == ["jmd"]


def test_the_age_of_the_parents_is_said_only_where_it_decides() -> None:
    rules = [
        Rule("kinder", "§ 1", Mode.PARENTS, when=Condition(ages=Ages(0, 11))),
        Rule("alt", "§ 2", Mode.LEADS, "mbe", Condition(ages=Ages(27, 120))),
    ]
    young, children = open_findings(*rules)
    assert (young.when.ages, young.parents) == (Ages(12, 26), None)
    assert (children.when.ages, children.parents) == (Ages(0, 11), Ages(12, 26))
    assert (young.cells, children.cells) == (15 * 180, 12 * 180)


def test_combinations_that_cannot_be_are_no_gap() -> None:
    refugees = Rule("f", "§ 1", Mode.LEADS, "im", codes(arrivals="flucht"))
    others = Rule("e", "§ 2", Mode.LEADS, "mbe", codes(statuses="eu unklar", arrivals="eu"))
    assert open_findings(refugees, others) == ()
    impossible = codes(statuses="gestattung duldung", arrivals="eu")
    assert [one.when for one in open_findings(refugees, others, arrivals={})] == [impossible]


def test_a_fact_without_values_counts_as_one_that_nobody_asks_for() -> None:
    empty = {**UNIVERSE, Dimension.TOPIC: []}
    asking = Rule("t", "§ 1", Mode.LEADS, "mbe", codes(topics="arbeit"))
    (gap,) = coverage(RuleBook([asking], TODAY, empty)).open
    assert gap.when == ANY_CASE
    assert coverage(RuleBook([EVERYBODY], TODAY, empty)).open == ()


def test_a_world_without_any_values_is_covered_or_not() -> None:
    nothing: dict[Dimension, list[str]] = {one: [] for one in UNIVERSE}
    (gap,) = coverage(RuleBook([], TODAY, nothing)).open
    assert (gap.when, gap.cells) == (ANY_CASE, 121)
    assert coverage(RuleBook([EVERYBODY], TODAY, nothing)).open == ()
    matrix = coverage(RuleBook([], TODAY, nothing)).matrix(None, None)
    assert matrix.columns == ()


def test_rules_of_other_days_cover_nothing() -> None:
    later = replace(EVERYBODY, valid_from=date(2026, 4, 1))
    assert said(later) == [ANY_CASE]


@pytest.mark.parametrize(
    "rules",
    [
        [EVERYBODY, EVERYBODY],
        [replace(EVERYBODY, overrides=frozenset({"§ 1"}))],
        [
            replace(EVERYBODY, overrides=frozenset({"§ 2"})),
            Rule("b", "§ 2", Mode.LEADS, "jmd", overrides=frozenset({"§ 1"})),
        ],
    ],
)
def test_rules_that_contradict_each_other_have_no_coverage(rules: list[Rule]) -> None:
    with pytest.raises(ValueError, match="Rules without a clear meaning"):
        open_findings(*rules)


GAP = codes(statuses="duldung", municipalities="bretten forst")
LEAVING_A_GAP = [EVERYBODY, no("2", GAP)]


def test_an_accepted_gap_is_no_longer_open() -> None:
    book = RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS)
    acceptance = Acceptance(FindingKind.GAP, codes(statuses="duldung"))
    found = coverage(book, [acceptance])
    assert found.open == ()
    assert [(one.when, one.acceptance) for one in found.accepted] == [(GAP, acceptance)]
    assert found.unused == ()


def test_a_gap_accepted_in_part_stays_open_for_the_rest() -> None:
    book = RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS)
    in_forst = codes(statuses="duldung", municipalities="forst")
    found = coverage(book, [Acceptance(FindingKind.GAP, in_forst)])
    assert [one.when for one in found.accepted] == [in_forst]
    assert [one.when for one in found.open] == [codes(statuses="duldung", municipalities="bretten")]


def test_a_gap_of_children_can_be_accepted_for_some_ages_of_their_parents() -> None:
    children = Rule("kinder", "§ 1", Mode.PARENTS, when=Condition(ages=Ages(0, 11)))
    grown_up = Rule("alt", "§ 2", Mode.LEADS, "mbe", Condition(ages=Ages(27, 120)))
    book = RuleBook([children, grown_up], TODAY, UNIVERSE, ARRIVALS)
    acceptance = Acceptance(FindingKind.GAP, ANY_CASE, parents=Ages(0, 17))
    found = coverage(book, [acceptance])
    assert [(one.when.ages, one.parents) for one in found.accepted] == [(Ages(0, 11), Ages(12, 17))]
    assert [(one.when.ages, one.parents) for one in found.open] == [
        (Ages(12, 26), None),
        (Ages(0, 11), Ages(18, 26)),
    ]
    assert found.unused == ()


@pytest.mark.parametrize(
    "acceptance",
    [
        Acceptance(FindingKind.OVERLAP, ANY_CASE, services=("jmd", "mbe")),
        Acceptance(FindingKind.OVERLAP, ANY_CASE),
        Acceptance(FindingKind.GAP, ANY_CASE, services=("jmd", "mbe")),
        Acceptance(FindingKind.GAP, codes(statuses="eu")),
        Acceptance(FindingKind.GAP, ANY_CASE, parents=Ages(12, 120)),
    ],
)
def test_what_is_accepted_for_something_else_accepts_nothing(acceptance: Acceptance) -> None:
    book = RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS)
    found = coverage(book, [acceptance])
    assert [one.when for one in found.open] == [GAP]
    assert found.unused == (acceptance,)


def test_a_cell_of_the_matrix_tells_what_can_be() -> None:
    matrix = coverage(RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS)).matrix(None, None)
    assert matrix.ages == (Ages.any(),)
    assert matrix.columns[0] == ("ea", "gestattung")
    cell = matrix.cell(Ages.any(), "au", "duldung")
    assert cell.states == {"none", "one"}
    assert not cell.accepted
    assert [one.verdict.value for one in cell.answers] == ["gap", "settled"]
    assert matrix.cell(Ages.any(), "au", "eu").states == {"one"}
    with pytest.raises(KeyError):
        matrix.cell(Ages(1, 2), "au", "eu")


def test_a_place_and_a_topic_narrow_the_matrix() -> None:
    found = coverage(RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS))
    assert found.matrix("arbeit", "forst").cell(Ages.any(), "au", "duldung").states == {"none"}
    assert found.matrix("arbeit", "malsch").cell(Ages.any(), "au", "duldung").states == {"one"}
    with pytest.raises(ValueError, match="Unknown municipality: 'berlin'"):
        found.matrix(None, "berlin")
    with pytest.raises(ValueError, match="Unknown arrival: 'mars'"):
        found.matrix(None, None, arrival="mars")


def test_an_accepted_cell_of_the_matrix_says_so() -> None:
    book = RuleBook(LEAVING_A_GAP, TODAY, UNIVERSE, ARRIVALS)
    in_forst = codes(municipalities="forst")
    found = coverage(book, [Acceptance(FindingKind.GAP, in_forst)])
    assert found.matrix(None, "forst").cell(Ages.any(), "au", "duldung").accepted
    assert not found.matrix(None, None).cell(Ages.any(), "au", "duldung").accepted
    assert not found.matrix(None, "forst").cell(Ages.any(), "au", "eu").accepted


def test_a_cell_with_an_arrival_that_cannot_be_holds_no_case() -> None:
    matrix = coverage(RuleBook([], TODAY, UNIVERSE, ARRIVALS)).matrix(None, None, arrival="eu")
    assert matrix.cell(Ages.any(), "au", "duldung").states == frozenset()
    assert matrix.cell(Ages.any(), "au", "eu").states == {"none"}


def test_status_and_arrival_stand_beside_each_other_in_the_grid() -> None:
    assert AXES.index(Dimension.ARRIVAL) == AXES.index(Dimension.STATUS) + 1
