"""The lists of the API: pages, filters, wrong questions, and what they cost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.models import OfficePage, OrganisationPage, Service
from directory.open_data.hsds.ids import taxonomy_id, term_id
from directory.open_data.hsds.terms import KINDS, SERVICES, TOWNS
from tests.factories import directory
from tests.factories.open_data import House

pytestmark = pytest.mark.django_db

LISTS = (
    *("services", "services?full=true", "services?minimal=true"),
    *("service_at_locations", "service_at_locations?full=true"),
    *("organizations", "organizations?full=true", "organizations?full_service=true"),
)


def asked(client: Client, path: str) -> dict[str, Any]:
    response = client.get(f"/api/hsds/{path}")
    assert response.status_code == 200, response.content.decode()
    document: dict[str, Any] = response.json()
    return document


def names(client: Client, path: str) -> list[str]:
    return [one["name"] for one in asked(client, path)["contents"]]


def refused(client: Client, path: str) -> str:
    response = client.get(f"/api/hsds/{path}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    sentence: str = response.json()["detail"]
    return sentence


def test_a_list_comes_page_by_page_and_every_entry_once(client: Client) -> None:
    for number in range(5):
        directory.organisation(title=f"Haus {number}")
    seen = []
    for number in (1, 2, 3):
        page = asked(client, f"organizations?per_page=2&page={number}")
        assert page["total_items"] == 5
        assert page["total_pages"] == 3
        assert page["page_number"] == number
        assert page["size"] == len(page["contents"]) == (1 if number == 3 else 2)
        assert page["first_page"] is (number == 1)
        assert page["last_page"] is (number == 3)
        assert page["empty"] is False
        seen += [one["name"] for one in page["contents"]]
    assert seen == [f"Haus {number}" for number in range(5)]


def test_a_service_is_listed_once_whatever_the_order_of_services(client: Client) -> None:
    Service.objects.update(order=0)
    organisation = directory.organisation(title="Beispielhaus")
    for title in ("Erste Stelle", "Zweite Stelle"):
        directory.office(of=organisation, title=title, offers=["jmd", "mbe"])

    listed = asked(client, "services")

    assert listed["total_items"] == 2
    assert len({one["id"] for one in listed["contents"]}) == 2


def test_a_page_past_the_last_is_empty_and_says_so(client: Client) -> None:
    page = asked(client, "organizations?page=9")
    assert (page["empty"], page["contents"], page["last_page"]) == (True, [], True)


def test_services_are_found_by_words_organisation_and_kind(client: Client, house: House) -> None:
    other = directory.organisation(title="Anderes Haus", kind="municipality")
    directory.office(of=other, title="Außenstelle Östringen", offers=["im"])
    here, there = house.organisation.uuid, other.uuid
    assert len(names(client, "services")) == 3
    assert len(names(client, "services?search=ostringen")) == 1
    assert len(names(client, "services?search=markt%20jugend")) == 1
    assert names(client, "services?search=gibtesnicht") == []
    assert len(names(client, f"services?organization_id={here}")) == 2
    assert len(names(client, f"services?organization_id={there}")) == 1
    kind = term_id(SERVICES, "mbe")
    assert len(names(client, f"services?taxonomy_term_id={kind}")) == 1
    assert len(names(client, f"services?taxonomy_id={taxonomy_id(SERVICES)}")) == 3
    assert names(client, f"services?taxonomy_id={taxonomy_id(TOWNS)}") == []
    assert names(client, f"services?organization_id={uuid4()}") == []
    municipality = term_id(KINDS, "municipality")
    assert names(client, f"organizations?taxonomy_term_id={municipality}") == ["Anderes Haus"]


def test_services_at_locations_are_found_for_the_people_of_a_postal_code(
    client: Client, house: House
) -> None:
    def kinds(code: str) -> list[str]:
        page = asked(client, f"service_at_locations?postcode={code}")
        return [one["service"]["alternate_name"] for one in page["contents"]]

    assert len(kinds("75015")) == 2  # Bretten is named by one offer, the other is for all
    assert kinds("76684") == ["Jugendmigrationsdienst (JMD)"]
    assert kinds("10115") == []


def test_only_what_has_changed_since_is_listed(client: Client, house: House) -> None:
    moment = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
    OrganisationPage.objects.update(last_published_at=moment)
    OfficePage.objects.update(last_published_at=moment)
    assert len(names(client, "services?modified_after=2026-05-12T08:30:00Z")) == 2
    assert len(names(client, "services?modified_after=2026-05-12")) == 2
    assert names(client, "services?modified_after=2026-05-12T08:30:01Z") == []
    OfficePage.objects.update(last_published_at=moment + timedelta(hours=1))
    assert len(names(client, "services?modified_after=2026-05-12T08:30:01Z")) == 2
    item = asked(client, "services?minimal=true")["contents"][0]
    assert item["last_modified"] == "2026-05-12T09:30:00Z"
    assert set(item) == {"id", "name", "status", "last_modified"}


def test_terms_are_found_by_taxonomy_and_words(client: Client, house: House) -> None:
    towns = f"taxonomy_terms?taxonomy_id={taxonomy_id(TOWNS)}"
    assert len(names(client, towns)) == 32
    assert names(client, f"{towns}&search=ostringen") == ["Östringen"]
    assert names(client, f"taxonomy_terms?parent_id={uuid4()}") == []
    assert len(names(client, "taxonomies")) == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=0", "Der Parameter „page“ muss eine ganze Zahl ab 1 sein."),
        ("page=-1", "Der Parameter „page“ muss eine ganze Zahl ab 1 sein."),
        ("page=eins", "Der Parameter „page“ muss eine ganze Zahl ab 1 sein."),
        ("page=" + "9" * 400, "Der Parameter „page“ muss eine ganze Zahl ab 1 sein."),
        ("per_page=0", "Der Parameter „per_page“ muss eine ganze Zahl von 1 bis 200 sein."),
        ("per_page=5000", "Der Parameter „per_page“ muss eine ganze Zahl von 1 bis 200 sein."),
        ("full=vielleicht", "Der Parameter „full“ muss true oder false sein."),
        ("organization_id=17", "Der Parameter „organization_id“ muss eine UUID sein"),
        ("taxonomy_term_id=x", "Der Parameter „taxonomy_term_id“ muss eine UUID sein"),
        ("modified_after=gestern", "Der Parameter „modified_after“ muss ein Zeitpunkt sein"),
        ("modified_after=2026-13-45", "Der Parameter „modified_after“ muss ein Zeitpunkt sein"),
        ("search=" + "ä" * 201, "Der Parameter „search“ darf höchstens 200 Zeichen haben."),
        ("format=xml", "Der Parameter „format“ kann nur json sein."),
        ("proximity=500", "Den Parameter „proximity“ gibt es hier nicht."),
        ("%F0%9F%8E%88=1", "Den Parameter „🎈“ gibt es hier nicht."),
    ],
)
def test_a_wrong_question_is_answered_with_a_sentence(
    client: Client, query: str, sentence: str
) -> None:
    for path in ("services", "service_at_locations") if "page" in query else ("services",):
        assert sentence in refused(client, f"{path}?{query}")


@pytest.mark.parametrize("code", ["7501", "750155", "٧٥٠١٥", "abcde", ""])
def test_a_postal_code_has_five_digits(client: Client, code: str) -> None:
    assert "muss fünf Ziffern haben" in refused(client, f"service_at_locations?postcode={code}")


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31T23:59:59", "1e9", "253402300799"])
def test_the_ends_of_time_are_no_fault(client: Client, house: House, moment: str) -> None:
    assert client.get(f"/api/hsds/services?modified_after={moment}").status_code in {200, 400}


@pytest.mark.parametrize(
    "kind", ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]
)
def test_what_does_not_exist_is_missing_and_what_is_no_number_is_said(
    client: Client, kind: str
) -> None:
    missing = client.get(f"/api/hsds/{kind}/{uuid4()}")
    assert missing.status_code == 404
    assert missing.json()["detail"] == "Diesen Eintrag gibt es nicht. Die Listen nennen alle."
    assert "muss eine UUID sein" in refused(client, f"{kind}/17")
    assert "gibt es hier nicht" in refused(client, f"{kind}/{uuid4()}?nonsens=1")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, house: House, method: str) -> None:
    for path in ("", "services", f"organizations/{house.organisation.uuid}"):
        assert getattr(client, method)(f"/api/hsds/{path}").status_code == 405


def test_answers_are_for_everybody_and_leave_no_cookie(client: Client, house: House) -> None:
    answer = client.get("/api/hsds/services")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    again = client.get("/api/hsds/services", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize("path", LISTS)
def test_a_full_page_costs_as_many_queries_as_one_entry(
    client: Client, house: House, path: str
) -> None:
    def cost() -> int:
        client.get(f"/api/hsds/{path}")
        with CaptureQueriesContext(connection) as queries:
            asked(client, path)
        return len(queries)

    one = cost()
    for number in range(4):
        partner = directory.organisation(title=f"Haus {number:02}")
        office = directory.office(of=partner, offers=["jmd", "mbe"], languages=["de"])
        directory.contact(office=office, phone_audience="public", languages=["uk"])
    assert asked(client, path)["size"] >= 5
    assert cost() == one
    assert one <= 20


def test_a_list_of_today_ends_with_the_day(client: Client, house: House) -> None:
    ends = timezone.localdate()
    house.office.offers.update(valid_until=ends)
    assert len(names(client, "services")) == 3
    house.office.offers.update(valid_until=ends - timedelta(days=1))
    assert names(client, "services") == []
