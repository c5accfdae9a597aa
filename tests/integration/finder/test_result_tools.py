"""What a visitor can do with the answer: go there, keep it, share it, show it on the map."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import OfficePage
from portal.finder.offers import forget_offers
from tests.factories import directory as factories
from tests.integration.finder.conftest import BRETTEN, OESTRINGEN, Network
from tests.integration.finder.walking import FINDER, Visitor

KNOWN = f"?ort={BRETTEN}&alter=12-26&anliegen=schule"
RESULT = f"{FINDER}ergebnis/{KNOWN}"


def hrefs(visitor: Visitor) -> list[str]:
    return [str(one["href"]) for one in visitor.page.select("main a[href]")]


@pytest.mark.usefixtures("agreement_in_force")
def test_the_office_can_be_called_visited_and_kept(client: Client) -> None:
    visitor = Visitor(client, RESULT)
    office = OfficePage.objects.get(title="JMD Beispiel Bruchsal")
    links = hrefs(visitor)
    assert "tel:+493023125100" in links
    assert f"{office.url.rstrip('/')}.vcf" in links
    assert any(one.startswith("geo:0,0?q=Beispielstra") for one in links)
    (way,) = {one for one in links if "openstreetmap.org/directions" in one}
    assert parse_qs(urlsplit(way).query)["to"] == ["Beispielstraße 1, 76646 Bruchsal"]


@pytest.mark.usefixtures("agreement_in_force")
def test_languages_at_their_times_and_interpreters_are_said(client: Client) -> None:
    office = OfficePage.objects.get(title="JMD Beispiel Bruchsal")
    factories.language_time(office=office, code="ru")
    OfficePage.objects.update(interpreters=True, appointment="none")
    text = Visitor(client, RESULT).first_office
    assert "Russisch: donnerstags 14:00–16:00 Uhr" in text
    assert "Dolmetschen auf Anfrage möglich" in text


@pytest.mark.usefixtures("agreement_in_force")
def test_the_link_for_others_holds_place_age_and_topic_alone(client: Client) -> None:
    visitor = Visitor(client, f"{FINDER}wohnen/{KNOWN}&fuer=kind")
    visitor.choose("Als Geflüchtete")
    visitor.choose("Duldung")
    field = visitor.page.select_one("#teilen")
    assert field is not None
    assert field["value"] == f"http://testserver{RESULT}"
    assert "kostenlos und vertraulich" in visitor.text


@pytest.mark.usefixtures("agreement_in_force")
def test_an_answer_about_violence_offers_nothing_to_share(client: Client) -> None:
    response = client.post(f"{FINDER}ergebnis/?alter=12-26", {"anliegen": "gewalt"})
    page = response.content.decode()
    assert "teilen" not in page
    assert "tel:116016" in page[page.index("<main") :].split("<h1")[0]


@pytest.mark.usefixtures("agreement_in_force")
def test_the_map_shows_where_the_offices_are(client: Client) -> None:
    visitor = Visitor(client, RESULT)
    description = visitor.page.select_one("main svg desc")
    assert description is not None
    assert "Hervorgehoben: Bretten." in description.get_text()
    assert "Bruchsal" in description.get_text()


@pytest.mark.usefixtures("agreement_in_force")
def test_something_that_does_not_fit_can_be_reported_without_any_answer(client: Client) -> None:
    links = [one for one in hrefs(Visitor(client, RESULT)) if "/melden/" in one]
    assert links == ["/melden/"]


def test_the_nearer_office_comes_first_and_says_how_far_it_is(
    client: Client, agreement_in_force: Network
) -> None:
    house = agreement_in_force.organisation("Verein Beispiel")
    far = agreement_in_force.office(house, "A weit weg", "jmd")
    near = agreement_in_force.office(house, "Z in der Nähe", "jmd")
    OfficePage.objects.filter(pk=far.pk).update(postal_code="76337", town="Waldbronn")
    OfficePage.objects.filter(pk=near.pk).update(postal_code="75015", town="Bretten")
    OfficePage.objects.filter(title="JMD Beispiel Bruchsal").update(postal_code="76133")
    forget_offers()
    visitor = Visitor(client, RESULT)
    assert visitor.offices[:3] == ["Z in der Nähe", "A weit weg", "JMD Beispiel Bruchsal"]
    assert "In Ihrer Gemeinde" in visitor.first_office
    assert "km von Bretten (Luftlinie)" in visitor.text


def test_an_office_that_stays_closed_comes_last_and_all_closed_name_the_coordination(
    client: Client, agreement_in_force: Network
) -> None:
    first = OfficePage.objects.get(title="JMD Beispiel Bruchsal")
    house = agreement_in_force.organisation("Verein Beispiel")
    other = agreement_in_force.office(house, "Z andere Stelle", "jmd")
    path = RESULT.replace(BRETTEN, "08215017")
    close_for_long(first)
    visitor = Visitor(client, path)
    assert visitor.offices[0] == "Z andere Stelle"
    assert "alle Stellen geschlossen" not in visitor.text
    close_for_long(other)
    visitor = Visitor(client, path)
    assert "Zurzeit sind alle Stellen geschlossen, die für Sie zuständig sind." in visitor.text
    assert "Koordination Beispiel" in visitor.text


def close_for_long(office: OfficePage) -> None:
    today = timezone.localdate()
    last = today + timedelta(days=30)
    factories.special_days(office=office, first_day=today, last_day=last)


def test_a_hidden_office_is_not_named_even_while_it_is_remembered(
    client: Client, agreement_in_force: Network
) -> None:
    path = f"{FINDER}ergebnis/?ort={OESTRINGEN}&alter=12-26"
    assert "JMD Beispiel Östringen" in Visitor(client, path).offices
    OfficePage.objects.filter(title="JMD Beispiel Östringen").update(live=False)
    assert "JMD Beispiel Östringen" not in Visitor(client, path).offices


def test_a_new_offer_is_named_at_once(client: Client, agreement_in_force: Network) -> None:
    assert "Neue Stelle" not in Visitor(client, RESULT).offices
    house = agreement_in_force.organisation("Verein Beispiel")
    agreement_in_force.office(house, "Neue Stelle", "jmd", BRETTEN)
    assert Visitor(client, RESULT).offices[0] == "Neue Stelle"
