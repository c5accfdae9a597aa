"""Staff find a contact with a few letters, and read of it what they may."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.lookup import MOST, renew_lookup
from directory.models import Contact, OfficePage
from tests.factories.directory import (
    contact,
    language,
    office,
    organisation,
    reference_data,
    service_named,
)
from tests.factories.people import coordination, editor, staff
from tests.integration.workplace.reading import logged_in, words

pytestmark = pytest.mark.django_db
LOOKUP = "/intern/kontakte/"


def shown_to(client: Client, typed: str) -> str:
    """Return the words of the list that somebody gets for what he typed."""
    answer = client.post(f"{LOOKUP}treffer/", {"suche": typed})
    assert answer.status_code == 200
    return words(answer.content.decode())


@pytest.fixture
def bretten() -> OfficePage:
    reference_data()
    place = organisation(title="Sozialwerk Nord", short_name="SWN")
    return office(of=place, title="Jugendbüro Bretten", town="Bretten", offers=["jmd"])


@pytest.fixture
def client_of_staff(bretten: OfficePage) -> Client:
    return logged_in(staff(of=bretten.organisation))


@pytest.mark.parametrize(
    "typed",
    ["ju", "Muster", "Sozialwerk", "swn", "bret", "jugendmig", "jmd", "russ", "Русс"],
)
def test_a_contact_is_found_by_whatever_one_remembers(
    bretten: OfficePage, client_of_staff: Client, typed: str
) -> None:
    contact(office=bretten, function="Jugendteam", name="Frau Muster-Beispiel", languages=["ru"])
    contact(office=office(title="Anderswo", town="Forst"), function="Sekretariat")

    shown = shown_to(client_of_staff, typed)

    assert "Frau Muster-Beispiel" in shown
    assert "Sekretariat" not in shown


@pytest.mark.parametrize("typed", ["jugendbuero", "jugendbüro", "Jugendburo", "JUGENDBÜRO"])
def test_umlauts_may_be_typed_in_any_way(
    bretten: OfficePage, client_of_staff: Client, typed: str
) -> None:
    contact(office=bretten, function="Leitung")

    assert "Leitung" in shown_to(client_of_staff, typed)


def test_several_words_narrow_the_list(bretten: OfficePage, client_of_staff: Client) -> None:
    contact(office=bretten, function="Team Eins", languages=["ru"])
    contact(office=bretten, function="Team Zwei", languages=["ar"])

    shown = shown_to(client_of_staff, "team bret arab")

    assert "Team Zwei" in shown
    assert "Team Eins" not in shown


def test_whose_own_name_begins_so_stands_first(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    contact(office=office(title="Zentrum Adlerstraße"), function="Empfang")
    contact(office=bretten, function="Zentrale")

    shown = shown_to(client_of_staff, "zent")

    assert shown.index("Zentrale") < shown.index("Empfang")


def test_a_new_name_of_the_office_finds_its_contacts_at_once(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    contact(office=bretten, function="Leitung")
    page = OfficePage.objects.get(pk=bretten.pk)
    page.title = "Haus der Begegnung"
    page.save_revision().publish()

    assert "Leitung" in shown_to(client_of_staff, "begegn")
    assert "Leitung" not in shown_to(client_of_staff, "jugendbüro")


def test_an_organisations_new_name_finds_its_contacts_at_once(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    contact(office=bretten, function="Leitung")
    page = bretten.organisation
    page.title = "Verein Sonnenblume"
    page.save_revision().publish()

    assert "Leitung" in shown_to(client_of_staff, "sonnenb")


def test_a_language_added_in_the_form_finds_the_contact(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    one = contact(office=bretten, function="Leitung")
    assert "Leitung" not in shown_to(client_of_staff, "tigr")
    one.languages.add(language("ti"))
    one.services.add(service_named("im"))

    assert "Leitung" in shown_to(client_of_staff, "tigr integrationsm")


def test_a_name_for_the_own_organisation_is_found_there_and_nowhere_else(
    bretten: OfficePage,
) -> None:
    contact(office=bretten, function="Leitung", name="Vera Beispiel", name_audience="organisation")
    stranger = logged_in(staff(of=organisation(title="Anderer Verein")))
    colleague = logged_in(staff(of=bretten.organisation))

    assert "Leitung" not in shown_to(stranger, "Vera")
    assert "Vera" not in shown_to(stranger, "leitung")
    assert "Vera Beispiel" in shown_to(colleague, "Vera")
    assert "Vera Beispiel" in shown_to(logged_in(coordination()), "vera b")


def test_a_name_for_the_coordination_is_hidden_from_colleagues(bretten: OfficePage) -> None:
    contact(office=bretten, function="Leitung", name="Vera Beispiel", name_audience="coordination")

    assert "Leitung" not in shown_to(logged_in(staff(of=bretten.organisation)), "Vera")
    assert "Vera Beispiel" in shown_to(logged_in(coordination()), "Vera")


def test_a_phone_for_the_own_organisation_stays_there(bretten: OfficePage) -> None:
    contact(
        office=bretten,
        function="Leitung",
        phone="030 23125 321",
        phone_audience="organisation",
        email="leitung@example.org",
        email_audience="network",
    )
    stranger = logged_in(staff(of=organisation(title="Anderer Verein")))

    assert "321" not in shown_to(stranger, "leitung")
    assert "321" in shown_to(logged_in(editor(of=bretten.organisation)), "leitung")


def test_contacts_of_an_unpublished_office_are_not_found(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    contact(office=bretten, function="Leitung")
    bretten.unpublish()

    assert "Niemand gefunden" in shown_to(client_of_staff, "leitung")


def test_visitors_get_no_trace_of_it(bretten: OfficePage, client: Client) -> None:
    one = contact(office=bretten, function="Leitung")

    for answer in (
        client.get(LOOKUP),
        client.post(LOOKUP, {"suche": "leitung"}),
        client.post(f"{LOOKUP}treffer/", {"suche": "leitung"}),
        client.get(f"{LOOKUP}karte/{one.uuid}/"),
    ):
        assert answer.status_code in {302, 403, 404}
        assert b"Leitung" not in answer.content


def test_the_page_works_without_a_script_and_keeps_what_was_typed(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    contact(office=bretten, function="Leitung", phone="030 23125 321")

    page = client_of_staff.post(LOOKUP, {"suche": "leit"}).content.decode()

    assert 'value="leit"' in page
    assert 'href="tel:+493023125321"' in page
    assert "030 23125 321" in page


def test_the_field_is_empty_at_first(client_of_staff: Client) -> None:
    page = client_of_staff.get(LOOKUP).content.decode()

    assert "Niemand gefunden" not in page
    assert "Treffer" not in words(page[page.index("<main") :])


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "'; --", "😀", "\u200f", "x" * 10_000])
def test_odd_texts_find_nobody_and_break_nothing(
    bretten: OfficePage, client_of_staff: Client, typed: str
) -> None:
    contact(office=bretten, function="Leitung")

    assert "Leitung" not in shown_to(client_of_staff, typed)


def test_the_list_is_asked_for_by_post_alone(client_of_staff: Client) -> None:
    assert client_of_staff.get(f"{LOOKUP}treffer/").status_code == 405


def test_more_hits_than_fit_are_cut_and_said(bretten: OfficePage, client_of_staff: Client) -> None:
    for number in range(MOST + 3):
        contact(office=bretten, function=f"Team {number}")

    assert f"Die ersten {MOST} Treffer" in shown_to(client_of_staff, "team")


def test_queries_do_not_grow_with_the_list(bretten: OfficePage, client_of_staff: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown_to(client_of_staff, "team")
        return len(queries)

    contact(office=bretten, function="Team eins", languages=["ru"])
    asked()
    few = asked()
    for number in range(12):
        other = office(of=organisation(), offers=["mbe"])
        contact(office=other, function=f"Team {number}", languages=["ar", "uk"])

    assert asked() == few


def test_the_card_for_the_address_book_holds_what_its_reader_may_see(bretten: OfficePage) -> None:
    one = contact(
        office=bretten,
        function="Leitung",
        name="Vera Beispiel",
        name_audience="organisation",
        phone="030 23125 321",
    )
    colleague = logged_in(staff(of=bretten.organisation))
    stranger = logged_in(staff(of=organisation(title="Anderer Verein")))

    address = f"{LOOKUP}karte/{one.uuid}/"
    own, foreign = (reader.get(address).content.decode() for reader in (colleague, stranger))

    assert "FN:Vera Beispiel" in own
    assert "ROLE:Leitung" in own
    assert "Vera" not in foreign
    assert "FN:Leitung" in foreign
    assert "030 23125 321" in foreign


def test_a_card_of_nobody_is_missing(client_of_staff: Client) -> None:
    answer = client_of_staff.get(f"{LOOKUP}karte/00000000-0000-4000-8000-000000000000/")

    assert answer.status_code == 404


def test_renewing_writes_what_has_changed_alone(bretten: OfficePage) -> None:
    contact(office=bretten, function="Leitung")
    assert renew_lookup(Contact.objects.all()) == 0
    Contact.objects.update(lookup="")

    with CaptureQueriesContext(connection) as queries:
        assert renew_lookup(Contact.objects.all()) == 1
    assert len(queries) <= 12


def test_who_is_away_is_said_with_the_substitute(
    bretten: OfficePage, client_of_staff: Client
) -> None:
    other = contact(office=bretten, function="Vertretungsteam", phone="030 23125 333")
    contact(office=bretten, function="Leitung", away_until="2999-12-31", substitute=other)

    shown = shown_to(client_of_staff, "leitung")

    assert "Abwesend bis 31. Dezember 2999" in shown
    assert "030 23125 333" in shown
