"""What readers tell about results is counted, and nothing about who they are is known."""

from typing import Any

import pytest
from django.test import Client

from directory.models import ErrorReport
from portal.search.models import SearchCount
from tests.factories import people, site
from tests.integration.search.results_page.conftest import Search

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}


@pytest.fixture
def reader(client: Client, search: Search) -> Client:
    """Somebody who has looked for something, with the cookies' guard of a real browser."""
    site.home()
    strict = Client(enforce_csrf_checks=True)
    strict.get("/suche/", {"q": "Zinnplatz"})
    return strict


def tell(client: Client, what: str, **headers: str) -> Any:
    return client.post(f"/suche/{what}/", {"q": "zinnplatz "}, headers=headers or HERE)


def test_opening_a_result_is_counted(reader: Client) -> None:
    answer = tell(reader, "geoeffnet")
    assert answer.status_code == 204
    assert not answer.cookies
    assert SearchCount.objects.get().clicks == 1


def test_what_was_missed_is_counted_and_leads_to_thanks(reader: Client) -> None:
    answer = tell(reader, "nicht-gefunden")
    assert answer.status_code == 302
    assert not answer.cookies
    assert SearchCount.objects.get().missed == 1
    thanks = reader.get(answer["Location"])
    assert thanks["Cache-Control"] == "no-store"
    content = thanks.content.decode()
    assert "Danke für Ihren Hinweis" in content
    assert 'href="/suche/?q=zinnplatz"' in content
    assert "Gesucht: „zinnplatz“." in content


def test_staff_are_counted_apart(reader: Client) -> None:
    reader.force_login(people.staff())
    reader.get("/suche/", {"q": "Zinnplatz"})
    tell(reader, "geoeffnet")
    counted = SearchCount.objects.values_list("is_staff", "clicks")
    assert set(counted) == {(False, 0), (True, 1)}


def test_who_wants_to_say_more_reaches_the_coordination(reader: Client) -> None:
    answer = reader.post(
        "/melden/", {"kind": "other", "text": "Gesucht: „Zinnplatz“."}, headers=HERE
    )
    assert answer.status_code == 302
    report = ErrorReport.objects.get()
    assert (report.office, report.text) == (None, "Gesucht: „Zinnplatz“.")


@pytest.mark.parametrize("what", ["geoeffnet", "nicht-gefunden"])
def test_other_sites_cannot_tell_anything(reader: Client, what: str) -> None:
    assert tell(reader, what, Origin="https://boese.example.org").status_code == 403
    assert reader.get(f"/suche/{what}/").status_code == 405
    count = SearchCount.objects.get()
    assert (count.clicks, count.missed) == (0, 0)


@pytest.mark.parametrize("words", ["", "a" * 10_000, "<script>", "\x00\x1f", "'\"\\"])
def test_nothing_that_is_told_breaks_anything(reader: Client, words: str) -> None:
    assert reader.post("/suche/geoeffnet/", {"q": words}, headers=HERE).status_code == 204
    answer = reader.post("/suche/nicht-gefunden/", {"q": words}, headers=HERE, follow=True)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition("<main")[2]
    assert reader.get("/suche/nicht-gefunden/danke/").status_code == 200
