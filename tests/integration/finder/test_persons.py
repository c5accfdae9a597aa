"""For whom somebody asks: the questions speak of that person, and nothing else changes."""

import pytest
from django.test import Client

from tests.integration.finder.conftest import BRETTEN
from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")


def test_a_mother_is_asked_about_her_child_and_keeps_her_answers(client: Client) -> None:
    visitor = Visitor(client, f"{FINDER}alter/?ort={BRETTEN}")
    visitor.choose("Für mein Kind")
    assert visitor.heading == "Wie alt ist Ihr Kind?"
    assert visitor.addresses[-1] == f"{FINDER}alter/?ort={BRETTEN}&fuer=kind"
    visitor.choose("12 bis 26")
    visitor.choose("Schule")
    assert visitor.heading == "Wie wohnt Ihr Kind?"
    visitor.choose("Als Geflüchtete")
    assert visitor.heading == "Welches Papier für den Aufenthalt hat Ihr Kind?"
    visitor.choose("Duldung")
    assert visitor.offices[0] == "JMD Beispiel Bruchsal"


def test_the_person_can_be_chosen_when_answers_are_private(client: Client) -> None:
    visitor = Visitor(client, f"{FINDER}anliegen/?ort={BRETTEN}&alter=12-26")
    visitor.choose("Gewalt")
    visitor.choose("Zurück")
    visitor.choose("Zurück")
    visitor.choose("Für jemand anderen")
    chosen = visitor.page.select_one(".switch [aria-current]")
    assert chosen is not None
    assert chosen.get_text(strip=True) == "Für jemand anderen"
    assert visitor.page.select_one("input[name=anliegen][value=gewalt]") is not None
    assert visitor.page.select_one(".choice.is-selected") is not None


def test_a_person_nobody_knows_is_asked_again(client: Client) -> None:
    response = client.get(f"{FINDER}ergebnis/?fuer=hund&alter=12-26")
    assert response.status_code == 400
    page = response.content.decode()
    assert "„hund“ kennen wir nicht. Bitte wählen Sie neu." in page
    assert "Für wen suchen Sie Hilfe?" in page
