"""Whom the demo's agreement makes responsible: every case, and each order of the routing."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from itertools import product
from typing import Any

import pytest

from agreement.responsibility.answers import Answer, ServiceAnswer, Verdict
from agreement.responsibility.facts import Ages, Case
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import check_rules
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.operations.demo.agreement_text import clause_uid
from tests.unit.operations.rules_of_the_demo import AGS, TOPICS, book, rules_of, version

DAYS = {1: (date(2024, 6, 1),), 2: (date(2025, 6, 1), date(2026, 6, 1))}
AGES = (0, 11, 12, 20, 26, 27, 45, 120)
PLACES = ("Bruchsal", "Ettlingen", "Östringen", "Waghäusel")
BOOKS = [(number, day) for number, days in DAYS.items() for day in days]


@pytest.fixture(scope="module")
def today() -> RuleBook:
    """The second version, when all five municipalities do integration management themselves."""
    return book(2, date(2026, 6, 1))


def answer(rules: RuleBook, age: int, *, parents: int = 35, **facts: str) -> Answer:
    """Return the one answer for a case in which nothing that matters is unknown."""
    case = Case(ages=Ages(age, age), parent_ages=Ages(parents, parents), **facts)
    (only,) = rules.route(case).possible
    return only


def services(answers: Iterable[ServiceAnswer]) -> list[str]:
    return [one.service for one in answers]


def is_accepted_gap(case: Case) -> bool:
    """The one gap the agreement names: tolerated, from 27, not with integration management."""
    age = case.ages.low if case.ages.low >= 12 else case.parent_ages.low
    with_integration_management = (
        case.accommodation == Accommodation.FOLLOW_UP
        and case.arrival == Arrival.REFUGEE
        and case.period == Period.RUNNING
    )
    return (
        case.status == ResidenceStatus.TOLERATED
        and case.accommodation in (Accommodation.FOLLOW_UP, Accommodation.PRIVATE)
        and age >= 27
        and not with_integration_management
    )


@pytest.mark.parametrize(("number", "day"), BOOKS)
def test_every_case_has_one_leading_service_or_is_the_named_gap(number: int, day: date) -> None:
    rules = book(number, day)
    verdicts: Counter[Verdict] = Counter()
    for age, status, housing, arrival, period, place, topic in product(
        AGES, ResidenceStatus.values, Accommodation.values, Arrival.values, Period.values,
        PLACES, TOPICS[2:4],
    ):  # fmt: skip
        case = Case(
            ages=Ages(age, age),
            parent_ages=Ages(30, 30),
            status=status,
            accommodation=housing,
            arrival=arrival,
            period=period,
            municipality=AGS[place],
            topic=topic,
        )
        (found,) = rules.route(case).possible
        expected = Verdict.GAP if is_accepted_gap(case) else Verdict.SETTLED
        assert found.verdict is expected, case
        assert all(one.clauses for one in (*found.leads, *found.supports)), case
        assert found.leads or found.lost, case
        verdicts[found.verdict] += 1
    assert verdicts[Verdict.GAP] < verdicts[Verdict.SETTLED] / 10


@pytest.mark.parametrize(("number", "day"), BOOKS)
def test_the_gap_is_there_because_a_clause_names_it(number: int, day: date) -> None:
    facts: dict[str, Any] = {"status": "duldung", "accommodation": "privat", "topic": "wohnen"}
    found = answer(book(number, day), 30, **facts)
    named = {rule.id for rule in rules_of(version(number)) if rule.clause == clause_uid("duldung")}
    assert found.verdict is Verdict.GAP
    assert {winner for lost in found.lost for winner in lost.to} <= named


@pytest.mark.parametrize("number", DAYS)
def test_the_rules_hang_together(number: int) -> None:
    assert check_rules(rules_of(version(number))) == []


@pytest.mark.parametrize("number", DAYS)
def test_the_rules_speak_in_codes_that_everybody_knows(number: int) -> None:
    known: dict[str, Collection[str]] = {
        "statuses": ResidenceStatus.values,
        "accommodations": Accommodation.values,
        "arrivals": Arrival.values,
        "periods": Period.values,
        "topics": TOPICS,
        "municipalities": AGS.values(),
        "overrides": [clause.uid for clause in version(number).clauses()],
    }
    ends = {"mode", "service", "age_from", "age_to", "valid_from", "valid_until"}
    for clause in version(number).clauses():
        for rule in clause.rules:
            assert set(rule.values) <= known.keys() | ends, rule
            assert all(set(rule.values.get(name, ())) <= set(known[name]) for name in known), rule


@pytest.mark.parametrize("number", DAYS)
def test_every_clause_with_rules_says_so_in_plain_words(number: int) -> None:
    silent = [c.number for c in version(number).clauses() if c.rules and not c.plain]
    assert silent == []


@pytest.mark.parametrize("age", AGES)
@pytest.mark.parametrize("status", ["ankunftsnachweis", "unklar", "eu"])
def test_in_the_reception_centre_the_social_and_procedural_advice_leads(
    today: RuleBook, age: int, status: str
) -> None:
    found = answer(today, age, accommodation="ea", status=status)
    assert services(found.leads) == ["svb"]
    assert services(found.supports) == []


def test_arriving_from_the_eu_into_the_reception_centre_is_answered_though_it_cannot_be(
    today: RuleBook,
) -> None:
    found = answer(today, 40, accommodation="ea", arrival="eu")
    assert services(found.leads) == ["svb"]


@pytest.mark.parametrize(("age", "support"), [(20, ["jmd"]), (27, ["mbe"]), (60, ["mbe"])])
def test_in_provisional_accommodation_refugee_social_work_leads_and_support_goes_by_age(
    today: RuleBook, age: int, support: list[str]
) -> None:
    found = answer(today, age, accommodation="vu", status="gestattung")
    assert services(found.leads) == ["fsa"]
    assert services(found.supports) == support


@pytest.mark.parametrize("status", ["ae_schutz", "gestattung", "duldung", "s104c", "unklar"])
def test_refugees_from_27_in_follow_up_accommodation_go_to_integration_management(
    today: RuleBook, status: str
) -> None:
    found = answer(
        today, 27, accommodation="au", arrival="flucht", period="laeuft", status=status,
        municipality=AGS["Bruchsal"], topic="wohnen",
    )  # fmt: skip
    assert services(found.leads) == ["im"]
    assert found.leads[0].clauses == (clause_uid("im-zustaendig"),)


def test_from_ukraine_integration_management_leads_in_private_housing_too(today: RuleBook) -> None:
    found = answer(
        today, 40, accommodation="privat", status="s24", period="laeuft",
        municipality=AGS["Bruchsal"], topic="wohnen",
    )  # fmt: skip
    assert services(found.leads) == ["im"]


@pytest.mark.parametrize("status", ["duldung", "ae_schutz", "eu", "ae_andere", "spaet", "fiktion"])
@pytest.mark.parametrize("age", [12, 26])
def test_from_12_to_26_the_youth_migration_service_leads(
    today: RuleBook, age: int, status: str
) -> None:
    found = answer(today, age, accommodation="privat", status=status)
    assert services(found.leads) == ["jmd"]


def test_integration_management_supports_the_young_in_its_period_only(today: RuleBook) -> None:
    facts: dict[str, Any] = {"accommodation": "au", "arrival": "flucht", "status": "ae_schutz"}
    running = answer(today, 20, period="laeuft", **facts)
    over = answer(today, 20, period="beendet", **facts)
    assert (services(running.leads), services(running.supports)) == (["jmd"], ["im"])
    assert (services(over.leads), services(over.supports)) == (["jmd"], [])


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "eu", "arrival": "eu", "accommodation": "privat"},
        {"status": "ae_andere", "arrival": "familie", "accommodation": "privat"},
        {"status": "ae_andere", "arrival": "arbeit", "accommodation": "privat"},
        {"status": "spaet", "arrival": "spaet", "accommodation": "privat"},
        {"status": "gestattung", "arrival": "flucht", "accommodation": "privat"},
        {"status": "s104c", "arrival": "flucht", "accommodation": "au", "period": "beendet"},
        {"status": "ae_schutz", "arrival": "flucht", "accommodation": "au", "period": "beendet"},
        {"status": "s24", "arrival": "flucht", "accommodation": "privat", "period": "beendet"},
        {"status": "unklar", "accommodation": "privat"},
    ],
)
def test_from_27_everybody_else_goes_to_migration_advice(
    today: RuleBook, facts: dict[str, Any]
) -> None:
    assert services(answer(today, 27, topic="arbeit", **facts).leads) == ["mbe"]


@pytest.mark.parametrize(("parents", "service"), [(35, "mbe"), (24, "jmd")])
def test_under_12_the_age_of_the_parents_decides(
    today: RuleBook, parents: int, service: str
) -> None:
    found = answer(
        today, 8, parents=parents, accommodation="privat", status="ae_andere", topic="arbeit"
    )
    assert services(found.leads) == [service]
    assert found.via == (clause_uid("kinder"),)


def test_parents_get_support_from_the_youth_migration_service_about_school(
    today: RuleBook,
) -> None:
    found = answer(today, 40, accommodation="privat", status="eu", topic="schule")
    assert (services(found.leads), services(found.supports)) == (["mbe"], ["jmd"])


def test_nobody_leads_for_the_tolerated_from_27_once_the_period_is_over(today: RuleBook) -> None:
    facts: dict[str, Any] = {"status": "duldung", "arrival": "flucht", "accommodation": "au"}
    found = answer(today, 30, period="beendet", topic="arbeit", **facts)
    assert (found.verdict, services(found.leads)) == (Verdict.GAP, [])
    assert services(answer(today, 26, period="beendet", **facts).leads) == ["jmd"]


@pytest.mark.parametrize(
    ("town", "day", "own"),
    [
        ("Waghäusel", date(2025, 1, 1), True),
        ("Ettlingen", date(2025, 12, 31), False),
        ("Ettlingen", date(2026, 1, 1), True),
        ("Bruchsal", date(2026, 1, 1), False),
    ],
)
def test_towns_with_their_own_integration_management_are_named_by_their_clause(
    town: str, day: date, *, own: bool
) -> None:
    found = answer(
        book(2, day), 30, accommodation="au", arrival="flucht", period="laeuft",
        status="ae_schutz", municipality=AGS[town], topic="wohnen",
    )  # fmt: skip
    assert services(found.leads) == ["im"]
    assert (clause_uid("im-gemeinden") in found.leads[0].clauses) is own


def test_the_second_version_moves_people_from_one_service_to_another() -> None:
    before, after = book(1, DAYS[1][0]), book(2, DAYS[2][1])
    from_ukraine: dict[str, Any] = {"status": "s24", "accommodation": "privat", "period": "laeuft"}
    without_papers: dict[str, Any] = {"status": "unklar", "accommodation": "privat"}
    place: dict[str, Any] = {"municipality": AGS["Bruchsal"], "topic": "wohnen"}
    assert services(answer(before, 40, **from_ukraine, **place).leads) == ["mbe"]
    assert services(answer(after, 40, **from_ukraine, **place).leads) == ["im"]
    assert services(answer(before, 20, **without_papers, **place).leads) == ["mbe"]
    assert services(answer(after, 20, **without_papers, **place).leads) == ["jmd"]
