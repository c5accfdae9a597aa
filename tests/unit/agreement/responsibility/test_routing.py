"""Routing told as the cases of people, under a small agreement like the real one."""

from dataclasses import replace
from datetime import date

import pytest

from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.routing import Answer, Lost, RuleBook, Verdict, route
from agreement.responsibility.rules import Condition, Mode, Rule

TODAY = date(2026, 3, 1)
UNIVERSE = {
    Dimension.STATUS: ["gestattung", "duldung", "ae_schutz", "eu", "unklar"],
    Dimension.ACCOMMODATION: ["ea", "vu", "au", "privat"],
    Dimension.ARRIVAL: ["flucht", "eu", "familie"],
    Dimension.MUNICIPALITY: ["bruchsal", "ettlingen", "oestringen", "waghaeusel"],
    Dimension.TOPIC: ["arbeit", "schule", "schulden"],
    Dimension.PERIOD: ["laeuft", "vorbei"],
}
YOUNG, ADULT = Ages(12, 26), Ages(27, 120)
LAWFUL = frozenset({"gestattung", "ae_schutz", "eu"})
IM_CASE = Condition(
    accommodations=frozenset({"au"}),
    arrivals=frozenset({"flucht"}),
    periods=frozenset({"laeuft"}),
)
ADULT_IM_CASE = replace(IM_CASE, ages=ADULT)


def own_im(rule_id: str, town: str, since: date | None = None) -> Rule:
    """A town does the integration management itself."""
    when = replace(ADULT_IM_CASE, municipalities=frozenset({town}))
    overrides = frozenset({"§ 5"})
    return Rule(
        rule_id, "§ 6", Mode.LEADS, f"im-{town}", when, valid_from=since, overrides=overrides
    )


AGREEMENT = [
    Rule(
        "ea",
        "§ 2",
        Mode.LEADS,
        "svb",
        Condition(accommodations=frozenset({"ea"})),
        overrides=frozenset({"§ 3", "§ 4", "§ 7"}),
    ),
    Rule("kinder", "§ 3", Mode.PARENTS, when=Condition(ages=Ages(0, 11))),
    Rule("jmd", "§ 4", Mode.LEADS, "jmd", Condition(ages=YOUNG, statuses=LAWFUL)),
    Rule("jmd-d", "§ 4", Mode.LEADS, "jmd", Condition(ages=YOUNG, statuses=frozenset({"duldung"}))),
    Rule("jmd-im", "§ 4", Mode.SUPPORTS, "im", replace(IM_CASE, ages=YOUNG)),
    Rule("im", "§ 5", Mode.LEADS, "im", ADULT_IM_CASE, overrides=frozenset({"§ 7"})),
    own_im("im-w", "waghaeusel"),
    own_im("im-e", "ettlingen", since=date(2026, 4, 1)),
    Rule("mbe", "§ 7", Mode.LEADS, "mbe", Condition(ages=ADULT, statuses=LAWFUL)),
    Rule("schulden", "§ 8", Mode.REFERS, "sb", Condition(topics=frozenset({"schulden"}))),
]
BOOK = RuleBook(AGREEMENT, TODAY, UNIVERSE)

REFUGEE = Case(
    ages=Ages(35, 35),
    status="ae_schutz",
    accommodation="au",
    arrival="flucht",
    municipality="bruchsal",
    topic="arbeit",
    period="laeuft",
)
YOUTH = replace(REFUGEE, ages=Ages(19, 19), status="duldung", municipality="oestringen")


def only_answer(case: Case, *rules: Rule) -> Answer:
    """The answer to a case in which everything that matters is known."""
    book = RuleBook([*AGREEMENT, *rules], TODAY, UNIVERSE)
    routing = book.route(case)
    assert routing.ask is None
    assert routing.answer is not None
    return routing.answer


def leading(answer: Answer) -> list[str]:
    return [one.service for one in answer.leads]


def test_a_young_person_with_duldung_is_led_by_jmd_and_supported_by_im() -> None:
    answer = only_answer(YOUTH)
    assert answer.verdict is Verdict.SETTLED
    [jmd] = answer.leads
    assert (jmd.service, jmd.clauses, jmd.rules) == ("jmd", ("§ 4",), ("jmd-d",))
    [im] = answer.supports
    assert (im.service, im.clauses, im.rules) == ("im", ("§ 4",), ("jmd-im",))


