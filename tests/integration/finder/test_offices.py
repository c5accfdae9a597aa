"""Which offices are named for a service, and in which order."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreement.reading import InForceRules, current_rules
from directory.models import Offer
from portal.core.visibility import Viewer
from portal.finder.offices import offices_offering
from tests.factories import directory as factories
from tests.integration.finder.conftest import (
    BRETTEN,
    OESTRINGEN,
    WAGHAEUSEL,
    Network,
    bring_into_force,
    section,
)

TODAY = timezone.localdate()


@pytest.fixture
def rules(network: Network) -> InForceRules:
    bring_into_force((section([]),), date(2024, 1, 12))
    found = current_rules(TODAY)
    assert found is not None
    return found


def titles(rules: InForceRules, service: str, ags: str | None) -> list[str]:
    offices = offices_offering({service: 9}, ags, rules, Viewer())
    return [office.title for office in offices[service]]


def test_who_names_the_town_comes_before_who_serves_the_whole_district(
    network: Network, rules: InForceRules
) -> None:
    organisation = network.organisation("Beispiel")
    network.office(organisation, "A überall", "mbe")
    network.office(organisation, "Z hier und dort", "mbe", BRETTEN, OESTRINGEN)
    network.office(organisation, "Anderswo", "mbe", WAGHAEUSEL)
    assert titles(rules, "mbe", BRETTEN) == ["Z hier und dort", "A überall"]
    assert titles(rules, "mbe", None) == ["A überall", "Anderswo", "Z hier und dort"]
    assert titles(rules, "jmd", BRETTEN) == []


def test_an_office_is_named_once_however_many_offers_it_makes(
    network: Network, rules: InForceRules
) -> None:
    office = network.office(network.organisation("Beispiel"), "Stelle", "mbe")
    factories.offer(office=office, service="mbe", municipalities=[BRETTEN])
    network.office(network.organisation("Andere"), "Andere Stelle", "mbe")
    assert titles(rules, "mbe", BRETTEN) == ["Stelle", "Andere Stelle"]


def test_an_offer_counts_from_its_first_to_its_last_day(
    network: Network, rules: InForceRules
) -> None:
    organisation = network.organisation("Beispiel")
    day = timedelta(days=1)
    spans = {
        "heute zuletzt": (None, TODAY),
        "heute zuerst": (TODAY, None),
        "gestern zuletzt": (None, TODAY - day),
        "morgen zuerst": (TODAY + day, None),
    }
    for title, (first, last) in spans.items():
        office = network.office(organisation, title, "mbe")
        Offer.objects.filter(office=office).update(valid_from=first, valid_until=last)
    assert titles(rules, "mbe", BRETTEN) == ["heute zuerst", "heute zuletzt"]


def test_no_service_means_no_office(rules: InForceRules) -> None:
    assert offices_offering({}, BRETTEN, rules, Viewer()) == {}


def test_no_more_offices_are_named_than_wanted_and_the_most_local_ones_stay(
    network: Network, rules: InForceRules
) -> None:
    organisation = network.organisation("Beispiel")
    network.office(organisation, "A überall", "mbe")
    network.office(organisation, "Z vor Ort", "mbe", BRETTEN)
    network.office(organisation, "JMD", "jmd")
    offices = offices_offering({"mbe": 1, "jmd": 1}, BRETTEN, rules, Viewer())
    names = {service: [one.title for one in found] for service, found in offices.items()}
    assert names == {"mbe": ["Z vor Ort"], "jmd": ["JMD"]}
