"""The files beside the page of an office, and the one with all offices."""

import json
from typing import Any

import pytest
import vobject
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.groups import NETWORK
from directory.models import OfficePage, OrganisationPage
from portal.core.models import PortalSettings
from tests.factories import directory
from tests.factories.open_data import PRIVATE, House
from tests.factories.people import staff
from tests.factories.site import close

pytestmark = pytest.mark.django_db

EXAMPLE = "Beispiel: Diese Angaben sind erfunden, die Organisationen und Orte sind echt."
MISSING = "/partner/gibt-es/nicht.vcf"
GEOJSON = "/partner/beratungsstellen.geojson"


def linked_data(client: Client, house: House) -> dict[str, Any]:
    document: dict[str, Any] = client.get(f"{house.address}.json").json()
    return document


def features(client: Client) -> dict[str, dict[str, Any]]:
    found = client.get(GEOJSON).json()["features"]
    return {feature["properties"]["name"]: feature for feature in found}


def test_an_address_book_gets_the_office_with_a_good_file_name(
    client: Client, house: House
) -> None:
    response = client.get(f"{house.address}.vcf")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="stelle-am-markt.vcf"'
    book = vobject.readOne(response.content.decode())
    assert book.fn.value == "Stelle am Markt"
    assert book.org.value == ["Beispielhaus e. V.", "Stelle am Markt"]
    assert book.tel.value == "+493023125100"
    assert book.adr.value.street == "Beispielstraße 5; Hof, links"
    assert book.url.value == f"http://testserver{house.address}/"
    assert "Montag bis Mittwoch 9:00–12:00 Uhr" in book.note.value
    assert "Russisch (donnerstags 14:00–16:00 Uhr)" in book.note.value
    assert "030 23125 111" in book.note.value


def test_linked_data_says_when_where_in_which_language_and_for_whom(
    client: Client, house: House
) -> None:
    response = client.get(f"{house.address}.json")
    assert response["Content-Type"] == "application/ld+json"
    office = response.json()
    assert office["@context"] == "https://schema.org"
    assert office["@type"] == ["NGO", "LocalBusiness"]
    assert office["@id"] == f"http://testserver{house.address}/"
    assert office["telephone"] == "+493023125100"
    assert office["address"]["postalCode"] == "76646"
    assert office["parentOrganization"]["name"] == "Beispielhaus e. V."
    assert {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": ["https://schema.org/Thursday"],
        "opens": "14:00",
        "closes": "17:30",
    } in office["openingHoursSpecification"]
    special = office["specialOpeningHoursSpecification"]
    assert special == [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": house.closure.first_day.isoformat(),
            "validThrough": house.closure.last_day.isoformat(),
            "description": "Betriebsferien",
            "opens": "00:00",
            "closes": "00:00",
        }
    ]
    spoken = office["contactPoint"][0]["availableLanguage"]
    assert {language["alternateName"] for language in spoken} == {"de", "uk", "ru", "fa"}
    assert office["areaServed"] == [{"@type": "AdministrativeArea", "name": "Landkreis Karlsruhe"}]
    named = office["makesOffer"][0]["itemOffered"]["areaServed"]
    assert [area["name"] for area in named] == ["Bretten", "Bruchsal"]
    assert "geo" not in office
    assert "hasMap" not in office


def test_an_office_of_a_town_is_a_government_office(client: Client, house: House) -> None:
    OrganisationPage.objects.filter(pk=house.organisation.pk).update(kind="municipality")
    assert linked_data(client, house)["@type"] == "GovernmentOffice"


def test_unknown_hours_are_left_out_and_not_said_to_be_closed(client: Client, house: House) -> None:
    OfficePage.objects.filter(pk=house.office.pk).update(hours="")
    assert "openingHoursSpecification" not in linked_data(client, house)


def test_a_service_that_is_over_is_named_nowhere(client: Client, house: House) -> None:
    for ending in (".json", ".vcf"):
        text = client.get(house.address + ending).content.decode().replace("\r\n ", "")
        assert "Jugendmigrationsdienst" in text
        assert "Integrationsmanagement" not in text


def test_the_page_of_the_office_leads_to_both_files(client: Client, house: House) -> None:
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}{house.address}/").content.decode()
        link = f'<link rel="alternate" type="application/ld+json" href="{house.address}.json">'
        assert link in page
        assert f'href="{house.address}.vcf"' in page


