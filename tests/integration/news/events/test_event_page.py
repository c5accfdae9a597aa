"""What a reader sees of one event."""

import json
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from news.enums import EventState, ExceptionKind, Repeats
from news.events.occurrences import write_occurrences
from news.models import EventException, EventPage
from tests.factories.directory import language, office, organisation
from tests.factories.news import event
from tests.integration.news.reading import AT_MOST, queries, text

pytestmark = pytest.mark.django_db


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def read(client: Client, page: EventPage) -> str:
    return text(client.get(page.url))


def schema(client: Client, page: EventPage) -> list[dict[str, Any]]:
    found = re.search(
        r'<script type="application/ld\+json"[^>]*>(.*?)</script>', read(client, page)
    )
    assert found is not None
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return graph


def second_tuesday(**fields: Any) -> EventPage:
    return event(
        organisation(),
        starts_on=date(2098, 9, 9),
        starts_at=time(18),
        ends_at=time(19),
        repeats=Repeats.MONTHLY_BY_WEEKDAY,
        repeats_until=date(2098, 12, 31),
        **fields,
    )


def test_the_rule_and_the_coming_days_are_said_in_words(client: Client) -> None:
    page = read(client, second_tuesday())

    assert "Jeden zweiten Dienstag im Monat bis 31. Dezember 2098" in page
    assert "Dienstag, 9. September 2098, 18:00 bis 19:00 Uhr" in page
    assert "Dienstag, 14. Oktober 2098, 18:00 bis 19:00 Uhr" in page


@pytest.mark.parametrize(
    ("repeats", "words"),
    [
        (Repeats.WEEKLY, "Jeden Freitag bis 31. Dezember 2098"),
        (Repeats.FORTNIGHTLY, "Alle zwei Wochen am Freitag bis 31. Dezember 2098"),
        (Repeats.MONTHLY_BY_WEEKDAY, "Jeden fünften Freitag im Monat bis 31. Dezember 2098, nicht"),
        (Repeats.MONTHLY_BY_DAY, "Jeden Monat am 31. bis 31. Dezember 2098, nicht in Monaten"),
    ],
)
def test_each_rule_has_its_words(client: Client, repeats: str, words: str) -> None:
    page = event(
        organisation(),
        starts_on=date(2098, 1, 31),
        repeats=repeats,
        repeats_until=date(2098, 12, 31),
    )
    assert words in read(client, page)


def test_exceptions_are_said_by_words_and_not_by_a_line_alone(client: Client) -> None:
    page = second_tuesday(
        exceptions=[
            EventException(day=date(2098, 10, 14), note="Herbstferien"),
            EventException(
                day=date(2098, 11, 11),
                kind=ExceptionKind.MOVED,
                new_day=date(2098, 11, 12),
                new_starts_at=time(17),
            ),
        ]
    )

    shown = read(client, page)

    assert "<strong>Fällt aus:</strong>" in shown
    assert "Herbstferien" in shown
    assert "<strong>Verschoben vom 11. November 2098:</strong>" in shown
    assert "Mittwoch, 12. November 2098, 17:00 bis 18:00 Uhr" in shown


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EventState.CANCELLED, "Diese Veranstaltung ist abgesagt."),
        (EventState.MOVED, "Diese Veranstaltung ist verschoben."),
    ],
)
def test_what_is_cancelled_or_moved_says_so_before_all_else(
    client: Client, state: str, words: str
) -> None:
    page = event(organisation(), state=state, state_note="Wegen Umbau.")

    shown = read(client, page)

    assert shown.index(words) < shown.index("Ein Termin in einem Satz.</p>")
    assert "Wegen Umbau." in shown


def test_a_past_event_says_so(client: Client) -> None:
    page = event(organisation(), starts_on=in_days(-1), registration_contact="030 23125 100")

    shown = read(client, page)

    assert "Diese Veranstaltung ist vorbei." in shown
    assert "Die Anmeldung ist geschlossen." in shown
    assert "030 23125 100" not in shown


def test_an_office_is_named_with_its_address_and_how_one_gets_in(client: Client) -> None:
    verein = organisation()
    stelle = office(of=verein, title="Stelle Nord", step_free_entrance=True)
    page = event(verein, office=stelle, place_name="", town="")

    shown = read(client, page)

    assert f'<a href="{stelle.url}">Stelle Nord</a>' in shown
    assert "Beispielstraße 1, 76646 Bruchsal" in shown
    assert "https://www.openstreetmap.org/search?query=Beispielstra%C3%9Fe+1" in shown
    assert "Eingang ohne Stufen" in shown


