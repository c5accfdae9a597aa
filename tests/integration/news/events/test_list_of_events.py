"""What visitors see at /aktuelles/termine/."""

from datetime import date, time, timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from directory.groups import NETWORK
from directory.models import Topic
from news.enums import EventState, ExceptionKind, Repeats
from news.events.listing import ON_A_PAGE
from news.models import EventException
from tests.factories.directory import municipality, office, organisation
from tests.factories.news import article, event, news_index
from tests.factories.people import staff
from tests.factories.site import close
from tests.integration.news.events.reading import titles
from tests.integration.news.reading import AT_MOST, queries, text

pytestmark = pytest.mark.django_db

LIST = "/aktuelles/termine/"


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_what_comes_next_stands_first_and_what_is_over_is_gone(client: Client) -> None:
    verein = organisation()
    event(verein, "Später", starts_on=in_days(9))
    event(verein, "Vorbei", starts_on=in_days(-1))
    event(verein, "Bald", starts_on=in_days(2))

    assert titles(client.get(LIST)) == ["Bald", "Später"]


def test_events_stand_below_their_month_and_day(client: Client) -> None:
    verein = organisation()
    event(verein, "Am Mittag", starts_on=date(2099, 5, 4), starts_at=time(12))
    event(verein, "Am Abend", starts_on=date(2099, 5, 4), starts_at=time(18))
    event(verein, "Im Juni", starts_on=date(2099, 6, 1))

    months = client.get(LIST).context["months"]

    assert [month.words for month in months] == ["Mai 2099", "Juni 2099"]
    assert [day.words for day in months[0].days] == ["Montag, 4. Mai 2099"]
    assert [one.title for one in months[0].days[0].events] == ["Am Mittag", "Am Abend"]


def test_what_goes_on_for_days_stands_at_today(client: Client) -> None:
    verein = organisation()
    event(verein, "Läuft", starts_on=in_days(-40), ends_on=in_days(3))
    event(verein, "Heute", starts_on=in_days(0))

    [month] = client.get(LIST).context["months"]

    assert [day.day for day in month.days] == [in_days(0)]
    assert [one.title for one in month.days[0].events] == ["Läuft", "Heute"]


def test_each_recurrence_is_listed_on_its_day(client: Client) -> None:
    event(
        organisation(),
        "Jede Woche",
        starts_on=in_days(-7),
        repeats=Repeats.WEEKLY,
        repeats_until=in_days(14),
    )

    assert titles(client.get(LIST)) == ["Jede Woche"] * 3


def test_what_is_cancelled_stays_and_says_so_in_words(client: Client) -> None:
    verein = organisation()
    event(verein, "Abgesagt", state=EventState.CANCELLED, state_note="Krankheit")
    event(
        verein,
        "Wöchentlich",
        starts_on=in_days(1),
        repeats=Repeats.WEEKLY,
        repeats_until=in_days(8),
        exceptions=[EventException(day=in_days(8), kind=ExceptionKind.MOVED, new_day=in_days(9))],
    )

    page = text(client.get(LIST))

    assert "<strong>Fällt aus</strong>" in page
    assert "Krankheit" in page
    assert "<strong>Verschoben vom " in page


def test_a_reader_filters_by_organisation_topic_and_town(client: Client) -> None:
    topic = Topic.objects.create(code="wohnen-test", name="Wohnen")
    town = municipality("08215009")
    municipality("08215007")
    event(organisation(slug="hier"), "Von hier", topics=[topic], municipalities=[town])
    event(organisation(slug="dort"), "Für alle Orte")

    assert titles(client.get(f"{LIST}?organisation=hier")) == ["Von hier"]
    assert titles(client.get(f"{LIST}?anliegen=wohnen-test")) == ["Von hier"]
    assert titles(client.get(f"{LIST}?ort=08215007")) == ["Für alle Orte"]
    assert sorted(titles(client.get(f"{LIST}?ort=08215009"))) == ["Für alle Orte", "Von hier"]
    assert 'href="/aktuelles/termine.ics?ort=08215007"' in text(
        client.get(f"{LIST}?ort=08215007&x=1")
    )


@pytest.mark.parametrize("name", ["organisation", "anliegen", "ort"])
@pytest.mark.parametrize("value", ["gibt-es-nicht", "' OR 1=1", "ä" * 3000])
def test_a_filter_that_names_nothing_is_said_and_shows_all(
    client: Client, name: str, value: str
) -> None:
    event(organisation(), "Da")

    answer = client.get(LIST, {name: value})

    assert titles(answer) == ["Da"]
    assert "Den Filter konnten wir nicht lesen. Sie sehen alle Termine." in text(answer)


def test_without_an_event_the_list_says_so(client: Client) -> None:
    news_index()
    organisation(slug="still")

    assert "Zurzeit gibt es keinen Termin" in text(client.get(LIST))
    assert "Alle Termine zeigen" in text(client.get(f"{LIST}?organisation=still"))


def test_more_events_stand_on_further_pages_and_keep_the_filter(client: Client) -> None:
    event(
        organisation(slug="verein"),
        "Jede Woche",
        starts_on=in_days(1),
        repeats=Repeats.WEEKLY,
        repeats_until=in_days(1 + 7 * ON_A_PAGE),
    )

    first = client.get(f"{LIST}?organisation=verein")

    assert len(titles(first)) == ON_A_PAGE
    assert 'href="?organisation=verein&amp;page=2"' in text(first)
    assert len(titles(client.get(f"{LIST}?organisation=verein&page=2"))) == 1
    assert "Diese Seite der Liste gibt es nicht." in text(client.get(f"{LIST}?page=99"))


def test_hidden_events_leave_no_trace_and_come_into_view_for_who_may(client: Client) -> None:
    verein, closed = organisation(), organisation()
    event(verein, "Entwurf", live=False)
    event(verein, "Abgelaufen", expire_at=timezone.now() - timedelta(hours=1))
    event(closed, "Verschlossen")
    close(closed, Group.objects.filter(name=NETWORK))

    assert titles(client.get(LIST)) == []
    assert "Verschlossen" not in text(client.get(LIST))
    client.force_login(staff())
    assert titles(client.get(LIST)) == ["Verschlossen"]


def test_a_hidden_office_is_not_named(client: Client) -> None:
    verein = organisation()
    stelle = office(of=verein, title="Geheime Stelle", live=False)
    event(verein, "Da", office=stelle, place_name="", town="")

    assert "Geheime Stelle" not in text(client.get(LIST))


def test_a_long_list_needs_no_more_queries_than_a_short_one(client: Client) -> None:
    verein = organisation()
    event(verein, office=office(of=verein))
    few = queries(client, LIST)
    for _number in range(8):
        other = organisation()
        event(other, office=office(of=other))

    assert queries(client, LIST) == few <= AT_MOST


def test_the_list_is_there_in_english(client: Client) -> None:
    event(organisation(), "Sprachcafé")

    assert titles(client.get(f"/en{LIST}")) == ["Sprachcafé"]


@pytest.mark.parametrize("path", [LIST, "/aktuelles/termine.ics"])
def test_a_year_which_only_articles_have_does_not_break_the_events(
    client: Client, path: str
) -> None:
    publisher = organisation()
    written = article(publisher)
    event(publisher, "Infoabend", starts_on=in_days(2))
    answer = client.get(path, {"jahr": written.date.year})
    assert answer.status_code == 200
    assert "Infoabend" in answer.content.decode()