@pytest.mark.parametrize(("age", "service"), [(12, "jmd"), (26, "jmd"), (27, "im"), (120, "im")])
def test_people_change_service_at_their_27th_birthday(age: int, service: str) -> None:
    answer = only_answer(replace(REFUGEE, ages=Ages(age, age)))
    assert leading(answer) == [service]


def test_an_exception_wins_and_says_against_what() -> None:
    answer = only_answer(REFUGEE)
    assert leading(answer) == ["im"]
    assert answer.lost == (Lost("mbe", ("im",)),)


def test_an_exception_that_lost_itself_beats_nothing() -> None:
    # § 6 overrides § 5, so § 5 cannot override § 7 any more: MBE and the town both lead.
    answer = only_answer(replace(REFUGEE, municipality="waghaeusel"))
    assert leading(answer) == ["im-waghaeusel", "mbe"]
    assert answer.verdict is Verdict.OVERLAP
    assert answer.lost == (Lost("im", ("im-w",)),)


def test_a_rule_counts_only_on_the_days_it_is_valid() -> None:
    case = replace(REFUGEE, municipality="ettlingen", status="duldung")
    for day, service in [(date(2026, 3, 31), "im"), (date(2026, 4, 1), "im-ettlingen")]:
        answer = route(case, AGREEMENT, day, UNIVERSE).answer
        assert answer is not None
        assert leading(answer) == [service]


def test_a_case_nobody_is_responsible_for_is_a_gap() -> None:
    answer = only_answer(replace(REFUGEE, status="duldung", period="vorbei"))
    assert answer == Answer(Verdict.GAP)


def test_not_removes_what_a_service_leads_and_supports_but_no_referral() -> None:
    no_jmd = Rule("kein-jmd", "§ 9", Mode.NOT, "jmd", Condition(topics=frozenset({"schule"})))
    no_im = replace(no_jmd, id="kein-im", service="im")
    no_sb = replace(no_jmd, id="keine-sb", service="sb")
    debts = Rule("auch-sb", "§ 8", Mode.REFERS, "sb")
    answer = only_answer(replace(YOUTH, topic="schule"), no_jmd, no_im, no_sb, debts)
    assert answer.verdict is Verdict.GAP
    assert answer.leads == answer.supports == ()
    assert [one.service for one in answer.refers] == ["sb"]
    assert answer.lost == (Lost("jmd-d", ("kein-jmd",)), Lost("jmd-im", ("kein-im",)))


def test_a_not_that_lost_to_an_exception_removes_nothing() -> None:
    no_jmd = Rule("kein-jmd", "§ 9", Mode.NOT, "jmd")
    but_here = Rule("doch", "§ 10", Mode.SUPPORTS, "sb", overrides=frozenset({"§ 9"}))
    answer = only_answer(YOUTH, no_jmd, but_here)
    assert leading(answer) == ["jmd"]
    assert answer.lost == (Lost("kein-jmd", ("doch",)),)


def test_rules_of_one_service_are_one_entry_with_all_its_clauses() -> None:
    again = Rule("noch", "§ 12", Mode.LEADS, "jmd", Condition(ages=Ages(18, 20)))
    answer = only_answer(YOUTH, again)
    [jmd] = answer.leads
    assert answer.verdict is Verdict.SETTLED
    assert (jmd.clauses, jmd.rules) == (("§ 12", "§ 4"), ("jmd-d", "noch"))


@pytest.mark.parametrize(("parents", "service"), [(20, "jmd"), (40, "im")])
def test_for_a_child_the_age_of_the_parents_decides(parents: int, service: str) -> None:
    child = replace(REFUGEE, ages=Ages(5, 5), parent_ages=Ages(parents, parents))
    answer = only_answer(child)
    assert leading(answer) == [service]
    assert answer.via == ("§ 3",)


def test_parents_who_would_be_children_themselves_leave_a_gap() -> None:
    child = replace(REFUGEE, ages=Ages(5, 5), parent_ages=Ages(8, 8))
    assert only_answer(child) == Answer(Verdict.GAP, via=("§ 3",))


def test_an_unknown_age_of_the_parents_never_means_a_child() -> None:
    routing = BOOK.route(replace(REFUGEE, ages=Ages(5, 5)))
    assert {tuple(leading(answer)) for answer in routing.possible} == {("jmd",), ("im",)}
    assert routing.ask is Dimension.PARENT_AGE


