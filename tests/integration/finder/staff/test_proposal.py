"""A disputed answer becomes an example case: new words, and the facts as codes alone."""

import pytest

from agreement.enums import ExampleState
from agreement.models import ExampleCase
from tests.integration.finder.staff.conftest import BOX, Adviser

pytestmark = pytest.mark.django_db
WORDS = {"title": "Ausbildung mit Duldung", "description": "Jemand beginnt eine Ausbildung."}


@pytest.fixture
def proposing(adviser: Adviser) -> Adviser:
    adviser.ask("19 Duldung Östringen Xyzzy")
    adviser.tap("Als Beispielfall vorschlagen")
    return adviser


def send(adviser: Adviser, **fields: object) -> None:
    form = {name: v for name, v in adviser.fields.items() if not name.startswith("expected")}
    adviser.arrive(adviser.client.post(f"{BOX}beispielfall/", {**form, **fields}))


def test_the_form_begins_with_todays_answer_and_without_what_was_typed(proposing: Adviser) -> None:
    chosen = [str(one["value"]) for one in proposing.page.select("main input[checked]")]
    assert chosen == ["jmd"]
    assert "Xyzzy" not in str(proposing.page)
    assert "Östringen" in proposing.text


def test_a_proposal_holds_codes_and_new_words(proposing: Adviser) -> None:
    send(proposing, **WORDS, expected_leads=["mbe"])
    example = ExampleCase.objects.get()
    assert (example.title, example.description) == tuple(WORDS.values())
    assert (example.age, example.status, example.municipality) == (19, "duldung", "08215064")
    assert (example.expected_leads, example.expected_supports) == (["mbe"], [])
    assert example.state == ExampleState.PROPOSED
    assert example.on is None
    assert proposing.response.status_code == 302
    assert proposing.response["Location"].endswith(f"/beispielfaelle/{example.uuid}/")


def test_a_proposal_for_another_day_keeps_the_day(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen", am="2024-06-01")
    adviser.tap("Als Beispielfall vorschlagen")
    send(adviser, **WORDS, expected_leads=["jmd"])
    assert str(ExampleCase.objects.get().on) == "2024-06-01"


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "", "description": "x"},
        {"title": "x" * 300, "description": "x"},
        {**WORDS, "expected_leads": ["zauberer"]},
        {**WORDS, "description": "Rufen Sie an: 0721 1234567, max@example.org"},
    ],
)
def test_what_cannot_be_proposed_is_said_at_its_field(
    proposing: Adviser, fields: dict[str, object]
) -> None:
    send(proposing, **fields)
    assert proposing.response.status_code == 200
    assert proposing.page.select_one(".error-summary") is not None
    assert not ExampleCase.objects.exists()
    title = proposing.page.select_one("input[name=title]")
    assert title is not None
    assert str(title.get("value") or "") == fields["title"]


def test_a_proposal_without_facts_is_refused_in_words(adviser: Adviser) -> None:
    response = adviser.client.post(f"{BOX}beispielfall/", {"frage": "", "gelesen": "", **WORDS})
    assert response.status_code == 400
    assert "Für einen Beispielfall braucht es Angaben" in response.content.decode()
    assert not ExampleCase.objects.exists()


def test_the_page_of_proposals_is_reached_through_the_box_only(adviser: Adviser) -> None:
    response = adviser.client.get(f"{BOX}beispielfall/")
    assert (response.status_code, response["Location"]) == (302, BOX)
