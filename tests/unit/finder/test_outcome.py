from datetime import date

from agreement.responsibility.facts import Ages, Case, Dimension
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.vocabulary import universe
from portal.finder.outcome import Named, State, outcome_of, parents_decide

YOUNG, ADULT, CHILD = Ages(12, 26), Ages(27, 120), Ages(0, 11)


def rule(clause: str, service: str | None, mode: Mode = Mode.LEADS, **when: object) -> Rule:
    return Rule(f"r-{clause}", clause, mode, service, Condition(**when))  # type: ignore[arg-type]


RULES = (
    rule("jmd", "jmd", ages=YOUNG),
    rule("im-hilft", "im", Mode.SUPPORTS, ages=YOUNG, periods=frozenset({"laeuft"})),
    rule("im", "im", ages=ADULT, arrivals=frozenset({"flucht"}), periods=frozenset({"laeuft"})),
    rule("mbe", "mbe", ages=ADULT, statuses=frozenset({"eu", "ae_schutz"})),
    rule("beide", "jmd", Mode.REFERS, ages=ADULT),
    rule("eltern", None, Mode.PARENTS, ages=CHILD),
)
BOOK = RuleBook(RULES, date(2026, 1, 1), universe(["08215007"], ["schule"]))


def test_one_leading_service_is_an_answer_even_if_its_helpers_are_not_sure() -> None:
    outcome = outcome_of(BOOK.route(Case(ages=YOUNG)))
    assert outcome.state is State.SETTLED
    assert outcome.leads == (Named("jmd", ("jmd",)),)
    assert outcome.supports == (Named("im", ("im-hilft",), surely=False),)
    assert outcome.ask is None


def test_no_leading_service_is_a_gap() -> None:
    outcome = outcome_of(BOOK.route(Case(ages=ADULT, status="duldung", arrival="familie")))
    assert outcome.state is State.GAP
    assert outcome.leads == ()
    assert outcome.refers == (Named("jmd", ("beide",)),)
    assert outcome.perhaps_nobody
    assert outcome.against == ()


def test_a_gap_knows_the_rules_that_made_it() -> None:
    denial = rule("nicht", "mbe", Mode.NOT, ages=ADULT, statuses=frozenset({"eu"}))
    book = RuleBook([*RULES, denial], date(2026, 1, 1), universe(["08215007"], ["schule"]))
    outcome = outcome_of(book.route(Case(ages=ADULT, status="eu", arrival="eu")))
    assert outcome.state is State.GAP
    assert outcome.against == ("r-nicht",)


def test_several_leading_services_are_all_named() -> None:
    case = Case(ages=ADULT, status="ae_schutz", arrival="flucht", period="laeuft")
    outcome = outcome_of(BOOK.route(case))
    assert outcome.state is State.OVERLAP
    assert [one.service for one in outcome.leads] == ["im", "mbe"]
    assert not outcome.perhaps_nobody


def test_while_the_answer_is_open_the_deciding_question_and_all_possibilities_are_given() -> None:
    case = Case(ages=ADULT, status="duldung", arrival="flucht")
    outcome = outcome_of(BOOK.route(case))
    assert outcome.state is State.OPEN
    assert outcome.ask is Dimension.PERIOD
    assert outcome.leads == (Named("im", ("im",), surely=False),)
    assert outcome.perhaps_nobody


def test_a_service_is_named_once_in_its_strongest_part() -> None:
    book = RuleBook(
        [*RULES, rule("auch", "jmd", Mode.SUPPORTS, ages=YOUNG)],
        date(2026, 1, 1),
        universe(["08215007"], ["schule"]),
    )
    outcome = outcome_of(book.route(Case(ages=YOUNG, period="beendet")))
    assert [one.service for one in outcome.leads] == ["jmd"]
    assert outcome.supports == ()


def test_the_clause_is_named_by_which_the_parents_decide() -> None:
    outcome = outcome_of(BOOK.route(Case(ages=CHILD, parent_ages=YOUNG)))
    assert outcome.via == ("eltern",)
    assert [one.service for one in outcome.leads] == ["jmd"]


def test_the_parents_age_is_asked_for_children_only() -> None:
    assert parents_decide(BOOK, CHILD)
    assert not parents_decide(BOOK, YOUNG)
    assert not parents_decide(BOOK, None)
