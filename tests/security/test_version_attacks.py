"""How versions come about and are given out: forged acts, forms without token, closed bytes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreement.models import (
    AgreementVersion,
    ImportDraft,
    LedgerEntry,
    PaperSignature,
    ProcessFreeze,
    Signature,
    SignatureWithdrawal,
    VersionProcess,
)
from portal.accounts.models import Notification
from tests.factories import agreement as texts
from tests.security.world import ROLES, World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

SIGNING = "/intern/unterzeichnen/"
ACTS = (
    *("open", "plan", "consult", "back", "adopt", "discard", "fail"),
    *("legacy", "commence", "terminate"),
)
OTHERS = [role for role in ROLES if role != "coordination"]
ENDINGS = ("/", ".json", ".pdf", ".docx", ".xml", ".zip")


def kept() -> tuple[object, ...]:
    """Return everything that the acts on versions write."""
    models: tuple[Any, ...] = (Signature, SignatureWithdrawal, LedgerEntry, ProcessFreeze)
    rows: tuple[Any, ...] = (VersionProcess, PaperSignature, ImportDraft)
    counts = [model.objects.count() for model in (*models, AgreementVersion)]
    return (counts, *(list(model.objects.order_by("pk").values_list()) for model in rows))


def desk(world: World) -> str:
    """Return the page on which the versions of the main agreement are prepared."""
    return f"/admin/agreement/versions/{world.texts.working_text.pk}/"


def form(world: World, act: str) -> dict[str, str]:
    """Return everything that any step of that page could ask for, and what none asks for."""
    process = world.texts.network_version.process
    return {
        "act": act,
        "process": str(process.pk),
        "version": "2",
        "day": "2099-01-01",
        "reason": "Beispiel: eigenmächtig.",
        "occasion": "Beispiel",
        "commencement": "decision",
        "state": "signed",
    }


@pytest.mark.parametrize("role", OTHERS)
def test_only_the_coordination_leads_a_version_on(world: World, role: str) -> None:
    client, before = world.client(role), kept()
    for act in ACTS:
        assert client.post(desk(world), form(world, act)).status_code in {302, 403}, act
    assert kept() == before


def test_no_step_is_taken_without_its_token_or_by_looking(world: World) -> None:
    client, before = Client(enforce_csrf_checks=True), kept()
    client.force_login(world.people["coordination"])
    for act in ACTS:
        assert client.post(desk(world), form(world, act)).status_code == 403, act
        assert client.get(desk(world), form(world, act)).status_code == 200, act
    assert kept() == before


def test_no_field_sets_the_state_of_a_process(world: World) -> None:
    client, process = world.client("coordination"), world.texts.network_version.process
    for state in ("signed", "draft", "failed"):
        sent = form(world, "plan") | {"state": state, "version_id": "1", "ended_reason": "x"}
        assert client.post(desk(world), sent).status_code == 302
        process.refresh_from_db()
        assert (process.state, process.ended_reason) == ("adopted", "")
        assert process.version == world.texts.network_version


def test_a_process_or_version_of_another_agreement_is_not_led_on(world: World) -> None:
    client, before = world.client("coordination"), kept()
    foreign = str(world.closed_text.unsigned.process.pk)
    for act in ("plan", "fail", "discard", "back", "adopt", "consult"):
        client.post(desk(world), form(world, act) | {"process": foreign})
    for act in ("commence", "terminate"):  # the main agreement has two versions
        number = str(world.closed_text.unsigned.number)
        client.post(desk(world), form(world, act) | {"version": number})
    assert kept() == before


def test_a_signature_is_taken_back_neither_twice_nor_without_token_nor_by_looking(
    world: World,
) -> None:
    signature = texts.signature(world.texts.network_version, str(world.there.uuid))
    before, careful = kept(), Client(enforce_csrf_checks=True)
    careful.force_login(world.people["coordination"])
    address = f"{SIGNING}unterschrift/{signature.pk}/zuruecknehmen/"
    reason = {"reason": "Beispiel: ein Versehen."}
    assert careful.post(address, reason).status_code == 403
    assert careful.get(address, reason).status_code == 200
    again = f"{SIGNING}unterschrift/{world.closed_text.withdrawn.pk}/zuruecknehmen/"
    assert world.client("coordination").post(again, reason).status_code == 200
    assert kept() == before
    # So that the refusals above are not for another reason; and what is sent again is refused.
    client = world.client("coordination")
    assert client.post(address, reason).status_code == 302
    after = kept()
    assert after != before
    assert client.post(address, reason).status_code == 200
    assert kept() == after


@pytest.mark.parametrize("role", OTHERS)
def test_a_signatory_of_one_party_takes_nothing_back_of_another(world: World, role: str) -> None:
    signature = texts.signature(world.texts.network_version, str(world.there.uuid))
    before = kept()
    address = f"{SIGNING}unterschrift/{signature.pk}/zuruecknehmen/"
    answer = world.client(role).post(address, {"reason": "Beispiel"})
    # A visitor, whose log-in may have run out, gets back what was typed and the way to the log-in.
    assert answer.status_code == 403
    assert kept() == before


@pytest.mark.parametrize("role", ROLES)
def test_the_import_that_somebody_else_began_is_left_alone(world: World, role: str) -> None:
    client, before = world.client(role), kept()
    address = f"/admin/agreement/import/{world.closed_text.draft.pk}/"
    for act in ("discard", "take_over", "save"):
        for end in ("", "0/"):
            sent = {"act": act, "text-revision": "0", "text-title": "Anders"}
            status = client.post(address + end, sent).status_code
            assert status in ({404} if role == "coordination" else {302, 403})
    assert kept() == before


def test_an_import_is_neither_discarded_without_token_nor_by_looking(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.closed_text.draft.created_by)
    ImportDraft.objects.update(text={"text": {"title": "Leer", "sections": []}, "answers": []})
    before = kept()
    address = f"/admin/agreement/import/{world.closed_text.draft.pk}/"
    assert client.post(address, {"act": "discard"}).status_code == 403
    client.raise_request_exception = False
    client.get(address, {"act": "discard"})
    assert kept() == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_closed_version_answers_like_a_missing_one_whatever_is_asked(
    world: World, ending: str
) -> None:
    closed = [
        ("/vereinbarung", world.texts.network_version),
        ("/geschlossen", world.closed_text.signed),
        ("/geschlossen", world.closed_text.unsigned),
    ]
    visitor = Client()
    for base, version in closed:
        for headers in (
            {},
            {"If-None-Match": "*"},
            {"If-None-Match": f'"{version.sha256}"'},
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            {"Range": "bytes=0-10"},
        ):
            there = visitor.get(f"{base}/fassungen/{version.number}{ending}", headers=headers)
            missing = visitor.get(f"{base}/fassungen/99{ending}", headers=headers)
            assert (there.status_code, missing.status_code) == (404, 404), (base, headers)
            assert version.sha256 not in there.get("ETag", "")


@pytest.mark.parametrize("role", ["staff", "coordination"])
def test_what_the_network_reads_is_kept_by_no_cache(world: World, role: str) -> None:
    client = world.client(role)
    number = world.texts.network_version.number
    for address in (
        *(f"/vereinbarung/fassungen/{number}{ending}" for ending in ENDINGS),
        "/geschlossen/pruefen/alles.zip",
        f"{SIGNING}unterschrift/{world.closed_text.withdrawn.pk}/nachweis/",
        f"{SIGNING}unterschrift/{world.closed_text.withdrawn.pk}/datei/",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address


def test_checking_a_file_does_not_tell_a_visitor_that_a_closed_text_exists(world: World) -> None:
    def told(content: bytes) -> str:
        data = {"file": SimpleUploadedFile("datei.json", content), "note": ""}
        address = "/vereinbarung/pruefen/ergebnis/"
        answer = Client().post(address, data, headers={"Origin": "http://testserver"})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "Das Portal kennt diesen Text" in told(bytes(world.texts.public_version.canonical))
    for version in (world.texts.network_version, world.closed_text.signed):
        assert "Das Portal kennt diesen Text" not in told(bytes(version.canonical))


def test_no_notice_leads_to_the_host_of_a_request(world: World) -> None:
    signature = texts.signature(world.texts.network_version, str(world.there.uuid))
    Notification.objects.all().delete()
    address = f"{SIGNING}unterschrift/{signature.pk}/zuruecknehmen/"
    headers = {"X-Forwarded-Host": "boese.example.org", "Forwarded": "host=boese.example.org"}
    client = world.client("coordination")
    assert client.post(address, {"reason": "Beispiel"}, headers=headers).status_code == 302
    notices = Notification.objects.values_list("path", "text")
    assert notices
    for path, text in notices:
        assert path.startswith("/")
        assert not path.startswith("//")
        assert "boese" not in text
