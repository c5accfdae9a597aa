"""A search as a feed: what every visitor would find."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils.safestring import SafeString
from wagtail.models import Page

from portal.search.asking import Found, Order
from portal.search.models import SearchEntry
from tests.factories import people, site
from tests.integration.search.results_page.conftest import Search, hit

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGED = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _home() -> None:
    site.home()


def entry(number: int) -> int:
    row = SearchEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Page),
        object_id=1_000_000 + number,
        source="test",
        kind="office",
        language="de",
        changed_at=CHANGED,
    )
    return int(row.pk)


def feed(client: Client, query: dict[str, Any]) -> ElementTree.Element:
    answer = client.get("/suche/feed/", query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content)


def test_it_holds_the_newest_results_as_a_visitor_finds_them(
    client: Client, search: Search
) -> None:
    pk = entry(1)
    search.found = Found([hit(pk, excerpt=SafeString("Zum <mark>Zinn</mark>\x0cplatz"))], 1)
    client.force_login(people.staff())
    read = feed(client, {"q": "Zinn", "art": "office", "page": "4", "fassungen": "alle"})
    assert read.findtext(f"{ATOM}title") == "Suche nach „Zinn“"
    (one,) = read.findall(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}title") == "Beratung am Zinnplatz <b>"
    assert one.findtext(f"{ATOM}summary") == "Zum <mark>Zinn</mark> platz"
    assert one.findtext(f"{ATOM}updated") == "2026-03-01T08:00:00+00:00"
    assert str(one.findtext(f"{ATOM}id")).startswith("urn:uuid:")
    link = one.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith(f"/partner/zinn/{pk}/")
    ((question, who),) = search.asked
    assert not who.is_authenticated
    assert (question.order, question.page, question.past) == (Order.NEWEST, 1, False)
    assert question.values_of("kind") == {"office"}


def test_what_was_forgotten_in_the_same_moment_is_left_out(client: Client, search: Search) -> None:
    search.found = Found([hit(-1)], 1)
    assert feed(client, {"q": "Zinn"}).findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("words", ["", "??", "<x>&", "a" * 10_000, "\u202e", "\x1f\x0c"])
def test_no_words_break_it(client: Client, search: Search, words: str) -> None:
    search.found = Found([], 0)
    assert feed(client, {"q": words}).findall(f"{ATOM}entry") == []


def test_it_is_for_programs_and_sets_no_cookie(client: Client, search: Search) -> None:
    answer = client.get("/suche/feed/", {"q": "Zinn"})
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies


def test_the_page_of_results_names_it(client: Client, search: Search) -> None:
    content = client.get("/suche/", {"q": "Zinn", "art": "office"}).content.decode()
    assert content.count('href="/suche/feed/?q=Zinn&amp;art=office"') == 2
