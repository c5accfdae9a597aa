"""Questions, reviews and what changed for whom: nobody asks, answers or confirms for another."""

from typing import Any

import pytest
from django.test import Client

from agreement.models import Acknowledgement, ChangesTold, ClauseQuestion, Review
from portal.accounts.models import User
from tests.security.asking import Onlooker
from tests.security.world import ROLES, VISITOR, World
from tests.security.world.markers import found_in

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

QUESTIONS = "/intern/rueckfragen/"
CHANGES = "/intern/aenderungen/"
NOBODY = "11111111-1111-4111-8111-111111111111"

# In the order of ROLES: visitor, staff, editor_here, lead_here, editor_there, signatory,
# coordination, administrator. Somebody of the organisation there has asked.
GET = {
    QUESTIONS: "302 200 200 200 200 200 200 200",
    QUESTIONS + "beraten/{clause}/": "302 200 200 200 200 200 200 200",
    QUESTIONS + "beraten/{nobody}/": "302 404 404 404 404 404 404 404",
    QUESTIONS + "geschlossen/{clause}/": "302 404 404 404 404 404 404 404",
    QUESTIONS + "fehlt/{clause}/": "302 404 404 404 404 404 404 404",
    QUESTIONS + "beraten/{clause}/ueberpruefung/": "302 403 403 403 403 403 200 403",
    QUESTIONS + "ueberpruefung/{review}/": "302 403 403 403 403 403 200 403",
    QUESTIONS + "ueberpruefung/999999/": "302 403 403 403 403 403 404 403",
    QUESTIONS + "frage/{question}/antwort/": "302 403 403 403 403 403 200 403",
    QUESTIONS + "frage/{question}/zurueckziehen/": "302 403 403 403 403 403 200 403",
    QUESTIONS + "frage/{nobody}/antwort/": "302 403 403 403 403 403 404 403",
    CHANGES: "302 200 200 200 200 200 200 200",
    CHANGES + "uebersicht/": "302 403 403 200 403 403 200 403",
    CHANGES + "uebersicht/tabelle/": "302 403 403 200 403 403 200 403",
}
MAY_NOT = [role for role in ROLES if role != "coordination"]
WORDS = {
    "text": "Beispiel: untergeschoben",
    "due_on": "2099-01-01",
    "occasion": "Beispiel: untergeschoben",
    "outcome": "Beispiel: untergeschoben",
    "act": "done",
    "answer": "Beispiel: untergeschoben",
    "answered_at": "2024-01-01",
    "asked_by": "1",
    "organisation_name": "Beispiel: untergeschoben",
}


@pytest.fixture
def places(world: World) -> dict[str, Any]:
    consulted = world.consulted
    return {
        "clause": consulted.clause,
        "review": consulted.review.pk,
        "question": consulted.question.pk,
        "nobody": NOBODY,
    }


def kept() -> tuple[object, ...]:
    """Return everything that these pages write."""
    models: tuple[Any, ...] = (ClauseQuestion, Review, Acknowledgement, ChangesTold)
    return tuple(list(model.objects.order_by("pk").values_list()) for model in models)


@pytest.mark.parametrize("role", ROLES)
def test_each_gets_only_where_he_belongs(world: World, places: dict[str, Any], role: str) -> None:
    onlooker, before = Onlooker(world, role), kept()
    got = {door: str(onlooker.answer("GET", door.format(**places)).status_code) for door in GET}
    place = ROLES.index(role)
    assert got == {door: cells.split()[place] for door, cells in GET.items()}
    assert kept() == before


@pytest.mark.parametrize("role", MAY_NOT)
def test_only_the_coordination_answers_plans_and_removes(
    world: World, places: dict[str, Any], role: str
) -> None:
    client, before = world.client(role), kept()
    for door in GET:
        if not door.endswith("{clause}/"):  # there everybody may ask
            assert client.post(door.format(**places), WORDS).status_code in {200, 302, 403, 404}
    assert kept() == before


def test_no_form_is_taken_without_its_token(world: World, places: dict[str, Any]) -> None:
    client, before = Client(enforce_csrf_checks=True), kept()
    client.force_login(world.people["coordination"])
    for door in GET:
        assert client.post(door.format(**places), WORDS).status_code == 403, door
    assert kept() == before


def test_a_question_names_nobody_but_whoever_sent_it(world: World, places: dict[str, Any]) -> None:
    person = world.people["editor_here"]
    User.objects.filter(pk=person.pk).update(last_name="Beispielnachname")
    address = f"{QUESTIONS}beraten/{places['clause']}/"
    assert world.client("editor_here").post(address, WORDS).status_code == 302
    made = ClauseQuestion.objects.latest("asked_at")
    assert (made.asked_by, made.organisation) == (person, world.here.uuid)
    assert (made.answer, made.answered_at, made.organisation_name) == ("", None, world.here.title)
    for role in ("staff", "editor_there", "administrator"):
        page = Onlooker(world, role).answer("GET", address).content.decode()
        assert person.email not in page
        assert "Beispielnachname" not in page


def test_a_visitor_sees_no_question_where_everybody_reads_the_clause(world: World) -> None:
    page = Onlooker(world, VISITOR).answer("GET", f"/beraten/k/{world.consulted.clause}/")
    assert page.status_code == 200
    assert not found_in(page.content.decode())


@pytest.mark.parametrize("role", ["staff", "editor_here", "editor_there", "administrator"])
def test_nobody_confirms_for_an_organisation_of_others(world: World, role: str) -> None:
    client, before = world.client(role), kept()
    foreign = world.here if role == "editor_there" else world.there
    for organisation in (str(foreign.uuid), NOBODY, "", "x"):
        for digest in ("0" * 64, "", "x"):
            sent = {"agreement": "beraten", "version": "1", "digest": digest}
            answer = client.post(CHANGES, sent | {"organisation": organisation})
            assert answer.status_code == 403
    assert kept() == before


def test_nobody_confirms_what_the_page_did_not_show(world: World) -> None:
    client, before = world.client("staff"), kept()
    sent = {"agreement": "beraten", "version": "1", "organisation": str(world.here.uuid)}
    for digest in ("0" * 64, "", "x" * 10_000, "\x00"):
        answer = client.post(CHANGES, sent | {"digest": digest})
        assert answer.status_code in {302, 409}
    for version in ("2", "99", "-1", "9" * 5_000, "x", ""):
        assert client.post(CHANGES, sent | {"version": version}).status_code == 302
    assert kept() == before
