"""What the page of an office tells its readers."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.enums import Appointment, Audience
from directory.models import OfficePage, Verification
from portal.accounts.models import User
from tests.factories.directory import (
    channel,
    contact,
    language_time,
    municipality,
    offer,
    office,
    service_named,
    special_days,
)
from tests.factories.people import account, coordination, staff

pytestmark = pytest.mark.django_db


def read(client: Client, page: OfficePage, prefix: str = "") -> str:
    response = client.get(f"{prefix}{page.get_url()}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_an_office_tells_how_to_reach_it(client: Client) -> None:
    page = office(
        street="Beispielweg 7",
        email="stelle@example.org",
        website="https://www.example.org/stelle",
        appointment=Appointment.WALK_IN,
        hours_note="In den Ferien nur vormittags.",
        languages=["uk"],
    )
    text = read(client, page)
    assert 'href="tel:+493023125100"' in text
    for part in ("Beispielweg 7", "76646 Bruchsal", "mailto:stelle@example.org", "Ohne Termin"):
        assert part in text
    for part in ("https://www.example.org/stelle", "In den Ferien nur vormittags.", "Sprache uk"):
        assert part in text
    assert page.organisation.short_name in text


def test_hours_are_a_sentence_for_now_and_a_table_for_the_week(
    client: Client, set_clock: Callable[..., None]
) -> None:
    page = office(hours="Mo-Fr 09:00-12:00; Th 09:00-12:00,14:00-16:00")
    set_clock(2026, 3, 12, 15)  # a Thursday
    text = read(client, page)
    assert "Jetzt geöffnet, bis 16:00 Uhr" in text
    assert "9:00–12:00 und 14:00–16:00 Uhr" in text
    assert text.count('<tr class="is-today">') == 1
    assert text.count("geschlossen</td>") == 2


def test_a_public_holiday_of_the_land_closes_the_office(
    client: Client, set_clock: Callable[..., None]
) -> None:
    page = office(hours="Mo-Fr 09:00-12:00")
    set_clock(2026, 6, 4, 10)  # Fronleichnam
    text = read(client, page)
    assert "Heute geschlossen (Feiertag: Fronleichnam)" in text
    assert "geschlossen (Feiertag: Fronleichnam)</td>" in text


def test_unknown_hours_are_unknown_and_not_closed(client: Client) -> None:
    text = read(client, office(hours=""))
    assert "Öffnungszeiten nicht bekannt. Bitte rufen Sie an." in text
    assert "<table" not in text


def test_special_days_are_said_with_who_helps_meanwhile(
    client: Client, set_clock: Callable[..., None]
) -> None:
    page = office(hours="Mo-Fr 09:00-12:00")
    nearby, hidden = office(title="Stelle nebenan"), office(title="Entwurf", live=False)
    special_days(
        office=page,
        first_day=date(2026, 12, 23),
        last_day=date(2027, 1, 6),
        reason="Betriebsferien",
        substitute=nearby,
    )
    special_days(
        office=page,
        first_day=date(2026, 12, 21),
        last_day=date(2026, 12, 21),
        hours="Mo 10:00-11:00",
        substitute=hidden,
    )
    set_clock(2026, 12, 21, 9)
    text = read(client, page)
    assert "Öffnet heute um 10:00 Uhr" in text
    assert "Heute: montags 10:00–11:00 Uhr" in text
    assert "Geschlossen vom 23. Dezember bis 6. Januar" in text
    assert f'<a href="{nearby.get_url()}" lang="de">Stelle nebenan</a>' in text
    assert "Entwurf" not in text
    assert "geschlossen (Betriebsferien)</td>" in text
    set_clock(2026, 12, 28, 10)
    text = read(client, page)
    assert "Heute geschlossen (Betriebsferien). Öffnet Donnerstag, 7. Januar, um 9:00 Uhr" in text
    assert "Geschlossen bis 6. Januar" in text


def test_languages_ways_and_interpreters_are_said_with_their_times(client: Client) -> None:
    page = office(languages=["uk"], interpreters=True)
    language_time(office=page, code="ru", is_interpreted=True)
    channel(office=page, kind="outreach", hours="", note="Im Rathaus (Beispiel)")
    channel(office=page, kind="phone", hours="Mo-We 09:00-10:00", phone="030 23125 310")
    text = read(client, page)
    line = "Sprache ru: donnerstags 14:00–16:00 Uhr, mit Dolmetscherin oder Dolmetscher"
    for words in ("Sprache uk", line, "Dolmetschen auf Anfrage möglich", "Außensprechstunde",
                  "Zeiten nicht bekannt. Bitte fragen Sie nach.", "Im Rathaus (Beispiel)",
                  "montags bis mittwochs 9:00–10:00 Uhr", 'href="tel:+493023125310"'):  # fmt: skip
        assert words in text


def test_every_office_offers_to_report_a_mistake_and_says_when_it_was_confirmed(
    client: Client,
) -> None:
    page = office()
    text = read(client, page)
    assert f'href="/melden/{page.uuid}/"' in text
    assert "Noch nicht bestätigt" in text
    Verification.objects.create(office=page, verified_on=timezone.localdate())
    assert "Bestätigt am" in read(client, page)


def test_a_contact_that_is_away_names_who_stands_in_as_far_as_one_may_know(
    client: Client,
) -> None:
    page = office()
    public = {"phone_audience": Audience.PUBLIC, "name_audience": Audience.NETWORK}
    other = contact(office=page, function="Team B", name="Frau Beispiel", **public)
    inner = contact(office=page, function="Leitung intern", phone="030 23125 399")
    until = timezone.localdate() + timedelta(days=3)
    for stand_in in (other, inner):
        made = contact(office=page, away_until=until, substitute=stand_in, **public)
        made.services.set([service_named("jmd")])
    text = read(client, page)
    assert text.count("Abwesend bis") == 2
    assert "Vertretung: Team B, 030 23125 200." in text
    assert "Dienst jmd" in text
    for hidden in ("Frau Beispiel", "Leitung intern", "030 23125 399"):
        assert hidden not in text
    client.force_login(staff())
    text = read(client, page)
    assert "Vertretung: Frau Beispiel, Team B, 030 23125 200." in text
    assert "Vertretung: Leitung intern, 030 23125 399." in text
    contact(office=page, function="Wieder da", away_until=until - timedelta(days=9), **public)
    assert read(client, page).count("Abwesend bis") == 2


def test_accessibility_is_five_facts_and_unknown_is_one_of_the_answers(client: Client) -> None:
    text = read(client, office(step_free_entrance=True, lift=False))
    facts = text.split('id="barrierefreiheit"')[1]
    assert facts.count("<dt>") == 5
    assert facts.count("<dd>ja</dd>") == 1
    assert facts.count("<dd>nein</dd>") == 1
    assert facts.count("<dd>nicht bekannt</dd>") == 3


def test_services_say_for_whom_and_until_when(
    client: Client, set_clock: Callable[..., None]
) -> None:
    page = office(offers=["mbe"])
    for ags, name in (("08215007", "Bretten"), ("08215021", "Forst")):
        town = municipality(ags)
        town.name = name
        town.save()
    offer(
        office=page,
        service="im",
        municipalities=["08215021", "08215007"],
        valid_until=date(2026, 12, 31),
    )
    offer(office=page, service="fsa", valid_until=date(2025, 12, 31))
    set_clock(2026, 3, 12, 10)
    text = read(client, page)
    assert "ganzer Landkreis" in text
    assert "Bretten und Forst (bis 31. Dezember 2026)" in text
    assert "Dienst fsa" not in text


def test_an_office_without_services_says_so(client: Client) -> None:
    assert "Zurzeit ist kein Dienst eingetragen." in read(client, office())


@pytest.fixture
def mixed_office() -> OfficePage:
    """An office with one contact for all, one in parts, one for the network alone."""
    page = office()
    contact(
        office=page,
        function="Anmeldung",
        phone="030 23125 301",
        phone_audience=Audience.PUBLIC,
        email="anmeldung@example.org",
    )
    contact(office=page, function="Fachberatung", phone="030 23125 302")
    return page


def test_a_visitor_never_sees_what_is_for_the_network(
    client: Client, mixed_office: OfficePage
) -> None:
    text = read(client, mixed_office)
    assert "030 23125 301" in text
    for hidden in ("anmeldung@example.org", "Fachberatung", "030 23125 302"):
        assert hidden not in text


def test_an_account_outside_the_network_sees_no_more_than_a_visitor(
    client: Client, mixed_office: OfficePage
) -> None:
    client.force_login(account())
    text = read(client, mixed_office)
    for hidden in ("anmeldung@example.org", "Fachberatung", "030 23125 302"):
        assert hidden not in text


@pytest.mark.parametrize("person", [staff, coordination])
def test_staff_see_the_contacts_of_the_network(
    client: Client, mixed_office: OfficePage, person: Callable[[], User]
) -> None:
    client.force_login(person())
    response = client.get(mixed_office.get_url())
    text = response.content.decode()
    for shown in ("030 23125 301", "anmeldung@example.org", "Fachberatung", "030 23125 302"):
        assert shown in text
    assert response["Cache-Control"] == "private, no-store"


def test_the_answer_varies_by_cookie_and_sets_none(client: Client) -> None:
    response = client.get(office().get_url())
    assert "Cookie" in response["Vary"]
    assert not response.cookies


def test_the_page_stands_in_english_with_its_german_content_marked(client: Client) -> None:
    page = office(title="Stelle am Markt")
    of_organisation = page.organisation.get_url()
    text = read(client, page, prefix="/en")
    assert '<html lang="en"' in text
    assert '<h1 lang="de">Stelle am Markt</h1>' in text
    assert f'href="/en{of_organisation}"' in text


def test_a_draft_is_not_found_by_visitors(client: Client) -> None:
    assert client.get(office(live=False).get_url()).status_code == 404


def test_the_page_costs_the_same_however_much_it_shows(client: Client) -> None:
    def queries(page: OfficePage) -> int:
        client.get(page.get_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(page.get_url())
        return len(captured)

    small = office(offers=["mbe"], languages=["uk"])
    offer(office=small, service="jmd", municipalities=["08215007"])
    contact(office=small, phone_audience=Audience.PUBLIC, languages=["uk"])
    large = office(offers=["mbe", "jmd", "im"], languages=["uk", "tr", "ar"])
    for code in ("ru", "fa"):
        language_time(office=large, code=code)
        channel(office=large, service="jmd")
        special_days(office=large, substitute=small)
    offer(office=large, service="fsa", municipalities=["08215007", "08215009"])
    for _number in range(3):
        away = contact(office=large, phone_audience=Audience.PUBLIC, languages=["uk", "tr"])
        away.services.set([service_named("jmd"), service_named("im")])
        away.away_until, away.substitute = date(2099, 1, 1), small.contacts.get()
        away.save()
    assert queries(small) == queries(large) <= 12


def test_the_organisation_shows_its_own_offices_only(client: Client) -> None:
    page = office(title="Eigene Stelle")
    office(title="Fremde Stelle")
    organisation = page.organisation
    organisation.about = "Wir beraten in vielen Sprachen."
    organisation.phone = "069 90009 100"
    organisation.save()
    text = client.get(organisation.get_url()).content.decode()
    assert "Eigene Stelle" in text
    assert "Fremde Stelle" not in text
    assert "Wir beraten in vielen Sprachen." in text
    assert 'href="tel:+496990009100"' in text


def test_the_organisation_costs_the_same_however_many_offices_it_has(client: Client) -> None:
    def queries(page: OfficePage) -> int:
        client.get(page.organisation.get_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(page.organisation.get_url())
        return len(captured)

    small = office(offers=["mbe"], languages=["uk"])
    large = office(offers=["mbe"], languages=["uk"])
    for _number in range(4):
        office(of=large.organisation, offers=["jmd", "im"], languages=["tr"])
    assert queries(small) == queries(large) <= 12
