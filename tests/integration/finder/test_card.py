"""The card in German to show at an office."""

import pytest
from django.test import Client
from django.utils.translation import override

from directory.models import OfficePage
from portal.finder.card import card_lines
from tests.integration.finder.conftest import BRETTEN
from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")
KNOWN = f"?ort={BRETTEN}&alter=12-26&anliegen=schule"


def result(client: Client, *answers: str) -> Visitor:
    visitor = Visitor(client, f"{FINDER}wohnen/{KNOWN}")
    for answer in answers:
        visitor.choose(answer)
    return visitor


def card_of(visitor: Visitor) -> str:
    found = visitor.page.select_one(".show-card")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def write_language(visitor: Visitor, code: str) -> None:
    """Choose a language in the list and press the button below it."""
    button = next(one for one in visitor.page.select("main button") if "Karte" in one.text)
    form = visitor.page.find("form", id="antworten")
    assert form is not None
    hidden = visitor.page.new_tag("input", attrs={"name": "sprache", "value": code})
    form.append(hidden)
    visitor.take(button)


def test_the_card_names_topic_office_and_its_address(client: Client) -> None:
    visitor = result(client, "Weiß ich nicht", "Weiß ich nicht")
    visitor.choose("Karte zum Vorzeigen")
    card = card_of(visitor)
    assert "Guten Tag. Ich brauche bitte einen Termin für eine Beratung." in card
    assert "Es geht um: Schule, Kita und Studium." in card
    assert "Ich spreche nur wenig Deutsch." in card
    assert "JMD Beispiel Bruchsal" in card
    assert "Beispielstraße 1 76646 Bruchsal" in card
    assert visitor.page.select_one(".show-card svg[role=img] path") is not None


def test_private_answers_go_along_to_the_card_and_back_and_stand_not_on_it(client: Client) -> None:
    visitor = result(client, "Als Geflüchtete", "Duldung")
    visitor.choose("Karte zum Vorzeigen")
    assert "uldung" not in card_of(visitor)
    assert visitor.page.select_one("input[name=status][value=duldung]") is not None
    visitor.choose("Zurück")
    assert visitor.offices[0] == "JMD Beispiel Bruchsal"
    assert visitor.page.select_one("input[name=status][value=duldung]") is not None
    assert not [one for one in visitor.addresses if "duldung" in one]


def test_the_language_spoken_stands_on_the_card_and_in_no_address(client: Client) -> None:
    visitor = result(client, "Als Geflüchtete", "Duldung")
    visitor.choose("Karte zum Vorzeigen")
    write_language(visitor, "uk")
    assert "Ich spreche Ukrainisch." in card_of(visitor)
    assert "sprache" not in visitor.addresses[-1]


@pytest.mark.parametrize("code", ["xx", "<b>", "x" * 10_000])
def test_a_language_nobody_knows_is_left_off(client: Client, code: str) -> None:
    office = OfficePage.objects.get(title="MBE Beispiel")
    data = {"stelle": str(office.uuid), "sprache": code}
    response = client.post(f"{FINDER}karte/", data)
    assert response.status_code == 200
    assert "Ich spreche nur wenig Deutsch." in response.content.decode()


def test_a_card_never_says_violence(client: Client) -> None:
    office = OfficePage.objects.get(title="MBE Beispiel")
    page = client.post(f"{FINDER}karte/", {"stelle": str(office.uuid), "anliegen": "gewalt"})
    assert "Es geht um" not in page.content.decode()
    assert "data-leave" in page.content.decode()


def test_the_reader_sees_his_own_language_beside_the_german_one() -> None:
    with override("en"):
        lines = card_lines("Wohnen", "Ukrainisch")
    assert lines[0].german.startswith("Guten Tag.")
    assert lines[1].german == "Es geht um: Wohnen."
    with override("de"):
        assert [line.own for line in card_lines("Wohnen", "Ukrainisch")] == ["", "", "", ""]


@pytest.mark.parametrize("given", ["", "x", "00000000-0000-4000-8000-000000000000", "ü" * 9_000])
def test_an_office_that_is_not_there_any_more_leads_back_to_the_others(
    client: Client, given: str
) -> None:
    response = client.post(f"{FINDER}karte/{KNOWN}", {"stelle": given})
    page = response.content.decode()
    assert response.status_code == 404
    assert "Diese Stelle ist nicht mehr eingetragen. Bitte wählen Sie eine andere." in page
    assert "JMD Beispiel Bruchsal" in page


def test_switching_the_language_keeps_the_card(client: Client) -> None:
    visitor = result(client, "Als Geflüchtete", "Duldung")
    visitor.choose("Karte zum Vorzeigen")
    visitor.switch_language("English")
    assert visitor.addresses[-1] == f"/en{FINDER}karte/{KNOWN}"
    assert "Guten Tag. Ich brauche bitte einen Termin für eine Beratung." in card_of(visitor)