def test_an_exception_can_keep_the_parents_out_of_it() -> None:
    child = replace(REFUGEE, ages=Ages(5, 5), accommodation="ea")
    answer = only_answer(child)
    assert leading(answer) == ["svb"]
    assert answer.via == ()
    assert answer.lost == (Lost("kinder", ("ea",)),)


def test_the_parents_age_is_not_asked_before_the_own_age() -> None:
    # The parents' age would decide more: two answers left, not 2.5 on average.
    parents = Rule("p", "§ 1", Mode.PARENTS, when=Condition(ages=Ages(9, 11)))
    by_age = [
        Rule(f"r{age}", "§ 2", Mode.LEADS, f"s{age}", Condition(ages=Ages(age, age)))
        for age in (12, 13, 14)
    ]
    case = Case(ages=Ages(9, 12), parent_ages=Ages(12, 14))
    assert route(case, [parents, *by_age], TODAY, UNIVERSE).ask is Dimension.AGE


def test_the_parents_age_is_never_asked_of_an_adult() -> None:
    for period in UNIVERSE[Dimension.PERIOD]:
        adult = Case(ages=ADULT, period=period)
        assert BOOK.route(adult).ask is not Dimension.PARENT_AGE


def test_unknown_facts_leave_several_answers_and_the_question_that_decides() -> None:
    routing = BOOK.route(replace(REFUGEE, period=None))
    assert routing.answer is None
    assert [leading(answer) for answer in routing.possible] == [["im"], ["mbe"]]
    assert routing.ask is Dimension.PERIOD


def test_the_answer_for_most_people_comes_first() -> None:
    routing = BOOK.route(replace(REFUGEE, topic=None, arrival=None))
    led = [leading(answer) for answer in routing.possible]
    assert led == [["mbe"], ["im"], ["mbe"], ["im"]]
    assert [bool(answer.refers) for answer in routing.possible] == [False, False, True, True]


def test_for_a_child_the_answer_for_most_parents_comes_first() -> None:
    child = replace(REFUGEE, ages=Ages(5, 5), parent_ages=Ages(18, 28))
    assert [leading(answer) for answer in BOOK.route(child).possible] == [["jmd"], ["im"]]


@pytest.mark.parametrize("statuses", [["eu", "duldung"], ["duldung", "eu"]])
def test_equally_frequent_answers_keep_their_order(statuses: list[str]) -> None:
    rules = [
        Rule(status, "§ 1", Mode.LEADS, f"für-{status}", Condition(statuses=frozenset({status})))
        for status in statuses
    ]
    routing = route(Case(), rules, TODAY, {**UNIVERSE, Dimension.STATUS: statuses})
    assert [leading(answer) for answer in routing.possible] == [["für-duldung"], ["für-eu"]]


def test_a_fact_that_decides_nothing_is_not_asked_even_if_rules_mention_it() -> None:
    # Status and arrival decide together only; housing is mentioned and changes nothing.
    both = Condition(statuses=frozenset({"eu"}), arrivals=frozenset({"eu"}))
    neither = Condition(statuses=frozenset({"duldung"}), arrivals=frozenset({"flucht"}))
    housed = replace(both, accommodations=frozenset({"au"}))
    rules = [
        Rule(f"r{number}", "§ 1", Mode.LEADS, "mbe", when)
        for number, when in enumerate([both, neither, housed])
    ]
    sets = {**UNIVERSE, Dimension.STATUS: ["duldung", "eu"], Dimension.ARRIVAL: ["eu", "flucht"]}
    assert route(Case(), rules, TODAY, sets).ask is Dimension.STATUS


def test_a_question_is_judged_by_all_its_values() -> None:
    # Three towns of four need no status: the town leaves 1.25 answers, the status two.
    here = Condition(municipalities=frozenset({"ettlingen"}))
    elsewhere = frozenset(UNIVERSE[Dimension.MUNICIPALITY]) - here.municipalities
    rules = [
        Rule("r1", "§ 1", Mode.LEADS, "im", Condition(municipalities=elsewhere)),
        Rule("r2", "§ 1", Mode.LEADS, "mbe", replace(here, statuses=frozenset({"eu"}))),
    ]
    sets = {**UNIVERSE, Dimension.STATUS: ["duldung", "eu"]}
    assert route(Case(), rules, TODAY, sets).ask is Dimension.MUNICIPALITY


