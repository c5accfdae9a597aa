"""Calendars of events, read by two other programs' parsers."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from news.enums import EventState, ExceptionKind, Repeats
from news.models import EventException, EventPage
from portal.core.models import PortalSettings
from tests.factories.directory import municipality, office, organisation
from tests.factories.news import event, news_index
from tests.factories.people import administrator
from tests.factories.site import close
from tests.integration.news.events.reading import entries
from tests.integration.news.reading import AT_MOST, queries

pytestmark = pytest.mark.django_db

ALL = "/aktuelles/termine.ics"


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def address(of: EventPage) -> str:
    return f"/aktuelles/termine/{of.pk}.ics"


def weekly(**fields: Any) -> EventPage:
    """Return an event of three Mondays over the change of clock, at six in the evening."""
    return event(
        organisation(),
        "Sprachcafé",
        starts_on=date(2026, 10, 19),
        starts_at=time(18),
        ends_at=time(19, 30),
        repeats=Repeats.WEEKLY,
        repeats_until=date(2026, 11, 2),
        **fields,
    )


def test_a_calendar_says_when_and_where(client: Client) -> None:
    page = event(
        organisation(slug="verein"),
        "Sprachcafé",
        slug="sprachcafe",
        starts_on=date(2099, 5, 4),
        starts_at=time(18),
        ends_at=time(19, 30),
        street="Marktplatz 1",
        postal_code="76646",
    )

    [entry] = entries(client, ALL)

    assert entry["SUMMARY"] == "Sprachcafé"
    assert entry["LOCATION"] == "Rathaus, Marktplatz 1, 76646 Bruchsal"
    assert entry["URL"] == "http://testserver/partner/verein/aktuelles/sprachcafe/"
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert entry["DTSTART"].dt.isoformat() == "2099-05-04T18:00:00+02:00"
    assert entry["DTEND"].dt.isoformat() == "2099-05-04T19:30:00+02:00"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["LAST-MODIFIED"].dt.replace(microsecond=0) == entry["DTSTAMP"].dt
    assert "ORGANIZER" not in entry
    assert client.get(address(page))["Content-Type"] == "text/calendar; charset=utf-8"


def test_a_second_parser_reads_the_same_moments_over_the_change_of_clock(client: Client) -> None:
    content = client.get(address(weekly())).content.decode()

    read = vobject.readOne(content)

    starts = [entry.dtstart.value.astimezone(UTC) for entry in read.vevent_list]
    assert starts == [
        datetime(2026, 10, 19, 16, tzinfo=UTC),
        datetime(2026, 10, 26, 17, tzinfo=UTC),
        datetime(2026, 11, 2, 17, tzinfo=UTC),
    ]
    assert [str(zone.tzid.value) for zone in read.vtimezone_list] == ["Europe/Berlin"]


def test_programs_are_told_how_often_to_look_again(client: Client) -> None:
    page = event(organisation())

    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in client.get(address(page)).content


def test_invented_events_say_so(client: Client) -> None:
    portal = PortalSettings.load()
    portal.is_example = True
    portal.save()
    page = event(organisation())

    [entry] = entries(client, address(page))

    assert entry["DESCRIPTION"].startswith("Beispiel: ")


def test_lines_are_folded_and_end_as_the_standard_wants(client: Client) -> None:
    page = event(organisation(), "Ä" * 200)

    lines = client.get(address(page)).content.split(b"\r\n")

    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_whole_days_are_days_and_end_after_the_last(client: Client) -> None:
    page = event(organisation(), starts_on=date(2026, 10, 24), ends_on=date(2026, 10, 25))

    [entry] = entries(client, address(page))

    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2026, 10, 24), date(2026, 10, 26))


def test_nobody_invents_an_end_that_was_not_said(client: Client) -> None:
    page = event(organisation(), starts_at=time(18))

    [entry] = entries(client, address(page))

    assert "DTEND" not in entry


def test_each_time_has_a_name_of_its_own_that_stays_when_it_moves(client: Client) -> None:
    page = weekly()
    before = [entry["UID"] for entry in entries(client, address(page))]
    page.exceptions = [
        EventException(
            day=date(2026, 10, 26), kind=ExceptionKind.MOVED, new_day=date(2026, 10, 28)
        ),
        EventException(day=date(2026, 11, 2), kind=ExceptionKind.CANCELLED, note="Ferien"),
    ]

    page.save_revision().publish()

    after = {entry["UID"]: entry for entry in entries(client, address(page))}
    assert set(after) == set(before)
    assert len(before) == 3
    assert after[before[1]]["DTSTART"].dt.isoformat() == "2026-10-28T18:00:00+01:00"
    assert after[before[1]]["SUMMARY"] == "Verschoben: Sprachcafé"
    assert after[before[2]]["STATUS"] == "CANCELLED"
    assert after[before[2]]["SUMMARY"] == "Abgesagt: Sprachcafé"


def test_each_publishing_raises_the_sequence(client: Client) -> None:
    page = weekly()
    published = timezone.now() - timedelta(days=3)
    EventPage.objects.filter(pk=page.pk).update(
        first_published_at=published, last_published_at=published
    )
    [first, *_others] = entries(client, address(page))
    page = EventPage.objects.get(pk=page.pk)
    page.state = EventState.CANCELLED

    page.save_revision().publish()

    [second, *_others] = entries(client, address(page))
    assert first["SEQUENCE"] == 0
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["LAST-MODIFIED"].dt > first["LAST-MODIFIED"].dt
    assert second["STATUS"] == "CANCELLED"


def test_what_was_over_long_ago_is_not_in_the_calendar_of_all(client: Client) -> None:
    verein = organisation()
    event(verein, "Lange her", starts_on=in_days(-40))
    event(verein, "Neulich", starts_on=in_days(-20))
    event(verein, "Bald", starts_on=in_days(20))

    assert [entry["SUMMARY"] for entry in entries(client, ALL)] == ["Neulich", "Bald"]


def test_hidden_events_leave_no_trace_even_for_who_sees_them(client: Client) -> None:
    verein, closed = organisation(), organisation()
    hidden = [
        event(verein, "Entwurf", live=False),
        event(verein, "Abgelaufen", expire_at=timezone.now() - timedelta(hours=1)),
        event(closed, "Verschlossen"),
    ]
    close(closed)
    client.force_login(administrator())

    assert entries(client, ALL) == []
    for page in hidden:
        answer = client.get(address(page))
        assert answer.status_code == 404
        assert page.title not in answer.content.decode()


@pytest.mark.parametrize("key", ["0", "999999", "9" * 400])
def test_an_event_that_is_not_there_answers_404(client: Client, key: str) -> None:
    news_index()

    assert client.get(f"/aktuelles/termine/{key}.ics").status_code == 404


def test_a_hidden_office_is_not_named(client: Client) -> None:
    verein = organisation()
    stelle = office(of=verein, title="Geheime Stelle", street="Geheimweg 1", live=False)
    page = event(verein, office=stelle, place_name="", town="")

    answer = client.get(address(page)).content.decode()

    assert "Geheim" not in answer
    assert "LOCATION" not in answer


def test_an_office_is_the_location(client: Client) -> None:
    verein = organisation()
    page = event(verein, office=office(of=verein, title="Stelle Nord"), place_name="", town="")

    [entry] = entries(client, address(page))

    assert entry["LOCATION"] == "Stelle Nord, Beispielstraße 1, 76646 Bruchsal"


def test_the_calendar_is_narrowed_like_the_list(client: Client) -> None:
    event(organisation(slug="hier"), "Von hier", municipalities=[municipality("08215009")])
    event(organisation(slug="dort"), "Von dort")

    def found(query: str) -> list[str]:
        return sorted(entry["SUMMARY"] for entry in entries(client, f"{ALL}?{query}"))

    municipality("08215007")
    assert found("organisation=hier") == ["Von hier"]
    assert found("ort=08215009") == ["Von dort", "Von hier"]
    assert found("ort=08215007") == ["Von dort"]
    assert client.get(f"{ALL}?organisation=nirgends").status_code == 404
    assert client.get(f"{ALL}?ort=' OR 1=1").status_code == 404


def test_who_has_the_calendar_is_told_that_nothing_changed(client: Client) -> None:
    page = weekly()
    first = client.get(address(page))

    again = client.get(address(page), headers={"If-None-Match": first["ETag"]})
    EventPage.objects.filter(pk=page.pk).update(title="Anders")
    changed = client.get(address(page), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)


def test_a_calendar_is_the_same_in_every_language(client: Client) -> None:
    page = weekly()

    assert client.get(f"/en{address(page)}").content == client.get(address(page)).content


def test_a_script_in_a_title_stays_text(client: Client) -> None:
    evil = "Treffen\\;,\nBEGIN:VEVENT\r\nX-EVIL:1"
    page = event(organisation())
    EventPage.objects.filter(pk=page.pk).update(title=evil)

    content = client.get(address(page)).content

    assert b"\r\nX-EVIL" not in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


def test_a_long_calendar_needs_no_more_queries_than_a_short_one(client: Client) -> None:
    verein = organisation()
    event(verein, office=office(of=verein))
    few = queries(client, ALL)
    for _number in range(8):
        other = organisation()
        event(other, office=office(of=other))

    assert queries(client, ALL) == few <= AT_MOST
