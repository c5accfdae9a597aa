"""How visitors narrow the list at /aktuelles/, and what stands beside it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Topic
from news.listing import ON_A_PAGE
from news.models import ArticlePage
from tests.factories.directory import municipality, organisation, reference_data
from tests.factories.news import article, event, news_index
from tests.factories.site import close
from tests.integration.news.reading import AT_MOST, queries, text, titles

pytestmark = pytest.mark.django_db

BRUCHSAL, ETTLINGEN = "08215009", "08215017"


def topic(code: str) -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"name": f"Anliegen {code}"})[0]


def about(title: str, *codes: str, towns: tuple[str, ...] = (), **fields: Any) -> ArticlePage:
    """Return an article about topics and for towns."""
    news = article(organisation(), title, **fields)
    news.topics.set([topic(code) for code in codes])
    news.municipalities.set([municipality(ags) for ags in towns])
    news.save()
    return news


def test_a_reader_filters_by_topic(client: Client) -> None:
    about("Zur Arbeit", "arbeit", "schule")
    about("Zum Wohnen", "wohnen")

    assert titles(client.get("/aktuelles/?anliegen=arbeit")) == ["Zur Arbeit"]


@pytest.mark.parametrize("town", [BRUCHSAL, "bruchsal", "Bruchsal"])
def test_a_reader_finds_for_his_town_what_is_for_it_and_what_is_for_all(
    client: Client, town: str
) -> None:
    reference_data()
    about("Dort", towns=(ETTLINGEN,))
    about("Überall")
    about("Hier und dort", towns=(BRUCHSAL, ETTLINGEN))

    assert sorted(titles(client.get("/aktuelles/", {"ort": town}))) == ["Hier und dort", "Überall"]


def test_a_reader_filters_by_year(client: Client) -> None:
    about("Neu", date=date(2026, 1, 1))
    about("Alt", date=date(2025, 12, 31))

    answer = client.get("/aktuelles/?jahr=2025")

    assert titles(answer) == ["Alt"]
    years = [value for value, _label in answer.context["form"].fields["jahr"].choices]
    assert years == ["", "2026", "2025"]


def test_filters_hold_together(client: Client) -> None:
    here = about("Beides", "arbeit", date=date(2025, 5, 1))
    about("Nur Arbeit", "arbeit", date=date(2024, 5, 1))
    about("Nur das Jahr", date=date(2025, 5, 1))

    answer = client.get("/aktuelles/?anliegen=arbeit&jahr=2025")

    assert titles(answer) == [here.title]


def test_a_choice_without_an_article_leads_back_to_all(client: Client) -> None:
    topic("arbeit")
    article(organisation(), "Da")

    page = text(client.get("/aktuelles/?anliegen=arbeit"))

    assert "Zu dieser Auswahl gibt es noch keinen Artikel" in page
    assert "Alle Artikel zeigen" in page


@pytest.mark.parametrize("name", ["anliegen", "ort", "jahr"])
@pytest.mark.parametrize("value", ["gibt-es-nicht", "' OR 1=1", "ä" * 3000, "-1", "99999999999999"])
def test_an_unknown_value_is_said_and_filters_nothing(
    client: Client, name: str, value: str
) -> None:
    about("Da", "arbeit")

    answer = client.get("/aktuelles/", {name: value, "anliegen": "arbeit"} | {name: value})

    assert titles(answer) == ["Da"]
    assert "Den Filter konnten wir nicht lesen. Sie sehen alle Artikel." in text(answer)
    assert list(answer.context["form"].errors) == [name]


def test_years_of_articles_that_one_may_not_see_are_not_offered(client: Client) -> None:
    about("Entwurf", date=date(2019, 1, 1), live=False)
    closed = organisation()
    article(closed, date=date(2018, 1, 1))
    close(closed)

    choices = client.get("/aktuelles/").context["form"].fields["jahr"].choices

    assert choices == [("", "Alle Jahre")]


def test_the_coming_events_stand_beside_the_articles(client: Client) -> None:
    today, verein = timezone.localdate(), organisation(title="Verein Beispiel")
    for days in (9, 1, 5, 3):
        event(verein, f"In {days} Tagen", starts_on=today + timedelta(days=days))
    event(verein, "Gewesen", starts_on=today - timedelta(days=3))
    event(verein, "Entwurf", starts_on=today + timedelta(days=1), live=False)

    answer = client.get("/aktuelles/")

    assert [one.title for one in answer.context["events"]] == [
        "In 1 Tagen",
        "In 3 Tagen",
        "In 5 Tagen",
    ]
    assert {one.organisation for one in answer.context["events"]} == {"Verein Beispiel"}
    assert '<a class="link-next" href="/aktuelles/termine/">Alle Termine</a>' in text(answer)


def test_an_event_that_comes_every_week_leaves_room_for_others(client: Client) -> None:
    today, verein = timezone.localdate(), organisation()
    until = today + timedelta(days=80)
    event(verein, "Jede Woche", starts_on=today, repeats="weekly", repeats_until=until)
    event(verein, "Später", starts_on=today + timedelta(days=60))

    shown = [one.title for one in client.get("/aktuelles/").context["events"]]

    assert shown == ["Jede Woche", "Später"]


def test_a_cancelled_event_says_so(client: Client) -> None:
    event(organisation(), "Fest", state="cancelled")

    page = text(client.get("/aktuelles/"))

    assert "Fest" in page
    assert "Abgesagt" in page


def test_events_of_a_closed_organisation_are_not_shown(client: Client) -> None:
    closed = organisation()
    event(closed, "Nur für uns")
    close(closed)

    page = text(client.get("/aktuelles/"))

    assert "Nur für uns" not in page
    assert "Im Moment ist kein Termin bekannt." in page


def test_without_anything_the_page_is_whole(client: Client) -> None:
    news_index()

    page = text(client.get("/aktuelles/"))

    assert "Im Moment ist kein Termin bekannt." in page
    assert 'href="/aktuelles/archiv/"' in page


@pytest.mark.parametrize("query", ["", "?anliegen=arbeit", "?ort=08215009&jahr=2026"])
def test_all_that_stands_on_the_page_needs_few_queries(client: Client, query: str) -> None:
    def more(number: int) -> None:
        for each in range(number):
            about(f"Artikel {each}", "arbeit", towns=(BRUCHSAL,), date=date(2026, 5, 1))
            event(organisation())

    more(1)
    needed = queries(client, f"/aktuelles/{query}")
    more(ON_A_PAGE + 2)

    assert queries(client, f"/aktuelles/{query}") == needed <= AT_MOST
