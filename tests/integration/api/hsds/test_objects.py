"""What the API says of an organisation, its services and its offices."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Contact, OfficePage, OrganisationPage, Service
from directory.open_data.hsds.base import Taxonomy, TaxonomyTerm
from directory.open_data.hsds.ids import service_at_location_id, service_id
from directory.open_data.hsds.services import (
    FullServiceAtLocation,
    Organization,
    OrganizationFacts,
    ServiceAtLocationListItem,
    ServiceFacts,
    ServiceListItem,
)
from directory.open_data.hsds.services import Service as HsdsService
from portal.api.hsds.pages import Page
from portal.core.models import PortalSettings
from tests.factories import directory
from tests.factories.open_data import PRIVATE, House
from tests.factories.people import staff
from tests.factories.site import close

pytestmark = pytest.mark.django_db

KINDS: dict[str, type[Page[Any]]] = {
    "services?full=true": Page[HsdsService],
    "services": Page[ServiceListItem],
    "services?minimal=true": Page[ServiceFacts],
    "service_at_locations?full=true": Page[FullServiceAtLocation],
    "service_at_locations": Page[ServiceAtLocationListItem],
    "organizations?full_service=true": Page[Organization],
    "organizations?full=true": Page[Organization],
    "organizations": Page[OrganizationFacts],
    "taxonomies": Page[Taxonomy],
    "taxonomy_terms": Page[TaxonomyTerm],
}


def asked(client: Client, path: str) -> Any:
    response = client.get(f"/api/hsds/{path}")
    assert response.status_code == 200, response.content.decode()
    return response.json()


def at_office(client: Client, house: House, code: str = "jmd") -> dict[str, Any]:
    number = service_at_location_id(house.office.uuid, code)
    found: dict[str, Any] = asked(client, f"service_at_locations/{number}")
    return found


@pytest.mark.parametrize("path", KINDS)
def test_every_answer_is_read_back_by_the_strict_models(
    client: Client, house: House, path: str
) -> None:
    text = client.get(f"/api/hsds/{path}").content
    page = KINDS[path].model_validate_json(text)
    assert page.contents
    again = page.model_dump_json(exclude_none=True, serialize_as_any=True)
    assert KINDS[path].model_validate_json(again) == page


def test_a_service_is_a_kind_of_advice_at_an_organisation(client: Client, house: House) -> None:
    number = str(service_id(house.organisation.uuid, "jmd"))
    service = asked(client, f"services/{number}")
    kind = Service.objects.get(code="jmd")
    assert (service["id"], service["name"], service["status"]) == (number, kind.name, "active")
    assert service["organization"]["id"] == str(house.organisation.uuid)
    assert service["attributes"][0]["taxonomy_term"]["code"] == "jmd"
    assert service["interpretation_services"] == (
        "Dolmetschen auf Anfrage möglich; Persisch (Farsi, Dari) (dienstags 10:00–12:00 Uhr)"
    )
    assert service["application_process"] == "Mit und ohne Termin"
    assert service["assured_date"] == timezone.localdate().isoformat()
    assert [area["name"] for area in service["service_areas"]] == ["Landkreis Karlsruhe"]
    (place,) = service["service_at_locations"]
    assert place["location"]["id"] == str(house.office.uuid)


def test_a_catchment_of_towns_is_said_town_by_town(client: Client, house: House) -> None:
    areas = at_office(client, house, "mbe")["service_areas"]
    assert [area["name"] for area in areas] == ["Bretten", "Bruchsal"]
    assert areas[0]["attributes"][0]["taxonomy_term"]["code"] == "08215007"


def test_a_service_that_is_over_is_none(client: Client, house: House) -> None:
    codes = {
        item["attributes"][0]["taxonomy_term"]["code"]
        for item in asked(client, "services?full=true")["contents"]
    }
    assert codes == {"mbe", "jmd"}
    over = service_id(house.organisation.uuid, "im")
    assert client.get(f"/api/hsds/services/{over}").status_code == 404


def test_an_office_is_a_location_with_hours_languages_and_facts(
    client: Client, house: House
) -> None:
    place = at_office(client, house)["location"]
    assert place["addresses"][0]["address_1"] == "Beispielstraße 5; Hof, links"
    assert place["external_identifier"] == "08215009"
    assert "latitude" not in place
    weekly = [one for one in place["schedules"] if "freq" in one]
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in weekly] == [
        ("MO,TU,WE,TH", "09:00", "12:00"),
        ("TH", "14:00", "17:30"),
    ]
    (closed,) = [one for one in place["schedules"] if "freq" not in one]
    assert closed["valid_from"] == house.closure.first_day.isoformat()
    assert closed["valid_to"] == house.closure.last_day.isoformat()
    assert closed["description"] == "Geschlossen: Betriebsferien"
    assert "opens_at" not in closed
    spoken = {one["code"]: one.get("note") for one in place["languages"]}
    assert spoken == {"de": None, "uk": None, "ru": "donnerstags 14:00–16:00 Uhr"}
    assert [one["description"] for one in place["accessibility"]] == [
        "Eingang ohne Stufen: ja",
        "Räume ohne Treppe erreichbar: nein",
    ]
    assert place["phones"][0]["number"] == "030 23125 100"


def test_a_way_to_be_advised_has_its_own_hours_and_number(client: Client, house: House) -> None:
    own = at_office(client, house, "jmd")
    assert own["phones"][0]["number"] == "030 23125 112"
    (schedule,) = own["schedules"]
    assert (schedule["byday"], schedule["opens_at"]) == ("WE", "14:00")
    assert schedule["attending_type"] == "Telefonsprechstunde"
    assert schedule["description"] == "Bitte zweimal läuten lassen."
    assert at_office(client, house, "mbe")["schedules"] == []


def test_unknown_hours_have_no_schedule(client: Client, house: House) -> None:
    OfficePage.objects.filter(pk=house.office.pk).update(hours="")
    schedules = at_office(client, house)["location"]["schedules"]
    assert all("freq" not in one for one in schedules)


def test_a_service_is_closed_while_all_its_offices_are(client: Client, house: House) -> None:
    number = service_id(house.organisation.uuid, "jmd")
    house.closure.first_day = timezone.localdate()
    house.closure.save()
    assert asked(client, f"services/{number}")["status"] == "temporarily closed"
    directory.office(of=house.organisation, title="Zweite Stelle", offers=["jmd"])
    assert asked(client, f"services/{number}")["status"] == "active"


def test_a_stand_in_that_nobody_may_see_is_not_named(client: Client, house: House) -> None:
    other = directory.office(title="Stelle nebenan", of=house.organisation)
    house.closure.substitute = other
    house.closure.save()
    assert "Vertretung: Stelle nebenan." in str(at_office(client, house)["location"])
    OfficePage.objects.filter(pk=other.pk).update(live=False)
    assert "Stelle nebenan" not in str(at_office(client, house)["location"])


def test_identifiers_stay_when_the_texts_change(client: Client, house: House) -> None:
    def identifiers() -> list[str]:
        pages = ("services", "organizations", "service_at_locations", "taxonomy_terms")
        return [one["id"] for page in pages for one in asked(client, page)["contents"]]

    before = identifiers()
    OrganisationPage.objects.filter(pk=house.organisation.pk).update(title="Umbenannt")
    OfficePage.objects.filter(pk=house.office.pk).update(title="Auch umbenannt")
    assert identifiers() == before


@pytest.mark.parametrize("path", KINDS)
def test_what_only_the_network_may_know_is_in_no_answer_even_for_staff(
    house: House, path: str
) -> None:
    colleague = Client()
    colleague.force_login(staff(of=house.organisation))
    for client in (Client(), colleague):
        text = client.get(f"/api/hsds/{path}").content.decode()
        assert PRIVATE not in text
        assert "030 23125 999" not in text


def test_a_contact_is_shown_with_those_of_its_ways_that_are_public(
    client: Client, house: House
) -> None:
    (shown,) = at_office(client, house)["location"]["contacts"]
    assert shown["title"] == "Beratungsteam Beispiel"
    assert shown["phones"][0]["number"] == "030 23125 111"
    assert "email" not in shown
    assert "name" not in shown
    Contact.objects.filter(pk=house.contact.pk).update(phone_audience="network")
    assert at_office(client, house)["location"]["contacts"] == []


def test_closed_and_unpublished_entries_are_nowhere(client: Client, house: House) -> None:
    addresses = [
        f"organizations/{house.organisation.uuid}",
        f"services/{service_id(house.organisation.uuid, 'jmd')}",
        f"service_at_locations/{service_at_location_id(house.office.uuid, 'jmd')}",
    ]
    lists = [path for path in KINDS if not path.startswith("taxonom")]

    def is_anywhere() -> bool:
        seen = {client.get(f"/api/hsds/{address}").status_code for address in addresses}
        filled = {bool(asked(client, path)["contents"]) for path in lists}
        assert len(seen) == len(filled) == 1
        return seen == {200} or filled == {True}

    assert is_anywhere()
    restriction = close(house.organisation)
    assert not is_anywhere()
    restriction.delete()
    OrganisationPage.objects.filter(pk=house.organisation.pk).update(live=False)
    assert not is_anywhere()


def test_invented_content_is_marked_in_every_object_that_holds_some(
    client: Client, house: House
) -> None:
    settings = PortalSettings.load()
    settings.is_example = True
    settings.save()
    assert "Beispiel: Diese Angaben" in asked(client, "")["description"]
    for path in ("services", "organizations", "service_at_locations"):
        for item in asked(client, path)["contents"]:
            assert item["description"].startswith("Beispiel: Diese Angaben sind erfunden")


def test_the_entrance_says_which_standard_this_is_and_where_it_is_described(
    client: Client,
) -> None:
    about = asked(client, "")
    assert about["version"] == "3.1"
    assert about["profile"].startswith("https://docs.openreferral.org/")
    described = client.get(about["openapi_url"]).json()
    assert described["openapi"].startswith("3.")
    assert "/api/hsds/services/{service_id}" in described["paths"]
