"""Reading the agreement: in force today, on any day, in any version, at addresses that stay."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.actions import commence, seal_legacy
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(
    text: WorkingTextPage, page: AgreementPage, coordination: Any
) -> tuple[AgreementVersion, AgreementVersion]:
    """Two versions: in force from 12 January 2024 and from 1 January 2025."""
    first = seal_legacy(text, coordination)
    commence(first, date(2024, 1, 12), coordination)
    texts.section(texts.clause(heading="Übergabe"), of=text, title="Übergaben", slug="uebergaben")
    second = texts.sealed(text, coordination)
    texts.in_force(second, date(2025, 1, 1), coordination)
    return first, second


def _uid(text: WorkingTextPage, section: int, clause: int) -> str:
    return str(text.sections()[section].clauses[clause].id)


def test_a_visitor_reads_what_is_in_force_today(client: Client, history: object) -> None:
    answer = client.get("/vereinbarung/")
    assert answer.status_code == 200
    content = answer.content.decode()
    assert "Fassung 2" in content
    assert "Übergaben" in content
    assert 'name="robots"' not in content


def test_any_day_can_be_asked_for(client: Client, history: object) -> None:
    answer = client.get("/vereinbarung/?stand=2024-05-31")
    content = answer.content.decode()
    assert "Fassung 1" in content
    assert "Übergaben" not in content
    assert "nicht mehr in Kraft" in content
    assert 'content="noindex"' in content
    assert "/vereinbarung/zielgruppen/?stand=2024-05-31" in content


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/vereinbarung/?stand=gestern", 400, "„gestern“ ist kein Datum"),
        ("/vereinbarung/?stand=2024-13-01", 400, "kein Datum"),
        ("/vereinbarung/?stand=2024-01-11", 404, "war keine Fassung"),
        ("/vereinbarung/fassungen/3/", 404, "Diese Fassung gibt es nicht"),
        ("/vereinbarung/fassungen/99999999999999999999/", 404, "Diese Fassung gibt es nicht"),
        ("/vereinbarung/fassungen/3.json", 404, "Diese Fassung gibt es nicht"),
        ("/vereinbarung/gibt-es-nicht/", 404, "Diesen Abschnitt gibt es"),
        ("/vereinbarung/uebergaben/?stand=2024-05-31", 404, "Diesen Abschnitt gibt es"),
        ("/vereinbarung/k/kaputt/", 404, "Diese Klausel gibt es nicht"),
        (
            "/vereinbarung/k/7c2c8f0e-5a4e-4d52-9f4b-0a6b1d1f3f10/",
            404,
            "Diese Klausel gibt es nicht",
        ),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(
    client: Client, history: object, address: str, status: int, sentence: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_a_section_shows_text_numbers_references_and_rules(
    client: Client, history: object, text: WorkingTextPage
) -> None:
    content = client.get("/vereinbarung/zielgruppen/").content.decode()
    first, second = _uid(text, 0, 0), _uid(text, 0, 1)
    assert f'id="k-{second}"' in content
    assert f'href="/vereinbarung/zielgruppen/#k-{first}">§ 1 Abs. 1</a>' in content
    assert "12 bis 26 Jahre alt ist" in content
    assert "Der JMD hilft jungen Menschen." in content


def test_a_clause_keeps_its_address_when_its_number_changes(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    uid = _uid(text, 1, 0)
    assert "§ 2 Abs. 1" in client.get(f"/vereinbarung/k/{uid}/").content.decode()
    text.sections()[1].move(text.sections()[0], pos="left")
    third = texts.sealed(WorkingTextPage.objects.get(), coordination)
    texts.in_force(third, timezone.localdate(), coordination)
    assert "§ 1 Abs. 1" in client.get(f"/vereinbarung/k/{uid}/").content.decode()
    old = client.get(f"/vereinbarung/k/{uid}/?stand=2025-06-01").content.decode()
    assert "§ 2 Abs. 1" in old


def test_a_clause_that_is_gone_is_shown_as_it_last_was(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    uid = _uid(text, 1, 0)
    text.sections()[1].delete()
    texts.in_force(texts.sealed(text, coordination), timezone.localdate(), coordination)
    answer = client.get(f"/vereinbarung/k/{uid}/")
    assert answer.status_code == 200
    assert "Fassung 2. Sie ist nicht mehr in Kraft" in answer.content.decode()


def test_the_downloaded_file_has_the_printed_hash(
    client: Client, history: tuple[AgreementVersion, ...]
) -> None:
    answer = client.get("/vereinbarung/fassungen/2.json")
    assert hashlib.sha256(answer.content).hexdigest() == history[1].sha256
    assert history[1].sha256 in client.get("/vereinbarung/fassungen/").content.decode()


def test_a_sealed_version_without_commencement_is_the_networks_alone(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    texts.sealed(text, coordination)
    for address in ("/vereinbarung/fassungen/3/", "/vereinbarung/fassungen/3.json"):
        assert client.get(address).status_code == 404
    assert "Fassung 3" not in client.get("/vereinbarung/fassungen/").content.decode()
    client.force_login(people.staff())
    assert client.get("/vereinbarung/fassungen/3/").status_code == 200
    answer = client.get("/vereinbarung/fassungen/")
    assert "Es fehlen noch Unterschriften" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_version_that_commences_tomorrow_is_announced_but_not_in_force(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    texts.in_force(texts.sealed(text, coordination), tomorrow, coordination)
    assert "Fassung 2" in client.get("/vereinbarung/").content.decode()
    ahead = client.get(f"/vereinbarung/?stand={tomorrow.isoformat()}").content.decode()
    assert "heute noch nicht in Kraft" in ahead


def test_without_any_version_the_page_says_so(client: Client, page: AgreementPage) -> None:
    answer = client.get("/vereinbarung/")
    assert answer.status_code == 404
    assert "war keine Fassung" in answer.content.decode()
    assert "Noch keine Fassung" in client.get("/vereinbarung/fassungen/").content.decode()


def test_the_english_interface_shows_the_german_text(client: Client, history: object) -> None:
    content = client.get("/en/vereinbarung/zielgruppen/").content.decode()
    assert '<html lang="en"' in content
    assert 'lang="de"' in content
    assert "/en/vereinbarung/k/" in content


def test_the_working_text_leaves_no_trace_in_public(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    section = text.sections()[0]
    section.title = "Geheimer Entwurf"
    section.save_revision().publish()
    for address in ("/vereinbarung/", "/vereinbarung/zielgruppen/", "/sitemap.xml"):
        assert "Geheimer Entwurf" not in client.get(address).content.decode()
    assert "arbeitsfassung" not in client.get("/sitemap.xml").content.decode()
    assert client.get("/suche/?q=Geheimer").content.decode().count("Geheimer Entwurf") == 0


@pytest.mark.parametrize(
    "address",
    [
        "/vereinbarung/",
        "/vereinbarung/zielgruppen/",
        "/vereinbarung/fassungen/",
        "/vereinbarung/fassungen/1/",
    ],
)
def test_reading_takes_few_queries_however_long_the_text_and_its_history(
    client: Client, text: WorkingTextPage, history: object, coordination: Any, address: str
) -> None:
    few = _queries(client, address)
    for number in range(3):
        texts.section(*(texts.clause() for _ in range(number + 1)), of=text)
    texts.in_force(texts.sealed(text, coordination), timezone.localdate(), coordination)
    assert _queries(client, address) == few <= 12


def _queries(client: Client, address: str) -> int:
    """Return how many queries an address takes once the process is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