def test_nothing_is_asked_that_changes_only_the_reasons() -> None:
    # With Duldung IM leads unopposed, else against MBE: to the person it is the same.
    routing = BOOK.route(replace(REFUGEE, status=None))
    assert routing.ask is None
    assert routing.answer is not None
    assert leading(routing.answer) == ["im"]
    assert routing.answer.lost == (Lost("mbe", ("im",)),)


def test_reasons_of_the_same_answer_are_gathered() -> None:
    routing = BOOK.route(replace(YOUTH, status=None))
    jmd = [answer.leads[0] for answer in routing.possible if answer.leads]
    assert [one.rules for one in jmd] == [("jmd", "jmd-d")]


def test_answering_what_is_asked_leads_to_one_answer() -> None:
    case = Case()
    facts = {
        Dimension.AGE: {"ages": Ages(5, 5)},
        Dimension.PARENT_AGE: {"parent_ages": Ages(30, 30)},
    }
    asked: list[Dimension] = []
    while (ask := BOOK.route(case).ask) is not None:
        assert ask not in asked
        asked.append(ask)
        codes = {ask.value: UNIVERSE.get(ask, [""])[-1]}
        case = replace(case, **facts.get(ask, codes))
    assert BOOK.route(case).answer is not None


def test_without_rules_everything_is_one_gap() -> None:
    routing = route(Case(), [], TODAY, UNIVERSE)
    assert routing.answer == Answer(Verdict.GAP)
    assert RuleBook([], TODAY, UNIVERSE).age_breaks() == (Ages.any(),)


def test_the_codes_a_case_may_state_are_told_whether_a_rule_names_them_or_not() -> None:
    for book in (BOOK, RuleBook([], TODAY, UNIVERSE)):
        assert {one: list(book.codes(one)) for one in UNIVERSE} == UNIVERSE


def test_age_groups_follow_the_rules_valid_on_the_day() -> None:
    assert BOOK.age_breaks() == (Ages(0, 11), Ages(12, 26), Ages(27, 120))
    later = Rule("ab-18", "§ 9", Mode.LEADS, "mbe", Condition(ages=Ages(18, 18)), date(2026, 3, 2))
    for day, groups in [(TODAY, 3), (date(2026, 3, 2), 5)]:
        assert len(RuleBook([*AGREEMENT, later], day, UNIVERSE).age_breaks()) == groups


@pytest.mark.parametrize(
    "dimension",
    ["status", "accommodation", "arrival", "municipality", "topic", "period"],
)
@pytest.mark.parametrize("code", ["nirgends", ""])
def test_a_code_outside_its_closed_set_is_refused_by_name(dimension: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"Unknown {dimension}: '{code}'"):
        BOOK.route(replace(REFUGEE, **{dimension: code}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sets", "named"),
    [
        ({Dimension.STATUS: ["eu"]}, "given: status"),
        ({**UNIVERSE, Dimension.AGE: ["27"]}, "given: .*age"),
    ],
)
def test_missing_or_surplus_closed_sets_are_refused(
    sets: dict[Dimension, list[str]], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        RuleBook(AGREEMENT, TODAY, sets)


def test_an_empty_closed_set_leaves_the_rules_that_do_not_ask_for_it() -> None:
    empty = {**UNIVERSE, Dimension.TOPIC: []}
    answer = route(replace(REFUGEE, topic=None), AGREEMENT, TODAY, empty).answer
    assert answer is not None
    assert leading(answer) == ["im"]
    assert answer.refers == ()


@pytest.mark.parametrize(
    ("extra", "named"),
    [
        ([Rule("ea", "§ 9", Mode.LEADS, "jmd")], "duplicate-id.*: ea"),
        ([Rule("x", "§ 9", Mode.LEADS, "jmd", overrides=frozenset({"§ 9"}))], "own-clause.*: x"),
        ([Rule("x", "§ 7", Mode.LEADS, "jmd", overrides=frozenset({"§ 5"}))], "circle.*: im, x"),
    ],
)
def test_rules_without_a_clear_meaning_are_refused(extra: list[Rule], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        RuleBook([*AGREEMENT, *extra], TODAY, UNIVERSE)


def test_an_exception_to_a_clause_without_rules_does_no_harm() -> None:
    lonely = Rule("x", "§ 9", Mode.SUPPORTS, "sb", overrides=frozenset({"§ 99"}))
    assert leading(only_answer(YOUTH, lonely)) == ["jmd"]
