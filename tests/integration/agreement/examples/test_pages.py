"""The pages of the example cases: red and green in words, for the network alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreement.enums import ExampleState
from agreement.models import ExampleCase, SectionPage, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.examples.conftest import case

pytestmark = pytest.mark.django_db

LIST = "/intern/abdeckung/beispielfaelle/"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(people.staff())
    return client


@pytest.fixture
def coordinating(client: Client, coordination: Any) -> Client:
    client.force_login(coordination)
    return client


def _page(client: Client, path: str = LIST) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_visitors_and_strangers_see_no_case(client: Client, text: WorkingTextPage) -> None:
    made = case(text)

    for path in (LIST, f"{LIST}{made.uuid}/", f"{LIST}neu/", f"{LIST}{made.uuid}/bearbeiten/"):
        assert client.get(path).status_code == 302
        assert client.post(path, {"act": "agree"}).status_code in {302, 403}
    client.force_login(people.account())
    assert client.get(LIST).status_code in {403, 404}


def test_the_list_counts_green_and_says_of_red_what_is_wrong(
    staff: Client, text: WorkingTextPage
) -> None:
    case(text, title="Bleibt so")
    case(text, title="Kommt anders", expected_leads=["mbe"], expected_supports=["im"])
    case(text, ExampleState.PROPOSED, title="Nur ein Vorschlag", expected_leads=["im"])
    case(text, ExampleState.WITHDRAWN, title="Nicht mehr")

    page = _page(staff)

    assert "1 von 2 Fällen wie vereinbart" in page
    red = page[page.index("Kommt anders") : page.index("Bleibt so")]
    assert "anders als vereinbart" in red
    assert "Zuständig: MBE. Unterstützt: IM." in red
    assert "§ 1 Abs. 1 Junge Menschen" in red
    assert "Vorgeschlagen, noch nicht vereinbart" in page
    assert page.index("Nur ein Vorschlag") < page.index("Nicht mehr")


def test_a_red_case_links_to_the_clause_in_the_editor(staff: Client, text: WorkingTextPage) -> None:
    made = case(text, expected_leads=["mbe"])
    section = SectionPage.objects.get()
    uid = section.clauses[0].id

    editor = reverse("wagtailadmin_pages:edit", args=[section.pk])
    assert f'href="{editor}#block-{uid}-section"' in _page(staff)
    assert f'href="{LIST}{made.uuid}/"' in _page(staff)


def test_a_draft_shows_at_once_what_it_changes(staff: Client, text: WorkingTextPage) -> None:
    case(text)
    section = SectionPage.objects.get().specific
    texts.set_clauses(section, [texts.clause(texts.rule(service="im"))])
    section.save_revision()

    assert "0 von 1 Fall wie vereinbart" in _page(staff)


def test_rules_in_a_circle_are_said_and_crash_nothing(staff: Client, text: WorkingTextPage) -> None:
    made = case(text)
    one, two = texts.uid(), texts.uid()
    section = SectionPage.objects.get().specific
    circle = [
        texts.clause(texts.rule(overrides=[two]), uid=one),
        texts.clause(texts.rule(overrides=[one]), uid=two),
    ]
    texts.set_clauses(section, circle)
    section.save_revision()

    assert "widersprechen sich" in _page(staff)
    assert "widersprechen sich" in _page(staff, f"{LIST}{made.uuid}/")


def test_a_fact_that_is_gone_is_said_at_its_case(staff: Client, text: WorkingTextPage) -> None:
    case(text, topic="gibtsnichtmehr")

    assert "Eine Angabe dieses Falls gibt es nicht mehr" in _page(staff)


@pytest.mark.parametrize("query", ["?fassung=99", "?fassung=../x", "?vereinbarung=keine"])
def test_a_text_that_does_not_exist_is_not_found(
    staff: Client, text: WorkingTextPage, query: str
) -> None:
    answer = staff.get(LIST + query)

    assert answer.status_code == 404
    assert "gibt es nicht" in answer.content.decode()


def test_before_there_is_an_agreement_the_list_says_so(staff: Client) -> None:
    assert "Noch keine Vereinbarung" in _page(staff)
    assert staff.get(f"{LIST}neu/").status_code == 404


def test_staff_propose_by_the_form(staff: Client, text: WorkingTextPage, fields: Any) -> None:
    answer = staff.post(f"{LIST}neu/", fields, follow=True)

    made = ExampleCase.objects.get()
    assert answer.redirect_chain == [(f"{LIST}{made.uuid}/", 302)]
    assert "Der Beispielfall ist vorgeschlagen." in answer.content.decode()
    assert made.state == ExampleState.PROPOSED


def test_a_refused_proposal_keeps_what_was_written(
    staff: Client, text: WorkingTextPage, fields: Any
) -> None:
    answer = staff.post(
        f"{LIST}neu/", {**fields, "age": "200", "description": "Ruf an: 030 23125-123"}
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Telefonnummer oder E-Mail-Adresse" in page
    assert "Das Alter liegt zwischen 0 und 120 Jahren." in page
    assert "Ruf an: 030 23125-123" in page
    assert not ExampleCase.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"age": "١٩x"},
        {"age": "-1"},
        {"on": "gestern"},
        {"title": "x" * 10_000},
        {"expected_leads": ["' OR 1=1"]},
        {"municipality": "99999999"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    staff: Client, text: WorkingTextPage, fields: Any, wrong: dict[str, Any]
) -> None:
    answer = staff.post(f"{LIST}neu/", {**fields, **wrong})

    assert answer.status_code == 200
    assert "Bitte prüfen Sie Ihre Angaben" in answer.content.decode()


def test_staff_cannot_edit_or_decide(staff: Client, text: WorkingTextPage, fields: Any) -> None:
    made = case(text, ExampleState.PROPOSED)

    assert staff.get(f"{LIST}{made.uuid}/bearbeiten/").status_code == 403
    assert staff.post(f"{LIST}{made.uuid}/bearbeiten/", fields).status_code == 403
    assert staff.post(f"{LIST}{made.uuid}/", {"act": "agree"}).status_code == 403
    assert "Als vereinbart festhalten" not in _page(staff, f"{LIST}{made.uuid}/")


def test_the_coordination_agrees_edits_and_withdraws(
    coordinating: Client, text: WorkingTextPage, fields: Any
) -> None:
    made = case(text, ExampleState.PROPOSED)
    address = f"{LIST}{made.uuid}/"

    agreed = coordinating.post(address, {"act": "agree"}, follow=True).content.decode()
    assert "Der Fall ist vereinbart." in agreed
    again = coordinating.post(address, {"act": "agree"}, follow=True).content.decode()
    assert "Das ist schon geschehen" in again
    changed = coordinating.post(f"{address}bearbeiten/", {**fields, "age": "20"}, follow=True)
    assert "Er ist jetzt wieder ein Vorschlag" in changed.content.decode()
    coordinating.post(address, {"act": "withdraw"})
    made.refresh_from_db()
    assert (made.age, made.state) == (20, ExampleState.WITHDRAWN)


def test_an_unknown_act_or_case_is_refused(coordinating: Client, text: WorkingTextPage) -> None:
    made = case(text)

    assert coordinating.post(f"{LIST}{made.uuid}/", {"act": "delete"}).status_code == 400
    assert coordinating.get(f"{LIST}00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_list_asks_the_same_queries_for_one_case_and_for_ten(
    staff: Client, text: WorkingTextPage
) -> None:
    case(text)
    _page(staff)
    with CaptureQueriesContext(connection) as few:
        _page(staff)
    for number in range(10):
        case(text, title=f"Fall {number}", expected_leads=["mbe"] if number % 2 else ["jmd"])
    with CaptureQueriesContext(connection) as many:
        _page(staff)
    assert len(many) == len(few)


def test_the_editor_of_a_section_sees_how_the_cases_come_out(
    coordinating: Client, text: WorkingTextPage
) -> None:
    case(text, title="Bleibt so")
    case(text, title="Kommt anders", expected_leads=["mbe"])
    section = SectionPage.objects.get()

    page = _page(coordinating, reverse("wagtailadmin_pages:edit", args=[section.pk]))

    assert "Beispielfälle: 1 von 2 wie vereinbart" in page
    assert "Kommt anders" in page
    assert "Bleibt so" not in page


def test_the_editor_points_out_a_text_that_says_less_than_its_rules(
    coordinating: Client, text: WorkingTextPage
) -> None:
    lacking = texts.clause(texts.rule(age_from=18), text="<p>Der JMD hilft.</p>")
    section = texts.section(lacking, of=text)

    page = _page(coordinating, reverse("wagtailadmin_pages:edit", args=[section.pk]))
    versions = _page(coordinating, reverse("agreement_versions", args=[text.pk]))

    for shown in (page, versions):
        assert "Im Text fehlt: " in shown
        assert "ab 18 Jahren (ab dem 18. Geburtstag)" in shown
    assert f"#block-{lacking['id']}-section" in versions


def test_an_editor_of_an_organisation_may_propose(client: Client, text: WorkingTextPage) -> None:
    client.force_login(people.editor(of=organisation()))

    assert "Beispielfall vorschlagen" in _page(client)
