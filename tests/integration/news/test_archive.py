"""The archive of articles by month."""

from datetime import date

import pytest
from django.test import Client

from news.listing import ON_A_PAGE
from tests.factories.directory import organisation
from tests.factories.news import article, news_index
from tests.factories.people import staff
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text, titles

pytestmark = pytest.mark.django_db


def test_months_stand_newest_first_with_their_number(client: Client) -> None:
    for day in (date(2026, 3, 1), date(2025, 12, 31), date(2026, 3, 31)):
        article(organisation(), date=day)

    answer = client.get("/aktuelles/archiv/")

    found = [(one.name, one.number, one.url) for one in answer.context["months"]]
    assert found == [
        ("März 2026", 2, "/aktuelles/archiv/2026/3/"),
        ("Dezember 2025", 1, "/aktuelles/archiv/2025/12/"),
    ]
    assert '<a href="/aktuelles/archiv/2026/3/">März 2026</a> (2 Artikel)' in text(answer)


def test_a_month_lists_its_articles_and_no_others(client: Client) -> None:
    article(organisation(), "Anfang", date=date(2026, 3, 1))
    article(organisation(), "Ende", date=date(2026, 3, 31))
    article(organisation(), "Davor", date=date(2026, 2, 28))
    article(organisation(), "Ein Jahr davor", date=date(2025, 3, 5))

    assert titles(client.get("/aktuelles/archiv/2026/3/")) == ["Ende", "Anfang"]


def test_a_month_leads_to_the_next_ones_that_have_articles(client: Client) -> None:
    for day in (date(2025, 11, 5), date(2026, 3, 5), date(2026, 8, 5)):
        article(organisation(), date=day)

    page = text(client.get("/aktuelles/archiv/2026/3/"))

    assert 'rel="prev" href="/aktuelles/archiv/2025/11/"' in page
    assert 'rel="next" href="/aktuelles/archiv/2026/8/"' in page
    assert 'rel="prev"' not in text(client.get("/aktuelles/archiv/2025/11/"))
    assert 'rel="next"' not in text(client.get("/aktuelles/archiv/2026/8/"))


def test_a_full_month_goes_on_on_further_pages(client: Client) -> None:
    for number in range(ON_A_PAGE + 1):
        article(organisation(), date=date(2026, 3, 1 + number))

    assert len(titles(client.get("/aktuelles/archiv/2026/3/"))) == ON_A_PAGE
    assert len(titles(client.get("/aktuelles/archiv/2026/3/?page=2"))) == 1


@pytest.mark.parametrize("month", ["2026/0", "2026/13", "0/5", "10000/1", "99999999999999999999/1"])
def test_a_month_that_cannot_be_is_not_found_with_kind_words(client: Client, month: str) -> None:
    article(organisation(), date=date(2026, 3, 5))

    answer = client.get(f"/aktuelles/archiv/{month}/")

    assert answer.status_code == 404
    assert "Diesen Monat gibt es nicht." in text(answer)


def test_a_month_without_articles_is_not_found_with_kind_words(client: Client) -> None:
    news_index()

    answer = client.get("/aktuelles/archiv/2026/4/")

    assert answer.status_code == 404
    assert "In diesem Monat ist kein Artikel erschienen." in text(answer)


def test_articles_that_one_may_not_see_leave_no_month(client: Client) -> None:
    closed = organisation()
    article(closed, "Nur für uns", date=date(2020, 5, 5))
    article(organisation(), "Entwurf", date=date(2019, 5, 5), live=False)
    somebody = staff()
    close(closed, somebody.groups.all())

    assert client.get("/aktuelles/archiv/").context["months"] == []
    assert client.get("/aktuelles/archiv/2020/5/").status_code == 404
    client.force_login(somebody)
    assert titles(client.get("/aktuelles/archiv/2020/5/")) == ["Nur für uns"]


def test_without_an_article_the_archive_says_so(client: Client) -> None:
    news_index()

    assert "Es gibt noch keinen Artikel" in text(client.get("/aktuelles/archiv/"))


def test_in_english_the_months_are_english(client: Client) -> None:
    article(organisation(), date=date(2026, 3, 5))

    page = text(client.get("/en/aktuelles/archiv/"))

    assert '<a href="/en/aktuelles/archiv/2026/3/">March 2026</a>' in page


@pytest.mark.parametrize("address", ["/aktuelles/archiv/", "/aktuelles/archiv/2026/3/"])
def test_the_archive_needs_as_few_queries_however_much_there_is(
    client: Client, address: str
) -> None:
    article(organisation(), date=date(2026, 3, 5))
    needed = queries(client, address)
    for number in range(ON_A_PAGE + 2):
        article(organisation(), date=date(2026, 3, 1 + number))
        article(organisation(), date=date(2000 + number, 1, 1))

    assert queries(client, address) == needed <= AT_MOST
