"""The list of organisations and offices: what it shows, finds and costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from directory.presentation.lists import ON_A_PAGE
from tests.factories.directory import (
    language_time,
    municipality,
    offer,
    office,
    organisation,
    partner_index,
    reference_data,
)

pytestmark = pytest.mark.django_db

BRETTEN, BRUCHSAL = "08215007", "08215009"
UNREAD = "Einen Filter konnten wir nicht lesen. Sie sehen alle Beratungsstellen."


def listed(client: Client, query: str = "") -> str:
    response = client.get(f"/partner/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_organisations_stand_with_their_offices_and_how_to_call_them(client: Client) -> None:
    house = organisation(title="Beispielhaus")
    office(of=house, title="Stelle am Markt", offers=["jmd"], languages=["uk"])
    page = listed(client)
    assert "Beispielhaus" in page
    assert "Stelle am Markt" in page
    assert 'href="tel:+493023125100"' in page
    assert "Sprache uk" in page
    assert "1 Beratungsstelle<" in page


def test_a_service_a_municipality_and_a_language_narrow_the_list(client: Client) -> None:
    wanted = office(title="Richtige Stelle", languages=["uk"])
    offer(office=wanted, service="jmd", municipalities=[BRETTEN])
    other_service = office(title="Andere Stelle", languages=["uk"])
    offer(office=other_service, service="mbe", municipalities=[BRETTEN])
    other_town = office(title="Ferne Stelle", languages=["uk"])
    offer(office=other_town, service="jmd", municipalities=[BRUCHSAL])
    other_language = office(title="Stumme Stelle", languages=["tr"])
    offer(office=other_language, service="jmd", municipalities=[BRETTEN])
    page = listed(client, f"?dienst=jmd&gemeinde={BRETTEN}&sprache=uk")
    assert "Richtige Stelle" in page
    for name in ("Andere Stelle", "Ferne Stelle", "Stumme Stelle"):
        assert name not in page


def test_an_office_is_found_by_a_language_it_speaks_on_one_day_only(client: Client) -> None:
    page = office(title="Stelle am Donnerstag", languages=["uk"])
    for _number in range(2):
        language_time(office=page, code="ru")
    office(title="Stumme Stelle", languages=["uk"])
    found = listed(client, "?sprache=ru")
    assert found.count(">Stelle am Donnerstag</a>") == 1
    assert "Sprache ru: donnerstags 14:00–16:00 Uhr" in found
    assert "Stumme Stelle" not in found


def test_an_office_for_the_whole_district_is_found_in_every_municipality(client: Client) -> None:
    municipality(BRETTEN)
    office(title="Stelle für alle", offers=["mbe"])
    assert "Stelle für alle" in listed(client, f"?gemeinde={BRETTEN}")


def test_towns_are_offered_in_the_order_of_a_german_dictionary(client: Client) -> None:
    partner_index()
    reference_data()
    choices = listed(client).split('name="gemeinde"')[1].split("</select>")[0]
    assert choices.index("Oberhausen") < choices.index("Östringen") < choices.index("Pfinztal")


def test_a_search_without_a_match_says_so_and_leads_on(client: Client) -> None:
    office(offers=["mbe"])
    office(title="Stelle", languages=["uk"])
    page = listed(client, "?dienst=mbe&sprache=uk")
    assert "Keine Beratungsstelle gefunden" in page
    assert "Alle Beratungsstellen zeigen" in page


@pytest.mark.parametrize(
    "query", ["?dienst=xyz", "?gemeinde=abc", "?sprache=%27%22--", "?dienst=jmd&gemeinde=99999999"]
)
def test_a_filter_that_does_not_exist_is_named_and_all_offices_stay(
    client: Client, query: str
) -> None:
    office(title="Eine Stelle", offers=["mbe"])
    office(title="Noch eine Stelle", offers=["jmd"])
    page = listed(client, query)
    assert UNREAD in page
    assert "Diese Auswahl gibt es nicht. Bitte wählen Sie aus der Liste." in page
    assert "Eine Stelle" in page
    assert "Noch eine Stelle" in page


def test_a_nul_in_a_filter_is_answered_with_a_sentence(client: Client) -> None:
    partner_index()
    response = client.get("/partner/?dienst=%00")
    assert response.status_code == 400
    assert "Zeichen" in response.content.decode()


def test_drafts_and_closed_organisations_do_not_appear(client: Client) -> None:
    office(title="Unfertige Stelle", live=False)
    closed = organisation(title="Geschlossenes Haus")
    office(of=closed, title="Verborgene Stelle")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    page = listed(client)
    for name in ("Unfertige Stelle", "Geschlossenes Haus", "Verborgene Stelle"):
        assert name not in page


def test_an_organisation_without_offices_is_listed_but_not_found(client: Client) -> None:
    organisation(title="Haus ohne Stelle")
    office(offers=["mbe"])
    assert "Haus ohne Stelle" in listed(client)
    assert "Haus ohne Stelle" not in listed(client, "?dienst=mbe")


def test_the_list_costs_the_same_however_long_it_is(client: Client) -> None:
    def queries() -> int:
        listed(client)
        with CaptureQueriesContext(connection) as captured:
            listed(client)
        return len(captured)

    office(offers=["mbe"], languages=["uk"])
    few = queries()
    house = organisation()
    for _number in range(4):
        office(of=house, offers=["mbe", "jmd"], languages=["uk", "tr"])
        office(offers=["jmd"])
    assert queries() == few
    assert few <= 12


def test_a_long_list_comes_page_by_page_and_keeps_its_filters(client: Client) -> None:
    for number in range(ON_A_PAGE + 1):
        office(of=organisation(title=f"Haus {number:02}"), offers=["mbe"])
    first, second = listed(client, "?dienst=mbe"), listed(client, "?dienst=mbe&page=2")
    assert "Haus 00" in first
    assert "Haus 25" not in first
    assert f"{ON_A_PAGE + 1} Beratungsstellen<" in first
    assert 'href="?dienst=mbe&amp;page=2"' in first
    assert "Haus 25" in second
    assert "Haus 24" not in second


def test_a_page_of_the_list_that_is_not_there_is_the_first_and_says_so(client: Client) -> None:
    office(of=organisation(title="Beispielhaus"))
    for asked in ("99", "0", "x"):
        page = listed(client, f"?page={asked}")
        assert "Diese Seite der Liste gibt es nicht." in page
        assert "Beispielhaus" in page


def test_the_list_sets_no_cookie(client: Client) -> None:
    office()
    assert not client.get("/partner/?dienst=xyz").cookies


def test_the_map_below_the_list_shows_where_offices_are_and_filters_by_municipality(
    client: Client,
) -> None:
    reference_data()
    for code in ("75015", "75015", "76646", "76133"):  # the last one is Karlsruhe, outside
        office(offers=["mbe"], postal_code=code)
    page = listed(client, f"?dienst=mbe&gemeinde={BRETTEN}")
    assert page.index('class="office') < page.index("<svg xmlns")
    assert "Beratungsstellen: Bretten (2), Bruchsal." in page
    assert f'href="?dienst=mbe&amp;gemeinde={BRUCHSAL}" aria-label="Bruchsal"' in page
    assert 'aria-label="Bretten" aria-current="true"' in page
