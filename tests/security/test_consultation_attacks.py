"""Who gets where in a consultation, and that nobody speaks, decides or reads for another."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.consultation.disposing import base_of
from agreement.enums import CommentState, Disclosure
from agreement.models import Consultation, ConsultationComment, Disposition, Invitation
from tests.factories import consultation as rounds
from tests.security.asking import Onlooker
from tests.security.world import ROLES, VISITOR, World
from tests.security.world.markers import found_in

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

HOME = "/intern/abstimmung/"
NOBODY = "11111111-1111-4111-8111-111111111111"

# In the order of ROLES: visitor, staff, editor_here, lead_here, editor_there, signatory,
# coordination, administrator. The organisation there alone is asked in the running round.
GET = {
    "": "302 200 200 200 200 200 200 200",
    "{running}/": "302 200 200 200 200 200 200 200",
    "{running}/text/zielgruppen/": "302 200 200 200 200 200 200 200",
    "{running}/text/fehlt/": "302 404 404 404 404 404 404 404",
    "{running}/anmerken/": "302 403 403 403 200 403 403 403",
    "{running}/anmerken/{clause}/": "302 403 403 403 200 403 403 403",
    "{running}/anmerken/{nobody}/": "302 404 404 404 404 404 404 404",
    "{running}/anmerkung/{draft}/": "302 404 404 404 200 404 404 404",
    "{running}/anmerkung/{draft}/loeschen/": "302 404 404 404 200 404 404 404",
    "{running}/anmerkung/{released}/zuruecknehmen/": "302 404 404 404 200 404 403 404",
    "{running}/anmerkung/{released}/": "302 404 404 404 302 404 403 404",
    "{running}/anmerkung/{nobody}/": "302 404 404 404 404 404 404 404",
    "{ended}/anmerkung/{released}/": "302 404 404 404 404 404 404 404",
    "{running}/entwuerfe/{there}/": "302 403 403 403 200 403 403 403",
    "{running}/entwuerfe/{here}/": "302 403 403 403 403 403 403 403",
    "{running}/stellungnahme/{there}/": "302 403 403 403 200 403 403 403",
    "{running}/stellungnahme/{here}/": "302 403 403 403 403 403 403 403",
    "{ended}/stellungnahme/{here}/": "302 200 200 200 403 200 403 403",
    "{running}/stellungnahme/{there}/zuruecknehmen/": "302 403 403 403 403 403 403 403",
    "{running}/synopse/": "302 404 404 404 200 404 200 404",
    "{running}/synopse/docx/": "302 404 404 404 200 404 200 404",
    "{running}/synopse/xlsx/": "302 404 404 404 200 404 200 404",
    "{ended}/synopse/": "302 200 200 200 200 200 200 200",
    "{ended}/synopse/docx/": "302 200 200 200 200 200 200 200",
    "{ended}/synopse/xlsx/": "302 200 200 200 200 200 200 200",
    "{running}/verwalten/": "302 403 403 403 403 403 200 403",
    "einladen/{process}/": "302 403 403 403 403 403 302 403",
    "{nobody}/": "302 404 404 404 404 404 404 404",
    "{nobody}/verwalten/": "302 403 403 403 403 403 404 403",
    "einladen/{nobody}/": "302 403 403 403 403 403 404 403",
}
POST = {
    "{running}/anmerken/": "302 403 403 403 200 403 403 403",
    "{running}/anmerken/{clause}/": "302 403 403 403 200 403 403 403",
    "{running}/anmerkung/{draft}/": "302 404 404 404 200 404 404 404",
    "{running}/anmerkung/{released}/": "302 404 404 404 200 404 403 404",
    "{running}/anmerkung/{released}/loeschen/": "302 404 404 404 302 404 403 404",
    "{running}/anmerkung/{released}/zuruecknehmen/": "302 404 404 404 302 404 403 404",
    "{running}/entwuerfe/{there}/": "302 403 403 403 302 403 403 403",
    "{running}/stellungnahme/{there}/zuruecknehmen/": "302 403 403 403 403 403 403 403",
    "{running}/synopse/": "302 404 404 404 200 404 200 404",
    "{ended}/synopse/": "302 200 200 200 200 200 200 200",
    "{running}/verwalten/": "302 403 403 403 403 403 200 403",
    "einladen/{process}/": "302 403 403 403 403 403 200 403",
}
"""What an empty form is answered; nothing has changed afterwards."""


@pytest.fixture
def places(world: World) -> dict[str, Any]:
    consulted = world.consulted
    return {
        "running": consulted.running.pk,
        "ended": consulted.ended.pk,
        "process": consulted.running.process_id,
        "clause": consulted.clause,
        "draft": consulted.draft.pk,
        "released": consulted.released.pk,
        "here": world.here.uuid,
        "there": world.there.uuid,
        "nobody": NOBODY,
    }


def kept() -> tuple[object, ...]:
    """Return everything that a consultation keeps."""
    models: tuple[Any, ...] = (Consultation, Invitation, ConsultationComment, Disposition)
    return tuple(list(model.objects.order_by("pk").values_list()) for model in models)


def wrong(
    world: World, places: dict[str, Any], role: str, expected: dict[str, str], method: str
) -> list[str]:
    """Return where somebody gets another answer than expected."""
    onlooker, found = Onlooker(world, role), []
    for door, cells in expected.items():
        cell = cells.split()[ROLES.index(role)]
        got = onlooker.answer(method, HOME + door.format(**places)).status_code
        if str(got) != cell:
            found.append(f"{method} {door} as {role}: {got}, not {cell}")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_each_gets_only_where_he_belongs(world: World, places: dict[str, Any], role: str) -> None:
    before = kept()
    assert wrong(world, places, role, GET, "GET") == []
    assert kept() == before, "looking changed something"
    client = world.client(role)
    for door in POST:
        client.post(HOME + door.format(**places))
    assert kept() == before, "an empty form changed something"
    assert wrong(world, places, role, POST, "POST") == []


def test_no_form_of_a_consultation_is_taken_without_its_token(
    world: World, places: dict[str, Any]
) -> None:
    before = kept()
    for role in ("editor_there", "coordination"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.people[role])
        for door in POST:
            assert client.post(HOME + door.format(**places), whole(world)).status_code == 403, door
    assert kept() == before


def whole(world: World) -> dict[str, str]:
    """Return everything that any form of a consultation could ask for, and what none asks for."""
    consulted = world.consulted
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "kind": "remark",
        "text": "Beispiel: untergeschoben",
        "freigeben": "1",
        "base": consulted.draft.changed_at.isoformat(),
        "organisation": str(world.there.uuid),
        "organisations": str(world.here.uuid),
        "comment": str(consulted.draft.pk),
        "position": "agrees",
        "answer": "Beispiel: untergeschoben",
        "result": "adopted",
        "reason": "Beispiel: untergeschoben",
        "open_until": day,
        "disclosure": "at-once",
        "act": "end",
        "state": "released",
        "author": str(world.people["coordination"].pk),
        "released_at": "2024-01-01",
        "ended_at": "2024-01-01",
    }


OTHERS = [role for role in ROLES if role not in {"editor_there", "coordination"}]
"""Nobody of these is asked, or may decide."""


@pytest.mark.parametrize("role", OTHERS)
def test_whoever_is_not_asked_changes_nothing_whatever_he_sends(
    world: World, places: dict[str, Any], role: str
) -> None:
    client, before = world.client(role), kept()
    for door in {*GET, *POST}:
        for act in ("end", "extend", "remind"):
            answer = client.post(HOME + door.format(**places), whole(world) | {"act": act})
            assert answer.status_code < 500, door
    assert kept() == before


def test_an_editor_speaks_for_no_other_organisation(world: World, places: dict[str, Any]) -> None:
    client = world.client("editor_there")
    Invitation.objects.get_or_create(
        consultation=world.consulted.running,
        organisation=world.here.uuid,
        defaults={"organisation_name": world.here.title},
    )
    say = f"{HOME}{places['running']}/anmerken/"
    client.post(say, whole(world) | {"organisation": str(world.here.uuid)})
    made = ConsultationComment.objects.latest("created_at")
    assert (made.organisation, made.author) == (world.there.uuid, world.people["editor_there"])
    own = rounds.comment(to=world.consulted.running, of=world.here, released=False)
    before = kept()
    for end in ("", "loeschen/", "zuruecknehmen/"):
        address = f"{HOME}{places['running']}/anmerkung/{own.pk}/{end}"
        assert client.post(address, whole(world)).status_code == 404
    here = f"{HOME}{places['running']}/entwuerfe/{world.here.uuid}/"
    assert client.post(here, {"comment": str(own.pk)}).status_code == 403
    # Another's draft, slipped into the form of one's own organisation.
    there = f"{HOME}{places['running']}/entwuerfe/{world.there.uuid}/"
    client.post(there, {"comment": [str(own.pk), "keine", "'; --"]})
    assert kept() == before


@pytest.mark.parametrize("role", ["editor_there", "staff"])
def test_only_the_lead_editor_releases_the_official_answer(world: World, role: str) -> None:
    consulted = world.consulted
    before = kept()
    if role == "staff":  # of the organisation here, which is asked for this test
        Invitation.objects.create(
            consultation=consulted.running,
            organisation=world.here.uuid,
            organisation_name=world.here.title,
        )
        before = kept()
    organisation = world.there if role == "editor_there" else world.here
    invitation = Invitation.objects.get(
        consultation=consulted.running, organisation=organisation.uuid
    )
    address = f"{HOME}{consulted.running.pk}/stellungnahme/{organisation.uuid}/"
    sent = whole(world) | {"base": invitation.changed_at.isoformat()}
    assert world.client(role).post(address, sent).status_code == 403
    assert kept() == before


@pytest.mark.parametrize("role", [role for role in ROLES if role != "coordination"])
def test_only_the_coordination_decides_on_a_comment(world: World, role: str) -> None:
    consulted = world.consulted
    client, before = world.client(role), kept()
    base = base_of(consulted.released.disposition)
    for asked in (consulted.running, consulted.ended):
        for comment in (consulted.released, consulted.draft):
            sent = whole(world) | {"comment": str(comment.pk), "base": base}
            answer = client.post(f"{HOME}{asked.pk}/synopse/", sent)
            assert answer.status_code in {200, 302, 403, 404}
    assert kept() == before


def test_the_coordination_decides_on_no_draft_and_through_no_other_round(world: World) -> None:
    consulted = world.consulted
    client, before = world.client("coordination"), kept()
    base = base_of(consulted.released.disposition)
    for asked, comment in (
        (consulted.running, consulted.draft.pk),
        (consulted.ended, consulted.released.pk),
        (consulted.running, NOBODY),
        (consulted.running, "keine"),
    ):
        sent = whole(world) | {"comment": str(comment), "base": base}
        assert client.post(f"{HOME}{asked.pk}/synopse/", sent).status_code == 200
    assert kept() == before


def test_nothing_is_said_in_a_round_that_has_ended(world: World, places: dict[str, Any]) -> None:
    client = world.client("editor_there")
    ended = f"{HOME}{places['ended']}/"
    old = Invitation.objects.filter(consultation=places["ended"]).order_by("pk").values_list()
    before = list(old)
    client.post(f"{ended}anmerken/{places['clause']}/", whole(world))
    late = ConsultationComment.objects.latest("created_at")
    assert late.state == CommentState.DRAFT, "kept, but released to nobody"
    client.post(f"{ended}entwuerfe/{world.there.uuid}/", {"comment": str(late.pk)})
    late.refresh_from_db()
    assert late.state == CommentState.DRAFT
    settled = ConsultationComment.objects.filter(consultation=places["ended"]).exclude(pk=late.pk)
    for comment in settled:
        client.post(f"{ended}anmerkung/{comment.pk}/zuruecknehmen/")
        client.post(f"{ended}anmerkung/{comment.pk}/loeschen/")
        client.post(f"{ended}anmerkung/{comment.pk}/", whole(world))
    assert not settled.exclude(state=CommentState.RELEASED).exists()
    assert settled.exists()
    assert list(old) == before
    for act in ("end", "extend", "remind"):
        sent = whole(world) | {"act": act}
        world.client("coordination").post(f"{ended}verwalten/", sent)
    consulted = Consultation.objects.get(pk=places["ended"])
    assert consulted.ended_at == world.consulted.ended.ended_at
    assert consulted.open_until == world.consulted.ended.open_until


def test_after_the_last_day_nothing_is_released(world: World, places: dict[str, Any]) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Consultation.objects.filter(pk=places["running"]).update(open_until=yesterday)
    client = world.client("editor_there")
    drafts = f"{HOME}{places['running']}/entwuerfe/{world.there.uuid}/"
    client.post(drafts, {"comment": str(places["draft"])})
    change = f"{HOME}{places['running']}/anmerkung/{places['draft']}/"
    client.post(change, whole(world))
    world.consulted.draft.refresh_from_db()
    draft = ConsultationComment.objects.get(pk=places["draft"])
    assert draft.state == CommentState.DRAFT
    assert draft.text == "Beispiel: untergeschoben"


@pytest.mark.parametrize("disclosure", Disclosure.values)
@pytest.mark.parametrize("is_asked", [False, True])
@pytest.mark.parametrize("role", ["staff", "editor_here", "lead_here", "signatory"])
def test_others_read_what_was_released_as_was_chosen_for_the_round(
    world: World, places: dict[str, Any], role: str, disclosure: str, is_asked: bool
) -> None:
    Consultation.objects.filter(pk=places["running"]).update(disclosure=disclosure)
    if is_asked:
        Invitation.objects.create(
            consultation_id=places["running"],
            organisation=world.here.uuid,
            organisation_name=world.here.title,
        )
    Invitation.objects.filter(
        consultation_id=places["running"], organisation=world.there.uuid
    ).update(answer="Beispiel", position="agrees")
    onlooker = Onlooker(world, role)
    seen: set[str] = set()
    for door in (*GET, "{running}/anmerkung/{released}/zuruecknehmen/"):
        answer = onlooker.answer("GET", HOME + door.format(**places))
        seen |= found_in(Onlooker.text_of(answer))
    seen |= found_in(Onlooker.text_of(onlooker.answer("GET", f"/beraten/k/{places['clause']}/")))
    assert not seen & {"draftcomment", "draftquote", "draftproposal"}
    may_read = is_asked and disclosure != Disclosure.AFTER_END
    released = {"releasedcomment", "releasedproposal", "disposition"}
    assert seen & released == (released if may_read else set())


@pytest.mark.parametrize("role", [VISITOR, "staff", "editor_there", "coordination"])
def test_no_identifier_makes_a_consultation_fail(world: World, role: str) -> None:
    onlooker = Onlooker(world, role)
    running = world.consulted.running.pk
    strange = (
        *("0", "-1", "9" * 400, "x", "%F0%9F%92%A9", "..", str(uuid.uuid4()).upper(), "%27--"),
        NOBODY,
        running.hex,
    )
    for one in strange:
        for door in (
            f"{one}/",
            f"{running}/text/{one}/",
            f"{running}/anmerken/{one}/",
            f"{running}/anmerkung/{one}/",
            f"{running}/entwuerfe/{one}/",
            f"{running}/stellungnahme/{one}/",
            f"{one}/synopse/xlsx/",
            f"einladen/{one}/",
        ):
            for method in ("GET", "POST", "PUT", "DELETE"):
                answer = onlooker.answer(method, HOME + door)
                if answer.status_code == 200:
                    # What was typed into a comment that is gone is offered to be kept as new.
                    assert "wurde inzwischen gelöscht" in answer.content.decode(), door
                else:
                    assert answer.status_code in {302, 403, 404, 405}, (method, door)
