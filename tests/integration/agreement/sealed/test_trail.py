"""The page of a version: how it came about, who signed, and what proves it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from agreement.reading import text_of
from agreement.signing.cover import groups
from tests.factories import agreement as texts
from tests.factories import directory, people

pytestmark = pytest.mark.django_db

ADDRESS = "/vereinbarung/fassungen/1/"


@pytest.fixture
def sealed(text: WorkingTextPage, page: AgreementPage) -> AgreementVersion:
    return texts.sealed(text)


def _told(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_reads_who_signed_and_when_it_was_decided(
    client: Client, sealed: AgreementVersion
) -> None:
    texts.in_force(texts.signed(sealed), date(2024, 1, 12))
    told = _told(client)
    for signature in sealed.signatures.all():
        assert signature.party_name in told
        assert signature.get_method_display() in told
    assert "Alle Partner haben unterzeichnet" in told
    assert "ab 12. Januar 2024 in Kraft" in told
    assert "Es fehlen noch" not in told


def test_hash_checkpoint_and_entries_are_there_to_compare(
    client: Client, sealed: AgreementVersion
) -> None:
    texts.signed(sealed)
    told = _told(client)
    assert " ".join(groups(sealed.sha256)) in told
    for entry in sealed.entries.all():
        assert entry.entry_hash in told
    assert "Prüfpunkt des Registers" in told


def test_the_network_sees_who_has_not_signed_yet(client: Client, sealed: AgreementVersion) -> None:
    client.force_login(people.staff(of=directory.organisation()))
    texts.signature(sealed, text_of(sealed).parties[0].organisation)
    missing = _told(client).split("Es fehlen noch:")[1].split("</p>")[0]
    first, second = (party.name for party in text_of(sealed).parties)
    assert second in missing
    assert first not in missing


def test_a_version_that_nobody_signed_is_not_there_for_visitors(
    client: Client, sealed: AgreementVersion
) -> None:
    assert client.get(ADDRESS).status_code == 404


def test_the_page_says_which_partners_joined_since_the_version_before(
    client: Client, text: WorkingTextPage, page: AgreementPage
) -> None:
    texts.signed(texts.sealed(text))
    new = directory.organisation(title="Beispielverein Neu")
    text.parties.add(type(text.parties.first())(organisation=new, signatory="Vorstand"))
    text.save_revision().publish()
    texts.signed(texts.sealed(WorkingTextPage.objects.get(pk=text.pk)))
    told = client.get("/vereinbarung/fassungen/2/").content.decode()
    changes = told.split("Was sich bei den Partnern ändert")[1].split("</ul>")[0]
    assert "Beispielverein Neu" in changes
    assert "Was sich bei den Partnern ändert" not in _told(client)


def test_more_signatures_need_no_more_queries(
    client: Client, text: WorkingTextPage, page: AgreementPage
) -> None:
    texts.signed(texts.sealed(text))
    client.get(ADDRESS)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(ADDRESS)
    for _number in range(3):
        text.parties.add(
            type(text.parties.first())(organisation=directory.organisation(), signatory="Vorstand")
        )
    text.save_revision().publish()
    texts.signed(texts.sealed(WorkingTextPage.objects.get(pk=text.pk)))
    client.get("/vereinbarung/fassungen/2/")
    with CaptureQueriesContext(connection) as many:
        client.get("/vereinbarung/fassungen/2/")
    assert len(few) == len(many) <= 12
