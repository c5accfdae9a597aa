"""The pages of signing: what everybody sees there, and what nobody may."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agreement.models import AgreementPage, AgreementVersion
from agreement.signing.cover import groups
from agreement.signing.state import signing_state, signing_states
from directory.models import OrganisationPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.signing.acting import (
    HOME,
    page_of,
    sign_page,
    signed_by,
    signed_on_paper,
    uploaded,
)

pytestmark = pytest.mark.django_db


def test_a_signatory_finds_what_waits_and_others_find_nothing_to_do(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    client.force_login(signatory)
    shown = client.get(HOME).content.decode()
    assert "Das wartet auf Ihre Unterschrift" in shown
    assert "Beispielwerk Hier" in shown
    client.force_login(people.staff(of=here))
    shown = client.get(HOME).content.decode()
    assert "0 von 2 Parteien haben unterzeichnet" in shown
    assert "Das wartet auf Ihre Unterschrift" not in shown


def test_with_nothing_to_sign_the_page_says_so(client: Client, coordination: Any) -> None:
    client.force_login(coordination)
    assert "Zurzeit ist nichts zu unterzeichnen" in client.get(HOME).content.decode()


def test_the_page_of_a_version_shows_text_hash_and_parties(
    client: Client, version: AgreementVersion, signatory: Any
) -> None:
    client.force_login(signatory)
    shown = client.get(page_of(version)).content.decode()
    for word in ("Alle, die neu sind (Beispiel).", "Beispielwerk Hier", "Beispielverein Dort"):
        assert word in shown
    assert all(f"<span>{group}</span>" in shown for group in groups(version.sha256))


def test_the_page_shows_what_changes_against_the_last_signed_version_not_a_given_up_one(
    client: Client, text: Any, version: AgreementVersion, coordination: Any, signatory: Any
) -> None:
    texts.in_force(version, timezone.localdate())
    section = text.sections()[0]
    uid = str(section.clauses[0].id)
    texts.set_clauses(section, [texts.clause(uid=uid, text="<p>Niemand mehr.</p>")])
    section.save_revision().publish()
    given_up = texts.sealed(text, coordination)
    texts.set_clauses(
        section, [texts.clause(uid=uid, text="<p>Alle, die alt sind (Beispiel).</p>")]
    )
    section.save_revision().publish()
    newest = texts.sealed(text, coordination)
    client.force_login(signatory)
    shown = client.get(page_of(newest)).content.decode()
    assert "Was sich gegenüber Fassung 1 ändert" in shown
    assert re.search(r"<del>(<span[^>]*>[^<]*</span>)neu<", shown)
    assert re.search(r"<ins>(<span[^>]*>[^<]*</span>)alt<", shown)
    assert f"/vereinbarung/vergleich/{version.number}/{newest.number}/" in shown
    assert "Niemand mehr" not in shown
    assert f"/intern/abdeckung/auswirkung/{version.number}/{newest.number}/" in shown
    assert client.get(page_of(given_up)).status_code == 200


@pytest.mark.parametrize("what", ["/", "/papier/", "/deckblatt/", "/qualifiziert/"])
def test_visitors_are_sent_to_the_log_in(
    client: Client, version: AgreementVersion, here: OrganisationPage, what: str
) -> None:
    address = sign_page(version, here).rstrip("/") + what
    for door in (HOME, page_of(version), address):
        assert client.get(door)["Location"].startswith("/konto/anmelden/")
        assert client.post(door)["Location"].startswith("/konto/anmelden/")
        # What was typed before the log-in ran out is given back along with the way to it.
        refused = client.post(door, {"function": "Geschäftsführung"})
        assert refused.status_code == 403
        assert "/konto/anmelden/" in refused.content.decode()


@pytest.mark.parametrize(
    "end",
    [
        "vereinbarung/99/",
        "gibtesnicht/1/",
        "vereinbarung/1/11111111-1111-4111-8111-111111111111/unterzeichnend/",
        "papier/11111111-1111-4111-8111-111111111111/",
        "papier/11111111-1111-4111-8111-111111111111/datei/",
        "unterschrift/99999/zuruecknehmen/",
        "unterschrift/99999/nachweis/",
        "unterschrift/99999/datei/",
        "vereinbarung/1/scan/1/",
        "vereinbarung/1/x/y/",
    ],
)
def test_what_is_not_there_is_missing(
    client: Client, version: AgreementVersion, coordination: Any, end: str
) -> None:
    client.force_login(coordination)
    assert client.get(HOME + end).status_code == 404


def test_the_evidence_is_given_out_within_the_network_as_the_bytes_that_were_hashed(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any
) -> None:
    signature = signed_by(version, here, signatory)
    address = f"{HOME}unterschrift/{signature.pk}/nachweis/"
    assert Client().get(address).status_code == 302
    client.force_login(people.account())
    assert client.get(address).status_code == 404
    client.force_login(people.staff())
    answer = client.get(address)
    assert answer.content == bytes(signature.evidence)
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(f"{HOME}unterschrift/{signature.pk}/datei/").status_code == 404


def test_no_name_of_a_person_who_signed_reaches_public_pages_or_the_pages_of_signing(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    there: OrganisationPage,
    signatory: Any,
    coordination: Any,
    other_signatory: Any,
) -> None:
    home = HomePage.objects.get(locale__language_code="de")
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=version.agreement)
    home.add_child(instance=page)
    signed_by(version, here, signatory)
    signature = signed_on_paper(version, there, other_signatory, coordination)
    doors = [
        "/vereinbarung/fassungen/",
        "/vereinbarung/fassungen/1/",
        "/vereinbarung/fassungen/1.json",
        "/vereinbarung/fassungen/1.zip",
    ]
    for door in doors:
        answer = Client().get(door)
        assert answer.status_code == 200, door
        assert named_in(answer, signatory, other_signatory) == [], door
    client.force_login(people.staff())
    for door in (HOME, page_of(version)):
        assert named_in(client.get(door), signatory, other_signatory) == [], door
    assert Client().get(f"{HOME}unterschrift/{signature.pk}/datei/").status_code == 302


def named_in(answer: Any, *users: Any) -> list[str]:
    """Return the names and addresses that a page holds."""
    text = unpacked(answer.content)
    return [word for user in users for word in (user.last_name, user.email) if word in text]


def test_how_far_signing_is_costs_two_queries_however_many_parties_and_versions(
    django_assert_num_queries: DjangoAssertNumQueries,
    version: AgreementVersion,
    text: Any,
    here: OrganisationPage,
    there: OrganisationPage,
    coordination: Any,
    signatory: Any,
) -> None:
    signed_by(version, here, signatory)
    uploaded(version, there, coordination)
    signing_state(version)  # decodes the text once a process
    with django_assert_num_queries(2):
        state = signing_state(version)
        assert [party.name for party in state.signed] == [here.title]
        assert [party.name for party in state.missing] == [there.title]
        assert [party.name for party in state.waiting] == [there.title]
        assert not state.is_complete
    texts.in_force(version, timezone.localdate())
    newer = texts.sealed(text, coordination)
    signing_states([version, newer])
    with django_assert_num_queries(2):
        first, second = signing_states([version, newer])
        assert first.is_complete
        assert len(second.missing) == 2


def queries(client: Client, address: str) -> int:
    """Return how many queries a page needs."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_needs_as_many_queries_for_three_agreements_as_for_one(
    client: Client, version: AgreementVersion, coordination: Any
) -> None:
    client.force_login(coordination)
    once = queries(client, HOME)
    for number in (2, 3):
        other = texts.agreement(slug=f"zweite-{number}", title=f"Zweite {number} (Beispiel)")
        parties = [directory.organisation(), directory.organisation()]
        text = texts.working_text(of=other, parties=parties, slug=f"arbeit-{number}")
        texts.section(texts.clause(), of=text)
        texts.sealed(text, coordination)
    assert queries(client, HOME) == once
    assert client.get(HOME).content.decode().count("von 2 Parteien") == 3


def test_the_home_of_the_admin_shows_editors_what_to_sign_and_to_confirm(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    there: OrganisationPage,
    coordination: Any,
    signatory: Any,
) -> None:
    paper = uploaded(version, there, people.lead_editor(of=there))
    client.force_login(coordination)
    shown = client.get("/admin/").content.decode()
    assert f"papier/{paper.pk}/" in shown
    assert "unterzeichnen für" not in shown


def unpacked(content: bytes) -> str:
    """Return what an answer says; of a ZIP everything in it."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