def test_a_hidden_office_leaves_no_trace(client: Client) -> None:
    verein = organisation()
    stelle = office(of=verein, title="Geheime Stelle", street="Geheimweg 1", live=False)
    page = event(verein, office=stelle, place_name="", town="")

    shown = read(client, page)

    assert "Geheim" not in shown
    assert "Der Ort ist nicht bekannt." in shown


def test_registration_closes_after_its_last_day(client: Client) -> None:
    facts = {"registration_url": "https://example.org/anmelden"}
    open_today = event(organisation(), registration_until=in_days(0), **facts)
    over = event(organisation(), registration_until=in_days(-1), **facts)

    assert facts["registration_url"] in read(client, open_today)
    assert "Die Anmeldung ist geschlossen." in read(client, over)
    assert facts["registration_url"] not in read(client, over)


def test_languages_and_the_way_in_are_said(client: Client) -> None:
    page = event(
        organisation(),
        languages=[language("de-test")],
        accessibility="Gebärdensprache auf Anfrage.",
    )

    shown = read(client, page)

    assert "Sprache de-test" in shown
    assert "Gebärdensprache auf Anfrage." in shown


def test_the_page_leads_to_its_calendar(client: Client) -> None:
    page = event(organisation())

    link = f"/aktuelles/termine/{page.pk}.ics"

    assert f'href="{link}"' in read(client, page)
    assert client.get(link).status_code == 200


def test_search_engines_read_when_where_and_whether(client: Client) -> None:
    page = second_tuesday(
        online_url="https://example.org/raum",
        exceptions=[EventException(day=date(2098, 10, 14))],
    )

    first, second, *_others = schema(client, page)

    assert first["@type"] == "Event"
    assert first["startDate"] == "2098-09-09T18:00:00+02:00"
    assert first["endDate"] == "2098-09-09T19:00:00+02:00"
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert second["eventStatus"] == "https://schema.org/EventCancelled"
    assert first["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in first["location"]] == ["Place", "VirtualLocation"]
    assert first["location"][0]["address"]["addressLocality"] == "Bruchsal"
    assert first["organizer"]["name"].startswith("Beispielverein")


def test_search_engines_read_the_day_that_a_moved_event_first_had(client: Client) -> None:
    page = second_tuesday(
        exceptions=[
            EventException(
                day=date(2098, 9, 9), kind=ExceptionKind.MOVED, new_day=date(2098, 9, 10)
            )
        ]
    )

    moved = schema(client, page)[0]

    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2098-09-09"
    assert moved["startDate"] == "2098-09-10T18:00:00+02:00"


def test_a_title_cannot_end_the_script_it_stands_in(client: Client) -> None:
    page = event(organisation(), "</script><script>alert(1)</script>", slug="boese")

    assert schema(client, page)[0]["name"] == page.title
    assert "<script>alert" not in read(client, page)


def test_publishing_again_keeps_the_rows_of_the_days_that_stay() -> None:
    page = second_tuesday()
    before = dict(page.occurrences.values_list("day", "pk"))
    page.repeats_until = date(2098, 11, 30)

    page.save_revision().publish()
    write_occurrences(EventPage.objects.get(pk=page.pk))

    after = dict(page.occurrences.values_list("day", "pk"))
    assert after == {day: pk for day, pk in before.items() if day < date(2098, 12, 1)}


def test_a_draft_changes_no_row() -> None:
    page = second_tuesday()
    page.repeats_until = date(2098, 9, 30)

    page.save_revision()

    assert page.occurrences.count() == 4


def test_writing_the_rows_of_two_years_takes_few_queries(
    django_assert_max_num_queries: Any,
) -> None:
    page = event(
        organisation(),
        starts_on=date(2097, 1, 1),
        repeats=Repeats.WEEKLY,
        repeats_until=date(2099, 1, 1),
    )

    with django_assert_max_num_queries(7):
        write_occurrences(EventPage.objects.get(pk=page.pk))


def test_the_page_needs_few_queries_however_often_it_comes_again(client: Client) -> None:
    assert queries(client, event(organisation()).url) <= AT_MOST + 4
    assert queries(client, second_tuesday().url) <= AT_MOST + 4
