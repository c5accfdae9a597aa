"""An article as its readers see it."""

from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories.directory import organisation
from tests.factories.news import article, heading, paragraph, picture
from tests.integration.news.reading import AT_MOST, queries, text

pytestmark = pytest.mark.django_db


def test_an_article_says_who_when_and_what(client: Client) -> None:
    news = article(
        organisation(slug="verein", title="Verein Beispiel"),
        "Neue Zeiten",
        date=date(2026, 3, 5),
        teaser="Wir sind länger da.",
        body=[heading("Am Abend"), paragraph("Bis 20 Uhr.")],
    )

    page = text(client.get("/partner/verein/aktuelles/neue-zeiten/"))

    assert news.get_url() == "/partner/verein/aktuelles/neue-zeiten/"
    assert '<h1 lang="de">Neue Zeiten</h1>' in page
    assert '<time datetime="2026-03-05">5. März 2026</time>' in page
    assert '<span lang="de"><a href="/partner/verein/">Verein Beispiel</a></span>' in page
    assert '<p class="lead" lang="de">Wir sind länger da.</p>' in page
    assert "<h2>Am Abend</h2>" in page
    assert "<p>Bis 20 Uhr.</p>" in page


def test_the_way_to_an_article_leads_through_organisation_and_folder(client: Client) -> None:
    verein = organisation(slug="verein")
    answer = client.get(article(verein, "Neue Zeiten").get_url())

    assert [crumb.url for crumb in answer.context["breadcrumbs"]] == [
        "/",
        "/partner/",
        "/partner/verein/",
        "/partner/verein/aktuelles/",
        "/partner/verein/aktuelles/neue-zeiten/",
    ]


def test_a_picture_says_what_it_shows(client: Client) -> None:
    news = article(organisation(), body=[picture("Drei Stühle vor einer Tafel")])

    assert 'alt="Drei Stühle vor einer Tafel"' in text(client.get(news.get_url()))


def test_an_ornament_is_silent_for_screen_readers(client: Client) -> None:
    news = article(organisation(), body=[picture()])

    assert 'alt=""' in text(client.get(news.get_url()))


def test_a_draft_is_not_there_for_visitors(client: Client) -> None:
    news = article(organisation(), live=False)

    assert client.get(news.get_url()).status_code == 404


def test_an_article_needs_few_queries(client: Client) -> None:
    address = article(organisation()).get_url()

    assert queries(client, address) <= AT_MOST


def test_an_article_is_found_by_a_word_of_its_text_or_teaser() -> None:
    news = article(
        organisation(), teaser="Alles zum Kursangebot.", body=[paragraph("Auch am Wochenende.")]
    )

    for word in ("Kursangebot", "Wochenende"):
        assert [hit.pk for hit in Page.objects.search(word)] == [news.pk]
