"""The coverage page: gaps and overlaps as a person says them, and why."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from agreement.models import WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.coverage.reading import (
    PAGE,
    browser_of,
    cells,
    part,
    ways_to_accept,
    words,
)

pytestmark = pytest.mark.django_db


def test_gaps_and_overlaps_are_said_as_a_person_says_them(text: WorkingTextPage) -> None:
    told = part(browser_of(people.staff()).get(PAGE), "befunde")
    assert "2 Lücken" in told
    assert "Ab 40 Jahren: niemand" in told
    assert "27 bis 39 Jahre mit Duldung: niemand" in told
    assert "1 Doppelzuständigkeit" in told
    assert "zugleich" in told
    assert "25 bis 26 Jahre mit jedem Aufenthaltsstatus außer Duldung" in told


def test_a_finding_names_its_clauses_and_what_lost_to_which_exception(
    text: WorkingTextPage,
) -> None:
    told = part(browser_of(people.staff()).get(PAGE), "befunde")
    assert "§ 1 Abs. 2 Erwachsene" in told
    assert "es geht vor: § 1 Abs. 3 Duldung" in told
    assert "Keine Regel nennt für diese Fälle einen Dienst." in told


def test_every_cell_is_lettered_and_opens_to_its_reasons(text: WorkingTextPage) -> None:
    browser = browser_of(people.staff())
    answer = browser.get(PAGE)
    html = answer.content.decode()
    for mark, said in (("0", "niemand"), ("1", "ein Dienst"), ("2+", "mehrere Dienste")):
        assert f'<span aria-hidden="true">{mark}</span><span class="visually-hidden">{said}' in html
    addresses = cells(answer)
    assert "duldung" not in "".join(addresses.values())

    opened = part(browser.get(addresses["27-3-3"]), "feld")

    assert "27 bis 39 Jahre mit Duldung" in opened
    assert "Niemand ist zuständig." in opened
    assert "nicht zuständig ist" in opened
    assert "Passt nicht: Alter" in opened


def test_a_topic_and_a_place_narrow_list_and_matrix(text: WorkingTextPage) -> None:
    only_in_bretten = texts.clause(
        texts.rule(service="im", age_from=40, municipalities=["08215007"], topics=["wohnen"])
    )
    texts.section(only_in_bretten, of=text)
    browser = browser_of(people.staff())
    somewhere = browser.get(PAGE, {"gemeinde": "08215007", "anliegen": "wohnen"})
    assert "ab 40" not in part(somewhere, "befunde").lower()
    assert "2 weitere Befunde" in part(somewhere, "befunde")
    elsewhere = browser.get(PAGE, {"gemeinde": "08215009"})
    assert "Ab 40 Jahren" in part(elsewhere, "befunde")


def test_a_gap_that_begins_on_a_later_day_is_found_today(text: WorkingTextPage) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    ending = texts.clause(
        texts.rule(service="im", age_from=40, valid_until=tomorrow.isoformat()),
    )
    texts.section(ending, of=text)
    browser = browser_of(people.staff())
    gap_from = tomorrow + timedelta(days=1)

    today = part(browser.get(PAGE), "befunde")

    before, after = today.split("Was später dazukommt")
    assert "Ab 40 Jahren: niemand" not in before
    assert f"Ab {date_format(gap_from)} Ab 40 Jahren: niemand" in after
    then = part(browser.get(PAGE, {"tag": gap_from.isoformat()}), "befunde")
    assert "Ab 40 Jahren: niemand" in then
    assert "Was später dazukommt" not in then


@pytest.mark.parametrize(
    "asked",
    [
        {"tag": "gestern"},
        {"tag": "2025-02-30"},
        {"gemeinde": "08212000"},
        {"anliegen": "' OR 1=1"},
        {"gekommen": "x" * 10_000},
        {"zeitraum": "١٢"},
    ],
)
def test_bad_filters_are_told_and_the_page_stays(
    text: WorkingTextPage, asked: dict[str, str]
) -> None:
    answer = browser_of(people.staff()).get(PAGE, asked)
    assert answer.status_code == 200
    assert "Das ist kein Datum" in words(answer) or "Das steht nicht zur Auswahl" in words(answer)
    assert "2 Lücken" in words(answer)


@pytest.mark.parametrize("name", ["", "1", "999-9-9", "0-0-0", "27-99-1", "a-b-c", "-1-1-1"])
def test_a_cell_that_does_not_exist_is_left_out(text: WorkingTextPage, name: str) -> None:
    answer = browser_of(people.staff()).get(PAGE, {"zelle": name})
    assert answer.status_code == 200
    assert 'id="feld"' not in answer.content.decode()


def test_everything_covered_is_said(text: WorkingTextPage, coordination: Any) -> None:
    texts.accepted_finding(of=text.agreement)
    texts.accepted_finding(of=text.agreement, kind="overlap", services=["jmd", "mbe"])
    told = words(browser_of(coordination).get(PAGE))
    assert "Alles abgedeckt" in told
    assert "Doppelzuständigkeiten" not in told


def test_without_any_text_the_page_says_what_is_missing(coordination: Any) -> None:
    assert "Noch keine Arbeitsfassung" in words(browser_of(coordination).get(PAGE))


def test_without_rules_the_page_says_so(coordination: Any) -> None:
    made = texts.working_text(of=texts.agreement(accepts_gaps=False))
    texts.section(texts.clause(), of=made)
    assert "Noch keine Regeln" in words(browser_of(coordination).get(PAGE))


def test_rules_that_contradict_each_other_are_named_instead_of_an_answer(
    coordination: Any,
) -> None:
    made = texts.working_text(of=texts.agreement(accepts_gaps=False))
    one, other = texts.uid(), texts.uid()
    first = texts.clause(texts.rule(overrides=[other]), uid=one)
    second = texts.clause(texts.rule(overrides=[one]), uid=other)
    texts.section(first, second, of=made)
    answer = browser_of(coordination).get(PAGE)
    assert answer.status_code == 200
    assert "Die Regeln widersprechen sich" in words(answer)
    assert "§ 1 Abs. 1 hat eine Regel, die mit anderen im Kreis vorgeht" in words(answer)
    assert "Matrix" not in words(answer)
    assert browser_of(coordination).get(f"{PAGE}tabelle/").status_code == 200


def test_a_version_is_read_with_its_own_rules_and_what_was_accepted(
    text: WorkingTextPage, coordination: Any
) -> None:
    texts.accepted_finding(of=text.agreement, reason="Beschluss vom Mai (Beispiel)")
    texts.accepted_finding(of=text.agreement, kind="overlap", services=["jmd", "mbe"])
    texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    text.agreement.accepted_findings.all().delete()
    browser = browser_of(people.staff())

    version = words(browser.get(f"{PAGE}fassungen/1/"))

    assert "Alles abgedeckt" in version
    assert "Beschluss vom Mai (Beispiel)" in version
    assert "von der Koordination" in version
    assert "Zurücknehmen" not in version
    assert ways_to_accept(browser_of(coordination).get(f"{PAGE}fassungen/1/")) == []
    assert "2 Lücken" in words(browser.get(PAGE))
    assert browser.get(f"{PAGE}fassungen/7/").status_code == 404


@pytest.mark.parametrize("address", ["", "tabelle/", "fassungen/1/", "hinnehmen/abc/"])
def test_a_visitor_gets_nothing(text: WorkingTextPage, address: str) -> None:
    answer = Client().get(f"{PAGE}{address}")
    assert answer.status_code == 302
    assert "/konto/anmelden/" in answer["Location"]


def test_the_page_asks_as_many_questions_for_many_findings_as_for_few(
    text: WorkingTextPage, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(people.staff())
    for one in range(2):
        texts.accepted_finding(of=text.agreement, reason=f"Beispiel {one}")
    browser.get(PAGE)
    with django_assert_max_num_queries(40) as few:
        browser.get(PAGE)
    for number in range(10):
        rule = texts.rule(service="im", age_from=40 + 2 * number, age_to=40 + 2 * number)
        texts.section(texts.clause(rule), of=text)
        texts.accepted_finding(of=text.agreement, reason=f"Beispiel {number}")
    browser.get(PAGE)
    with django_assert_max_num_queries(40) as many:
        browser.get(PAGE)
    assert len(many) == len(few)
    own = [each for each in many if "agreement_" in each["sql"] or "directory_topic" in each["sql"]]
    assert len(own) <= 6, [each["sql"][:90] for each in own]
    assert len(many) <= 20
