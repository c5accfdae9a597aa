"""Moving, splitting, joining and merging clauses: forged places, tickets, and forms of others."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import Revision

from agreement.merging.bases import written_stamp
from agreement.merging.ticket import Ticket, sealed_ticket
from agreement.models import LineageSuggestion, SectionPage
from tests.security.asking import Onlooker
from tests.security.world import ROLES, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

DEEDS = ("verschieben/", "teilen/", "zusammenlegen/")
MAY_NOT = [role for role in ROLES if role not in {"coordination", "administrator"}]
NONSENSE = ("\x00", "x", "-1:", "9" * 5_000, "9" * 30 + ":", ":", "0:'; --", "<script>", "1e9", "")


def section_of(slug: str) -> Any:
    """Return the section of a working text, as it is now."""
    return SectionPage.objects.get(slug="zielgruppen", url_path__contains=f"/{slug}/").specific


@pytest.fixture
def section(world: World) -> Any:
    return SectionPage.objects.get(pk=world.texts.section.pk).specific


def kept() -> tuple[object, ...]:
    """Return everything that these acts write."""
    suggestions = LineageSuggestion.objects.order_by("pk").values_list()
    return list(Revision.objects.order_by("pk").values_list("pk", "content")), list(suggestions)


def changed(text: str) -> str:
    """Return another text: one that always ended in the same letter could stay what it was."""
    return text[:-1] + ("B" if text.endswith("A") else "A")


def door(section: Any, uid: str, deed: str) -> str:
    return f"/admin/agreement/clauses/{section.pk}/{uid}/{deed}"


def whole(section: Any, other: Any, uid: str, by: Any) -> dict[str, str]:
    """Return everything that any of the forms could ask for."""
    return {
        "place": f"{other.pk}:",
        "cut": "0",
        "first_heading": "Beispiel",
        "second_heading": "Beispiel",
        "heading": "Beispiel",
        "identity": "neither",
        "rules": "first",
        "other": uid,
        "ticket": sealed_ticket(Ticket({}, None), section, by),
        "seen": written_stamp(section.latest_revision),
    }


@pytest.mark.parametrize("role", MAY_NOT)
def test_whoever_does_not_edit_the_text_moves_nothing(
    world: World, section: Any, role: str
) -> None:
    client, before = world.client(role), kept()
    by = world.people.get(role, world.people["coordination"])
    uid, other = world.texts.public_clause, section_of("dritte-arbeitsfassung")
    addresses = [door(section, uid, deed) for deed in DEEDS]
    for address in (*addresses, f"/admin/agreement/merge/{section.pk}/"):
        answer = client.post(address, whole(section, other, uid, by))
        assert answer.status_code in {302, 403}, address
    assert kept() == before


def test_nothing_is_moved_by_looking_or_without_a_token(world: World, section: Any) -> None:
    client, before = Client(enforce_csrf_checks=True), kept()
    client.force_login(world.people["coordination"])
    uid = world.texts.public_clause
    form = whole(section, section, uid, world.people["coordination"])
    for deed in DEEDS:
        assert client.post(door(section, uid, deed), form).status_code == 403
        assert client.get(door(section, uid, deed), form).status_code == 200
    assert client.post(f"/admin/agreement/merge/{section.pk}/", form).status_code == 403
    assert kept() == before


def test_no_clause_goes_to_another_text_or_comes_from_another_section(
    world: World, section: Any
) -> None:
    client, before = world.client("coordination"), kept()
    uid, foreign = world.texts.public_clause, world.consulted.clause
    other = section_of("dritte-arbeitsfassung")
    for place in (f"{other.pk}:", f"{other.pk}:{foreign}", f"{section.pk}:{foreign}"):
        sent = whole(section, other, foreign, world.people["coordination"]) | {"place": place}
        assert client.post(door(section, uid, "verschieben/"), sent).status_code == 200, place
    joined = client.post(
        door(section, uid, "zusammenlegen/"),
        whole(section, other, foreign, world.people["coordination"]),
    )
    assert joined.status_code == 200
    for deed in DEEDS:
        sent = whole(section, section, uid, world.people["coordination"])
        assert client.post(door(section, foreign, deed), sent).status_code == 404
        assert client.post(door(other, uid, deed), sent).status_code == 404
    assert kept() == before


@pytest.mark.parametrize("value", NONSENSE)
def test_no_nonsense_makes_these_forms_fail(world: World, section: Any, value: str) -> None:
    onlooker, before = Onlooker(world, "coordination"), kept()
    uid = world.texts.public_clause
    names = whole(section, section, uid, world.people["coordination"])
    for address in (
        *(door(section, uid, deed) for deed in DEEDS),
        f"/admin/agreement/merge/{section.pk}/",
    ):
        form = urlencode(dict.fromkeys(names, value))
        for method, query, body in (("POST", "", form), ("GET", f"?stelle={value[:9]}&mit=x", "")):
            if "\x00" in query:
                continue
            answer = onlooker.answer(method, address + query.replace("<", "%3C"), body)
            assert answer.status_code in {200, 302, 400, 404, 405}, address
            assert b"<script>alert" not in answer.content
    assert kept() == before


def test_what_somebody_wrote_is_saved_for_no_other_person_and_section(
    world: World, section: Any
) -> None:
    client, before = world.client("coordination"), kept()
    coordination, administrator = (world.people[r] for r in ("coordination", "administrator"))
    other = section_of("dritte-arbeitsfassung")
    mine = Ticket(section.serializable_data(), None)
    own = sealed_ticket(mine, section, coordination)
    head, _colon, tail = own.partition(":")
    for ticket in (
        sealed_ticket(mine, section, administrator),
        sealed_ticket(mine, other, coordination),
        f"{changed(head)}:{tail}",
        own[:-1],
        "",
        "x" * 100_000,
    ):
        sent = {"ticket": ticket, "seen": written_stamp(section.latest_revision)}
        answer = client.post(f"/admin/agreement/merge/{section.pk}/", sent)
        assert answer.status_code == 400
    assert kept() == before
