"""Agreements and networks that are not as they should be: never a dead end."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agreement.responsibility.rules import Mode
from directory.models import OfficePage, OrganisationPage
from portal.core.models import PortalSettings
from tests.factories.site import close
from tests.integration.finder.conftest import (
    ADULT,
    IM,
    JMD,
    MBE,
    YOUNG,
    Network,
    bring_into_force,
    rule,
    section,
)
from tests.integration.finder.walking import FINDER, Visitor

LONG_AGO = date(2024, 1, 12)


@pytest.mark.parametrize("page", ["", "ort/", "alter/?ort=08215007", "ergebnis/"])
def test_without_a_version_in_force_every_page_says_so_and_names_the_coordination(
    client: Client, network: Network, page: str
) -> None:
    visitor = Visitor(client, FINDER + page)
    assert "Zurzeit ist keine Vereinbarung in Kraft" in visitor.text
    assert "Koordination Beispiel" in visitor.text
    assert {"/partner/", "tel:112", "tel:+493023125900"} <= set(visitor.links())


def test_a_version_that_holds_from_tomorrow_answers_nothing_today(
    client: Client, network: Network
) -> None:
    bring_into_force((section([]),), timezone.localdate() + timedelta(days=1))
    assert "Zurzeit ist keine Vereinbarung in Kraft" in Visitor(client).text


def test_a_version_that_comes_into_force_answers_at_once(client: Client, network: Network) -> None:
    assert "Zurzeit ist keine Vereinbarung in Kraft" in Visitor(client).text
    bring_into_force((section([]),), LONG_AGO)
    assert "Wo wohnen Sie?" in Visitor(client).text


def test_an_empty_portal_still_shows_emergency_numbers(client: Client, db: None) -> None:
    assert "tel:112" in Visitor(client).links()


def test_two_leading_services_are_both_shown_with_their_clauses(
    client: Client, network: Network
) -> None:
    organisation = network.organisation("Beispiel")
    network.office(organisation, "MBE Beispiel", "mbe")
    network.office(organisation, "JMD Beispiel", "jmd")
    clauses = {
        JMD: ("Jugend", rule(JMD, "jmd", ages=YOUNG)),
        MBE: ("Migration", rule(MBE, "mbe")),
    }
    bring_into_force((section([], clauses),), LONG_AGO)
    visitor = Visitor(client, f"{FINDER}ergebnis/?alter=12-26")
    assert visitor.heading == "Mehrere Dienste sind für Sie zuständig"
    assert visitor.offices == ["JMD Beispiel", "MBE Beispiel"]
    assert {f"/vereinbarung/k/{one}/" for one in (JMD, MBE)} <= set(visitor.links())


def test_who_refers_on_is_named_with_the_clause(client: Client, network: Network) -> None:
    organisation = network.organisation("Beispiel")
    network.office(organisation, "MBE Beispiel", "mbe")
    network.office(organisation, "JMD Beispiel", "jmd")
    clauses = {
        MBE: ("Migration", rule(MBE, "mbe", ages=ADULT)),
        JMD: ("Jugend", rule(JMD, "jmd", Mode.REFERS, ages=ADULT)),
    }
    bring_into_force((section([], clauses),), LONG_AGO)
    visitor = Visitor(client, f"{FINDER}ergebnis/?alter=27-120")
    assert visitor.offices == ["MBE Beispiel", "JMD Beispiel"]
    assert "verweist weiter" in visitor.text
    assert f"/vereinbarung/k/{JMD}/" in visitor.links()


def test_a_service_that_the_directory_does_not_know_is_named_by_its_code(
    client: Client, network: Network
) -> None:
    clauses = {IM: ("Neu", rule(IM, "neuer-dienst"))}
    bring_into_force((section([], clauses),), LONG_AGO)
    visitor = Visitor(client, f"{FINDER}ergebnis/")
    assert "neuer-dienst" in visitor.text
    assert "Koordination Beispiel" in visitor.text


def test_an_office_behind_the_log_in_is_not_named(
    client: Client, agreement_in_force: Network
) -> None:
    close(OfficePage.objects.get(title="JMD Beispiel Bruchsal"))
    visitor = Visitor(client, f"{FINDER}ergebnis/?alter=12-26&ort=08215007")
    assert "JMD Beispiel Bruchsal" not in visitor.text


def test_an_office_whose_organisation_is_closed_is_not_named(
    client: Client, agreement_in_force: Network
) -> None:
    OrganisationPage.objects.get(title="Caritas Beispiel").unpublish()
    visitor = Visitor(client, f"{FINDER}ergebnis/?alter=12-26&ort=08215007")
    assert "JMD Beispiel Bruchsal" not in visitor.text


def test_without_a_named_coordination_one_is_led_to_all_offices(
    client: Client, network: Network
) -> None:
    PortalSettings.objects.update(coordination_name="", coordination_phone="")
    assert "/partner/" in Visitor(client).page.decode()
