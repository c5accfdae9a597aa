import pytest
from django.test import Client

from directory.models import OfficePage
from tests.integration.finder.conftest import JMD, MBE, NOT_MBE, PARENTS, PLAIN
from tests.integration.finder.walking import Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")
SKIP = "Weiß ich nicht"


def walk(client: Client, place: str, *answers: str) -> Visitor:
    visitor = Visitor(client)
    visitor.search(place)
    for answer in answers:
        visitor.choose(answer)
    return visitor


def test_a_young_man_with_duldung_finds_the_office_of_his_town_and_the_clause(
    client: Client,
) -> None:
    visitor = walk(client, "östringen", "12 bis 26", "Schule", "Als Geflüchtete", "Duldung")
    assert visitor.heading == "Gehen Sie zu dieser Stelle"
    assert visitor.offices[:2] == ["JMD Beispiel Östringen", "JMD Beispiel Bruchsal"]
    for told in ("Caritas Beispiel", "Jugendmigrationsdienst", "030 23125 100", "Ukrainisch"):
        assert told in visitor.first_office
    assert PLAIN in visitor.first_office
    assert f"/vereinbarung/k/{JMD}/" in visitor.links()
    assert "tel:+493023125100" in visitor.links()
    assert "kostenlos und vertraulich" in visitor.text


def test_a_young_refugee_is_told_who_supports_besides(client: Client) -> None:
    visitor = walk(client, "Bretten", "12 bis 26", SKIP, "Als Geflüchtete", "Duldung")
    assert "unterstützt vielleicht" in visitor.text
    assert "IM Beispiel Landkreis" in visitor.offices


def test_a_refugee_family_in_waghaeusel_is_sent_to_the_towns_own_integration_management(
    client: Client,
) -> None:
    visitor = walk(
        client, "68753", "ab 27", "Familie, Kinder", "Als Geflüchtete", "Aufenthaltserlaubnis nach"
    )
    assert "Werden Sie zurzeit vom Integrationsmanagement beraten?" in visitor.text
    assert visitor.offices == ["IM Beispiel Waghäusel", "MBE Beispiel"]
    visitor.choose("Ja")
    assert visitor.heading == "Gehen Sie zu dieser Stelle"
    assert visitor.offices == ["IM Beispiel Waghäusel"]
    assert "§ 1 Wer was anbietet" in visitor.text


def test_elsewhere_the_districts_integration_management_is_named(client: Client) -> None:
    visitor = walk(client, "Bretten", "ab 27", SKIP, "Als Geflüchtete", "Vorübergehender", "Ja")
    assert visitor.offices == ["IM Beispiel Landkreis"]


def test_whoever_works_here_finds_the_advice_for_adults(client: Client) -> None:
    visitor = walk(
        client, "Bretten", "ab 27", "Arbeit", "In einer eigenen Wohnung", "Aufenthaltserlaubnis: A"
    )
    assert visitor.offices == ["MBE Beispiel"]
    assert f"/vereinbarung/k/{MBE}/" in visitor.links()


def test_for_a_child_the_age_of_the_parents_is_asked_and_decides(client: Client) -> None:
    visitor = walk(client, "Bretten", "unter 12")
    assert visitor.heading == "Wie alt ist die Mutter oder der Vater?"
    assert "unter 12" not in visitor.text
    for answer in ("12 bis 26", SKIP, "In einer eigenen Wohnung", SKIP):
        visitor.choose(answer)
    assert visitor.offices == ["JMD Beispiel Bruchsal"]
    assert f"/vereinbarung/k/{PARENTS}/" in visitor.links()


def test_whoever_skips_everything_sees_every_possibility_and_what_would_decide(
    client: Client,
) -> None:
    visitor = Visitor(client)
    for _question in range(5):
        visitor.choose(SKIP)
    assert visitor.heading == "Mehrere Stellen kommen für Sie in Frage"
    assert "Wie alt ist die Person, die Hilfe braucht?" in visitor.text
    assert {"JMD Beispiel Bruchsal", "MBE Beispiel", "IM Beispiel Landkreis"} <= set(
        visitor.offices
    )
    visitor.choose("12 bis 26")
    assert visitor.heading == "Gehen Sie zu dieser Stelle"


def test_a_question_with_many_answers_is_followed_up_on_its_own_page(client: Client) -> None:
    visitor = walk(client, "Bretten", "ab 27", SKIP, "In einer eigenen Wohnung", SKIP)
    assert "Welches Papier für den Aufenthalt haben Sie?" in visitor.text
    visitor.choose("Diese Frage beantworten")
    assert visitor.heading == "Welches Papier für den Aufenthalt haben Sie?"
    visitor.choose("Bürgerin oder Bürger")
    assert visitor.offices == ["MBE Beispiel"]


def test_where_nobody_is_responsible_the_page_says_so_and_names_who_helps(client: Client) -> None:
    visitor = walk(client, "Bretten", "ab 27", SKIP, "In einer eigenen Wohnung", "Duldung")
    assert visitor.heading == "Für Ihre Situation ist niemand fest zuständig"
    assert "Koordination Beispiel" in visitor.text
    assert "tel:+493023125900" in visitor.links()
    assert "Sie können immer fragen. Wir leiten weiter." in visitor.text
    assert f"/vereinbarung/k/{NOT_MBE}/" in visitor.links()
    nearest = {"MBE Beispiel", "JMD Beispiel Bruchsal", "IM Beispiel Landkreis"}
    assert set(visitor.offices) == nearest


def test_a_gap_that_an_answer_may_open_names_the_coordination_too(client: Client) -> None:
    visitor = walk(client, "Bretten", "ab 27", SKIP, "Als Geflüchtete", "Duldung")
    assert "Koordination Beispiel" in visitor.text
    visitor.choose("Nein")
    assert visitor.heading == "Für Ihre Situation ist niemand fest zuständig"


def test_a_service_without_any_office_is_named_with_the_coordination(
    client: Client,
) -> None:
    OfficePage.objects.get(title="MBE Beispiel").unpublish()
    visitor = walk(client, "Bretten", "ab 27", SKIP, "In einer eigenen Wohnung", "Bürgerin")
    assert visitor.offices == []
    assert "Migrationsberatung für erwachsene Zuwanderer (MBE)" in visitor.text
    assert "noch keine Stelle eingetragen" in visitor.text
    assert "Koordination Beispiel" in visitor.text
    assert f"/vereinbarung/k/{MBE}/" in visitor.links()


def test_an_unknown_place_names_the_offices_of_the_whole_district(client: Client) -> None:
    visitor = Visitor(client)
    for answer in (SKIP, "12 bis 26", SKIP, "In einer eigenen Wohnung", SKIP):
        visitor.choose(answer)
    assert visitor.offices == ["JMD Beispiel Bruchsal", "JMD Beispiel Östringen"]


def test_the_clause_against_a_service_is_no_reason_for_it(client: Client) -> None:
    visitor = walk(client, "Bretten", "ab 27", SKIP, "In einer eigenen Wohnung", "Bürgerin")
    assert f"/vereinbarung/k/{NOT_MBE}/" not in visitor.links()