def test_the_map_file_has_the_point_of_the_municipality_and_says_so(
    client: Client, house: House
) -> None:
    directory.office(of=house.organisation, title="Stelle in Karlsruhe", postal_code="76133")
    response = client.get(GEOJSON)
    assert response["Content-Type"] == "application/geo+json"
    document = response.json()
    assert document["type"] == "FeatureCollection"
    assert document["attribution"] == "© GeoBasis-DE / BKG 2016 (Daten verändert)"
    found = features(client)
    inside = found["Stelle am Markt"]
    assert inside["type"] == "Feature"
    assert inside["id"] == str(house.office.uuid)
    assert inside["geometry"] == {"type": "Point", "coordinates": [8.60151, 49.10444]}
    assert inside["properties"]["point"] == "Punkt der Gemeinde, nicht der Adresse"
    assert inside["properties"]["municipality"] == {"ags": "08215009", "name": "Bruchsal"}
    assert inside["properties"]["services"] == ["jmd", "mbe"]
    assert found["Stelle in Karlsruhe"]["geometry"] is None
    assert found["Stelle in Karlsruhe"]["properties"]["municipality"] is None


@pytest.mark.parametrize("address", [".vcf", ".json", GEOJSON])
def test_what_only_the_network_may_know_is_in_no_export_even_for_staff(
    house: House, address: str
) -> None:
    path = address if address == GEOJSON else house.address + address
    colleague = Client()
    colleague.force_login(staff(of=house.organisation))
    for client in (Client(), colleague):
        text = client.get(path).content.decode().replace("\r\n ", "")
        assert "Stelle am Markt" in text
        assert PRIVATE not in text
        assert "030 23125 999" not in text
        assert "23125999" not in text


def test_a_closed_or_unpublished_office_is_in_no_export(client: Client, house: House) -> None:
    def is_anywhere() -> bool:
        files = {client.get(house.address + ending).status_code for ending in (".vcf", ".json")}
        assert len(files) == 1
        return files == {200} or "Stelle am Markt" in features(client)

    assert is_anywhere()
    restriction = close(house.organisation, [Group.objects.get(name=NETWORK)])
    assert not is_anywhere()
    restriction.delete()
    OfficePage.objects.filter(pk=house.office.pk).update(live=False)
    assert not is_anywhere()
    OfficePage.objects.filter(pk=house.office.pk).update(live=True)
    OrganisationPage.objects.filter(pk=house.organisation.pk).update(live=False)
    assert not is_anywhere()


def test_missing_and_closed_offices_answer_alike_with_a_sentence(
    client: Client, house: House
) -> None:
    OfficePage.objects.filter(pk=house.office.pk).update(live=False)
    closed = client.get(f"{house.address}.vcf")
    missing = client.get(MISSING)
    assert closed.status_code == missing.status_code == 404
    page = closed.content.decode()  # names its own address for the other languages
    assert page == missing.content.decode().replace(MISSING, f"{house.address}.vcf")
    assert "Diese Beratungsstelle gibt es hier nicht" in page


@pytest.mark.parametrize("name", ["%00", "..", "ä ö", "x" * 3000, "'; DROP TABLE--", "🎈"])
def test_strange_names_are_answered_and_never_a_fault(client: Client, name: str) -> None:
    assert client.get(f"/partner/{name}/{name}.vcf").status_code in {400, 404}


def test_invented_content_is_marked_in_every_file(client: Client, house: House) -> None:
    addresses = (f"{house.address}.vcf", f"{house.address}.json", GEOJSON)

    def texts() -> list[str]:
        answers = [client.get(address).content.decode() for address in addresses]
        return [text.replace("\r\n ", "").replace("\\,", ",") for text in answers]

    assert not any("Beispiel: Diese" in text for text in texts())
    settings = PortalSettings.load()
    settings.is_example = True
    settings.save()
    assert all(EXAMPLE in text for text in texts())


@pytest.mark.parametrize("address", ["/partner/beispielhaus/stelle-am-markt.vcf", GEOJSON])
def test_caches_and_other_websites_may_read_it_but_no_session_is_kept(
    house: House, address: str
) -> None:
    visitor, colleague = Client(), Client()
    colleague.force_login(staff(of=house.organisation))
    answer = visitor.get(address)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert visitor.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    assert colleague.get(address)["Cache-Control"] == "private, no-store"


def test_all_offices_cost_as_many_queries_as_one(client: Client, house: House) -> None:
    def cost() -> int:
        client.get(GEOJSON)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(GEOJSON)
        return len(queries)

    few = cost()
    for _number in range(4):
        office = directory.office(offers=["jmd", "mbe"], languages=["de"])
        directory.contact(office=office, phone_audience="public", languages=["uk"])
    assert cost() == few
    assert len(json.loads(client.get(GEOJSON).content)["features"]) == 5
