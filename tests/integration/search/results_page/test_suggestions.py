"""What is offered while somebody types, as data."""

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from portal.search.asking import Suggestion
from tests.factories import people
from tests.integration.search.results_page.conftest import Search

pytestmark = pytest.mark.django_db

ADDRESS = "/suche/vorschlaege/"
OFFERED = [
    Suggestion("Zinn <b>& Co.</b>", "/partner/zinn/", "Organisation"),
    Suggestion("Zinnplatz", "/partner/zinn/platz/", "Beratungsstelle"),
]


def test_each_has_a_title_an_address_and_a_kind_and_their_number_is_said(
    client: Client, search: Search
) -> None:
    search.offered = OFFERED
    assert client.get(ADDRESS, {"q": " Zinn "}).json() == {
        "suggestions": [
            {"title": "Zinn <b>& Co.</b>", "url": "/partner/zinn/", "kind": "Organisation"},
            {"title": "Zinnplatz", "url": "/partner/zinn/platz/", "kind": "Beratungsstelle"},
        ],
        "announcement": "2 Vorschläge. Mit der Pfeiltaste nach unten auswählen.",
    }
    assert search.typed == ["Zinn"]


def test_that_there_is_none_is_said_too(client: Client, search: Search) -> None:
    answer = client.get(ADDRESS, {"q": "Zinn"}).json()
    assert answer["suggestions"] == []
    assert answer["announcement"].startswith("Keine Vorschläge.")


@pytest.mark.parametrize("text", ["", "Z", " Z ", "\n", "ä"])
def test_one_letter_asks_nothing(client: Client, search: Search, text: str) -> None:
    search.offered = OFFERED
    assert client.get(ADDRESS, {"q": text}).json()["suggestions"] == []
    assert search.typed == []


@pytest.mark.parametrize("text", ["a" * 10_000, '"', "**", "\\\\", "NOT (", "\ud800x", "\u202eab"])
def test_nothing_that_is_typed_breaks_them(client: Client, search: Search, text: str) -> None:
    query = text.encode(errors="surrogatepass")
    answer = client.get(ADDRESS, {"q": query})
    assert answer.status_code == 200
    assert all(len(typed) <= 200 for typed in search.typed)


def test_they_are_kept_nowhere_and_set_no_cookie(client: Client, search: Search) -> None:
    answer = client.get(ADDRESS, {"q": "Zinn"})
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    client.force_login(people.staff())
    assert client.get(ADDRESS, {"q": "Zinn"})["Cache-Control"] == "private, no-store"


def test_quick_typing_is_no_attack_and_a_flood_is_refused(
    client: Client, search: Search, settings: Settings
) -> None:
    settings.THROTTLED = True
    caches["memory"].clear()
    codes = [client.get(ADDRESS).status_code for _ in range(1801)]
    assert set(codes[:-1]) == {200}
    assert codes[-1] == 429
    assert client.get("/suche/").status_code == 200


def test_every_page_has_a_box_that_asks_in_its_language(client: Client) -> None:
    for path, prefix in (("/", ""), ("/en/", "/en"), ("/gibt-es-nicht/", "")):
        content = client.get(path).content.decode()
        assert f'data-suggestions="{prefix}/suche/vorschlaege/"' in content
        assert "search/suggest.js" in content
