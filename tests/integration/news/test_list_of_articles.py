"""What visitors see at /aktuelles/ and in the folder of an organisation."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from news.listing import ON_A_PAGE
from portal.core.navigation import main_navigation
from tests.factories.directory import organisation
from tests.factories.news import article, folder, news_index
from tests.factories.people import staff
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text, titles

pytestmark = pytest.mark.django_db


def test_the_newest_article_of_all_organisations_comes_first(client: Client) -> None:
    here, there = organisation(), organisation()
    article(here, "Alt", date=date(2026, 1, 5))
    article(there, "Neu", date=date(2026, 3, 5))
    article(here, "Mittel", date=date(2026, 2, 5))

    assert titles(client.get("/aktuelles/")) == ["Neu", "Mittel", "Alt"]


def test_each_article_names_its_organisation_and_its_date(client: Client) -> None:
    article(organisation(title="Verein Beispiel"), teaser="Worum es geht.", date=date(2026, 3, 5))

    page = text(client.get("/aktuelles/"))

    assert '<span lang="de">Verein Beispiel</span>' in page
    assert '<time datetime="2026-03-05">5. März 2026</time>' in page
    assert '<p lang="de">Worum es geht.</p>' in page


def test_an_article_stands_in_the_folder_of_its_organisation(client: Client) -> None:
    verein = organisation(slug="verein", title="Verein Beispiel")
    article(verein, "Neue Zeiten")
    article(organisation(), "Fremd")

    answer = client.get("/partner/verein/aktuelles/")

    assert titles(answer) == ["Neue Zeiten"]
    assert 'href="/partner/verein/aktuelles/neue-zeiten/"' in text(answer)
    assert 'href="/partner/verein/"' in text(answer)


def test_a_reader_filters_by_organisation(client: Client) -> None:
    article(organisation(slug="hier"), "Von hier")
    article(organisation(slug="dort"), "Von dort")

    assert titles(client.get("/aktuelles/?organisation=hier")) == ["Von hier"]


def test_without_an_article_the_list_says_so(client: Client) -> None:
    news_index()

    assert "Es gibt noch keinen Artikel" in text(client.get("/aktuelles/"))


def test_an_organisation_without_an_article_leads_back_to_all(client: Client) -> None:
    organisation(slug="still")

    answer = client.get("/aktuelles/?organisation=still")

    assert "Von dieser Organisation gibt es noch keinen Artikel" in text(answer)
    assert '<a class="button button--quiet" href="/aktuelles/">Alle Artikel zeigen</a>' in text(
        answer
    )


@pytest.mark.parametrize("value", ["gibt-es-nicht", "' OR 1=1", "ä" * 3000])
def test_a_filter_that_names_nothing_is_said_and_shows_all(client: Client, value: str) -> None:
    article(organisation(), "Da")

    answer = client.get("/aktuelles/", {"organisation": value})

    assert titles(answer) == ["Da"]
    assert "Diese Organisation gibt es nicht. Bitte wählen Sie aus der Liste." in text(answer)
    assert "Den Filter konnten wir nicht lesen. Sie sehen alle Artikel." in text(answer)


@pytest.mark.parametrize("value", ["0", "-1", "2", "99999999999999999999", "abc", "1.5", "²"])
@pytest.mark.parametrize("address", ["/aktuelles/", "/partner/verein/aktuelles/"])
def test_a_page_that_is_not_there_is_said_and_shows_the_first(
    client: Client, address: str, value: str
) -> None:
    article(organisation(slug="verein"), "Da")

    answer = client.get(address, {"page": value})

    assert titles(answer) == ["Da"]
    assert "Diese Seite der Liste gibt es nicht. Sie sehen die erste Seite." in text(answer)


def test_a_good_address_is_answered_without_a_warning(client: Client) -> None:
    article(organisation(slug="verein"))

    assert client.get("/aktuelles/?organisation=verein&page=1").context["problems"] == []


def test_more_articles_stand_on_further_pages_and_keep_the_filter(client: Client) -> None:
    verein = organisation(slug="verein")
    for day in range(ON_A_PAGE + 1):
        article(verein, f"Nummer {day}", date=date(2026, 1, 1) + timedelta(days=day))

    first = client.get("/aktuelles/?organisation=verein")
    second = client.get("/aktuelles/?organisation=verein&page=2")

    assert titles(first)[0] == f"Nummer {ON_A_PAGE}"
    assert len(titles(first)) == ON_A_PAGE
    assert titles(second) == ["Nummer 0"]
    assert 'href="?organisation=verein&amp;page=2"' in text(first)


def test_drafts_and_expired_articles_are_not_listed(client: Client) -> None:
    verein = organisation()
    article(verein, "Entwurf", live=False)
    article(verein, "Vorbei", expire_at=timezone.now() - timedelta(minutes=1))
    article(verein, "Da")

    assert titles(client.get("/aktuelles/")) == ["Da"]


def test_a_closed_organisation_shows_its_articles_to_its_group_only(client: Client) -> None:
    closed = organisation(slug="zu", title="Verein Geschlossen")
    article(closed, "Nur für uns")
    somebody = staff()
    close(closed, somebody.groups.all())

    page = client.get("/aktuelles/")

    assert titles(page) == []
    assert "Verein Geschlossen" not in text(page)
    client.force_login(somebody)
    assert titles(client.get("/aktuelles/")) == ["Nur für uns"]


def test_articles_of_a_hidden_organisation_name_it_without_a_link(client: Client) -> None:
    hidden = organisation(slug="weg", title="Verein Früher", live=False)
    news = article(hidden, "Noch da")

    assert titles(client.get("/aktuelles/")) == ["Noch da"]
    page = text(client.get(news.get_url()))
    assert "Verein Früher" in page
    assert '<a href="/partner/weg/">' not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("address", "at_most"), [("/aktuelles/", AT_MOST), ("/partner/verein/aktuelles/", AT_MOST)]
)
def test_queries_do_not_grow_with_the_list(client: Client, address: str, at_most: int) -> None:
    verein = organisation(slug="verein")
    article(verein)
    with_one = queries(client, address)
    for _number in range(ON_A_PAGE + 2):
        article(organisation())
        article(verein)

    assert queries(client, address) == with_one <= at_most


def test_in_english_the_frame_is_english_and_the_addresses_stay_below_en(client: Client) -> None:
    verein = organisation(slug="verein")
    article(verein, "Neue Zeiten", date=date(2026, 3, 5))

    page = text(client.get("/en/aktuelles/"))

    assert '<html lang="en"' in page
    assert '<a href="/en/partner/verein/aktuelles/neue-zeiten/">Neue Zeiten</a>' in page
    assert '<h2 class="card__title" lang="de">' in page


def test_the_list_sets_no_cookie_and_is_in_the_navigation(client: Client) -> None:
    news_index()

    answer = client.get("/aktuelles/")

    assert not answer.cookies
    assert [(link.title, bool(link.text)) for link in main_navigation("/aktuelles/")][-1] == (
        "Aktuelles",
        True,
    )
    assert '<a href="/aktuelles/" aria-current="page">Aktuelles</a>' in text(answer)


def test_there_is_a_folder_page_even_before_the_first_article(client: Client) -> None:
    verein = organisation()

    answer = client.get(folder(verein).get_url())

    assert titles(answer) == []
    assert "Von dieser Organisation gibt es noch keinen Artikel" in text(answer)
