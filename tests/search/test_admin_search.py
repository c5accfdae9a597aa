"""The admin's lists and choosers find by Elasticsearch and show by the database."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from modelsearch.backends.base import FilterFieldError
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from directory.models import OfficePage, OrganisationPage
from portal.home.models import HomePage
from portal.search.admin_backend import matching, question
from portal.search.admin_backend.results import IndexResults
from portal.search.elastic import client as elastic_client
from portal.search.elastic.drain import drain
from portal.search.elastic.rebuilding import rebuild
from portal.search.models import SearchEntry
from tests.factories.directory import office, organisation
from tests.factories.files import document, image
from tests.factories.people import coordination, editor
from tests.factories.site import plain_page

pytestmark = pytest.mark.django_db

RENAMED = "Künftiger Geheimname"


@dataclass
class Houses:
    """Two organisations with a page and a draft each, in the index; the client edits for `own`."""

    own: OrganisationPage
    foreign: OrganisationPage
    own_draft: OfficePage
    foreign_live: OfficePage
    foreign_draft: OfficePage


@pytest.fixture
def houses(elasticsearch: object, client: Client) -> Houses:
    own, foreign = organisation(title="Haus Müller"), organisation(title="Haus Übersee")
    foreign_live = office(of=foreign, title="Migrationsberatung Übersee")
    foreign_live.title = RENAMED
    foreign_live.save_revision()
    made = Houses(
        own=own,
        foreign=foreign,
        own_draft=office(of=own, title="Migrationsberatung im Entwurf", live=False),
        foreign_live=foreign_live,
        foreign_draft=office(of=foreign, title="Migrationsberatung verborgen", live=False),
    )
    document(of=own, title="Merkblatt Migrationsberatung")
    document(of=foreign, title="Merkblatt Übersee")
    image(of=own, title="Gruppenbild Migrationsberatung")
    image(of=foreign, title="Gruppenbild Übersee")
    rebuild()
    client.force_login(editor(of=own))
    return made


@pytest.fixture(autouse=True)
def searches(monkeypatch: pytest.MonkeyPatch) -> Iterator[mock.Mock]:
    """Count what Elasticsearch is asked, and let it take its time: the machine may be busy."""
    monkeypatch.setattr(elastic_client, "SEARCH_SECONDS", 10)
    with mock.patch(f"{matching.__name__}.ask", wraps=elastic_client.ask) as asked:
        yield asked


def shown(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    if answer["Content-Type"].startswith("application/json"):
        return str(json.loads(text)["html"])
    return text


def titles(results: Any) -> list[str]:
    return [str(each.title) for each in results]


def find(text: str, model: Any = Page, **options: Any) -> Any:
    return get_search_backend().search(text, model.objects.all(), **options)


def complete(text: str, queryset: Any = None, **options: Any) -> Any:
    pages = Page.objects.all() if queryset is None else queryset
    return get_search_backend().autocomplete(text, pages, **options)


# --- The real views ------------------------------------------------------------------------


def test_the_search_of_pages_finds_drafts_parts_of_words_and_slips(
    client: Client, houses: Houses, searches: mock.Mock
) -> None:
    client.force_login(coordination())
    for asked in ("migrationsb", "Beratungen", "Migratonsberatung"):
        text = shown(client, "wagtailadmin_pages:search", q=asked)
        for title in ("im Entwurf", "verborgen"):
            assert f"Migrationsberatung {title}" in text, asked
    assert searches.called


def test_an_editor_finds_only_what_she_may_edit_and_no_trace_of_the_rest(
    client: Client, houses: Houses, searches: mock.Mock
) -> None:
    text = shown(client, "wagtailadmin_pages:search", q="Migrationsberatung")
    assert "Migrationsberatung im Entwurf" in text
    assert "verborgen" not in text
    assert "Übersee" not in text
    assert searches.called
    nothing = shown(client, "wagtailadmin_pages:search", q="verborgen")
    assert houses.foreign_draft.title not in nothing


def test_a_list_of_pages_is_searched_in_its_own_order(client: Client, houses: Houses) -> None:
    for title in ("Migrationsberatung B", "Migrationsberatung A"):
        office(of=houses.own, title=title)
    drain()
    text = shown(
        client, "wagtailadmin_explore", houses.own.pk, q="Migrationsberatung", ordering="title"
    )
    places = [text.index(f"Migrationsberatung {end}") for end in ("A", "B", "im Entwurf")]
    assert places == sorted(places)


def test_a_chooser_of_pages_offers_public_and_own_pages_and_tells_no_draft(
    client: Client, houses: Houses, searches: mock.Mock
) -> None:
    chooser = "wagtailadmin_choose_page_search"
    text = shown(client, chooser, q="Migrationsberatung")
    assert "im Entwurf" in text
    assert "verborgen" not in text
    found = shown(client, chooser, q="Mueller")
    assert "Haus Müller" in found
    live = reverse("wagtailadmin_pages:edit", args=[houses.foreign_live.pk])
    for asked in (RENAMED, "Geheimname", "künftig"):
        text = shown(client, chooser, q=asked)
        assert live not in text
        assert "Übersee" not in text
    assert searches.called


def test_files_are_found_in_lists_and_choosers_of_whoever_may_use_them(
    client: Client, houses: Houses, searches: mock.Mock
) -> None:
    for name, title in (
        ("wagtaildocs:index", "Merkblatt"),
        ("wagtaildocs_chooser:choose_results", "Merkblatt"),
        ("wagtailimages:index", "Gruppenbild"),
        ("wagtailimages_chooser:choose_results", "Gruppenbild"),
    ):
        searches.reset_mock()
        assert f"{title} Migrationsberatung" in shown(client, name, q="Beratung")
        assert f"{title} Übersee" not in shown(client, name, q="Uebersee")
        assert searches.call_count >= 2


@pytest.mark.parametrize("is_there", [True, False])
def test_whatever_is_typed_the_lists_answer(
    client: Client, houses: Houses, settings: Settings, is_there: bool
) -> None:
    if not is_there:
        settings.ELASTICSEARCH_URLS = ()
    lists = ("wagtailadmin_pages:search", "wagtaildocs:index", "wagtailadmin_choose_page_search")
    for asked in ("*", '"', 'Haus "', "\\", "a AND (", "NOT", "§", "x" * 3000, "<b>", " "):
        for name in lists:
            shown(client, name, q=asked)


# --- What has just changed, and when Elasticsearch is no help ------------------------------


def test_what_has_just_been_written_is_found_before_elasticsearch_knows_it(
    houses: Houses, searches: mock.Mock
) -> None:
    fresh = office(of=houses.own, title="Nagelneue Stelle")
    assert SearchEntry.objects.pending().filter(object_id=fresh.pk).exists()
    assert titles(complete("nagel")) == ["Nagelneue Stelle"]
    fresh.title = "Umbenannte Stelle"
    fresh.save()
    assert titles(complete("nagel")) == []
    assert titles(complete("umben")) == ["Umbenannte Stelle"]
    fresh.delete()
    assert titles(complete("umben")) == []
    assert searches.called


def test_while_elasticsearch_is_away_the_database_finds(
    client: Client, houses: Houses, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URLS = ("http://127.0.0.1:9",)
    assert "im Entwurf" in shown(client, "wagtailadmin_pages:search", q="Migrationsberatung")
    assert complete("Migrationsberatung").count() == 3
    assert complete("Migrationsberatung").facet("content_type_id")


def test_while_elasticsearch_is_behind_it_is_not_asked(houses: Houses, searches: mock.Mock) -> None:
    SearchEntry.objects.filter(object_id=houses.own.pk, source="page").update(
        is_pending=True, changed_at="2026-01-01T00:00Z"
    )
    assert complete("Migrationsberatung").count() == 3
    assert not searches.called


def test_more_than_can_be_compared_is_found_by_the_database(
    houses: Houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (question, matching):
        monkeypatch.setattr(module, "MOST_FOUND", 2)
    assert complete("Migrationsberatung").count() == 3


def test_without_elasticsearch_the_database_is_all_there_is(
    houses: Houses, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URLS = ()
    assert not isinstance(find("Migrationsberatung"), IndexResults)


# --- What Wagtail may ask of results -------------------------------------------------------


def test_results_can_be_sliced_counted_and_scored(houses: Houses) -> None:
    best = office(of=houses.own, title="Übergabe")
    office(of=houses.own, title="Die Übergabe an die nächste Stelle")
    drain()
    found = complete("Übergabe", OfficePage.objects.all())
    assert titles(found)[0] == best.title
    assert len(found) == found.count() == 2
    assert titles(found[1:]) == titles(found)[1:]
    assert found[1:5].count() == 1
    assert found[7:9].count() == 0
    assert found[0] == best
    first, second = found.annotate_score("score")
    assert first.score > second.score
    by_title = OfficePage.objects.order_by("title")
    assert titles(complete("Übergabe", by_title, order_by_relevance=False)) == [
        "Die Übergabe an die nächste Stelle",
        "Übergabe",
    ]
    assert [type(page) for page in complete("Übergabe", Page.objects.specific())] == [
        OfficePage
    ] * 2


def test_facets_count_what_the_queryset_shows(houses: Houses) -> None:
    own = Page.objects.descendant_of(houses.own)
    counts = complete("Migrationsberatung", own).facet("content_type_id")
    assert list(counts.values()) == [1]
    with pytest.raises(FilterFieldError):
        complete("Migrationsberatung", own).facet("draft_title")


def test_all_words_are_needed_unless_any_will_do(houses: Houses) -> None:
    assert complete("Migrationsberatung Entwurf").count() == 1
    assert complete("Migrationsberatung gibtesnicht").count() == 0
    assert find("Migrationsberatung gibtesnicht", operator="or").count() == 3


def test_documents_are_found_by_what_their_file_says(houses: Houses) -> None:
    SearchEntry.objects.filter(source="document", title="Merkblatt Übersee").update(
        text="Hinweise zur Aufenthaltserlaubnis", is_pending=True, revision=F("revision") + 1
    )
    drain()
    assert titles(find("Aufenthaltserlaubnis", Document)) == ["Merkblatt Übersee"]
    assert titles(find("Migrationsberatungen", Image)) == ["Gruppenbild Migrationsberatung"]


def test_aliases_are_found_with_their_page(houses: Houses) -> None:
    page = plain_page(HomePage.objects.get(locale__language_code="de"), title="Wegweiser")
    alias = page.create_alias(update_slug="wegweiser-zwei")
    drain()
    assert {found.pk for found in complete("Wegweis")} == {page.pk, alias.pk}


def test_single_fields_and_other_models_are_searched_in_the_database(houses: Houses) -> None:
    assert not isinstance(find("Haus", fields=["title"]), IndexResults)
    assert not isinstance(find("Haus", SearchEntry), IndexResults)


def test_many_results_cost_no_more_queries(client: Client, houses: Houses) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, "wagtailadmin_pages:search", q="Migrationsberatung")
        return len(captured)

    office(of=houses.own, title="Migrationsberatung zwei")
    drain()
    queries()
    few = queries()
    for number in range(12):
        office(of=houses.own, title=f"Migrationsberatung {number}")
    drain()
    assert queries() == few
