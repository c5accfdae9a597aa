"""One box answers an adviser on the phone: read, corrected with a tap, explained, copied."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.models import LedgerEntry
from directory.models import OfficePage
from portal.core.models import PortalSettings
from tests.factories import directory as factories
from tests.factories import people
from tests.integration.finder.conftest import WAGHAEUSEL, Network
from tests.integration.finder.staff.conftest import Adviser

pytestmark = pytest.mark.django_db


def test_one_line_names_the_office_the_reason_and_the_clause(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen")
    assert adviser.facts == {
        "Alter": "19 Jahre",
        "Aufenthaltsstatus": "Duldung (Abschiebung ist ausgesetzt)",
        "wie gekommen": "Geflüchtet (folgt daraus)",
        "Gemeinde": "Östringen",
    }
    assert adviser.heading == "Zuständig: Jugendmigrationsdienst (JMD)"
    assert adviser.offices[0] == "JMD Beispiel Östringen"
    assert adviser.page.select_one(".office a[href^='tel:']") is not None
    assert adviser.page.select_one(".office a[href*='/vereinbarung/k/']") is not None


def test_a_fact_is_corrected_with_a_tap_and_stays_corrected(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen")
    adviser.tap("ab 27 Jahren")
    assert adviser.facts["Alter"] == "ab 27 Jahren"
    assert "frage" in adviser.fields
    assert adviser.fields["frage"] == "19 Duldung Östringen"
    adviser.tap("Waghäusel")
    assert adviser.facts["Alter"] == "ab 27 Jahren"
    assert adviser.facts["Gemeinde"] == "Waghäusel"
    adviser.ask("19 Duldung Östringen", am="2024-06-01")
    assert adviser.facts["Gemeinde"] == "Waghäusel"
    adviser.ask("20 EU Bretten")
    assert adviser.facts["Gemeinde"] == "Bretten"
    assert adviser.facts["Alter"] == "20 Jahre"


def test_a_tap_beside_a_newly_typed_note_corrects_the_new_note(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen")
    adviser.ask("30 EU Bretten", setzen="ort=08215106")
    assert adviser.facts["Alter"] == "30 Jahre"
    assert adviser.facts["Gemeinde"] == "Waghäusel"


def test_the_question_that_decides_is_put_with_its_answers_to_tap(adviser: Adviser) -> None:
    adviser.ask("30 Waghäusel Flüchtling AU")
    assert adviser.heading == "Kommt in Frage"
    assert "Diese Angabe entscheidet: Beratungszeitraum" in adviser.text
    assert "Integrationsmanagement" in adviser.text
    adviser.tap("Der Beratungszeitraum des Integrationsmanagements läuft")
    assert adviser.heading == "Zuständig: Integrationsmanagement (IM)"
    assert adviser.offices == ["IM Beispiel Waghäusel"]


def test_a_place_that_exists_twice_is_asked(adviser: Adviser) -> None:
    adviser.ask("19 Büchig")
    assert "Welcher Ort ist gemeint?" in adviser.text
    adviser.tap("Büchig (Stutensee)")
    assert adviser.facts["Gemeinde"] == "Stutensee"
    assert "Welcher Ort ist gemeint?" not in adviser.text


def test_what_was_not_understood_is_shown_and_the_rest_counts(adviser: Adviser) -> None:
    adviser.ask("19 Xyzzy Östringen")
    assert "Nicht verstanden: Xyzzy . Das zählt nicht mit." in adviser.text
    assert adviser.facts["Alter"] == "19 Jahre"


def test_a_place_outside_is_told_with_a_way_on(adviser: Adviser) -> None:
    adviser.ask("19 Karlsruhe")
    assert "Karlsruhe liegt nicht im Landkreis Karlsruhe." in adviser.text
    assert adviser.page.select_one("a[href='https://bamf-navi.bamf.de']") is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Bitte schreiben Sie, worum es geht"),
        ("🙂", "Daraus konnten wir nichts lesen"),
        ("x" * 10_000, "Das ist zu lang"),
        ("19\x00", "Null"),
        ("<script>alert()</script>", "Daraus konnten wir nichts lesen"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_box_and_kept(
    adviser: Adviser, text: str, told: str
) -> None:
    adviser.ask(text)
    assert adviser.response.status_code == 200
    assert told in adviser.text
    box = adviser.page.select_one("input[name=frage]")
    assert box is not None
    assert box["aria-invalid"] == "true"
    assert str(box.get("value") or "") == text
    assert adviser.page.select_one("main script") is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"am": "gestern"}, "Das ist kein Tag."),
        ({"am": "0001-01-01"}, "zwischen 2000 und 2100"),
        ({"am": "1999-12-31"}, "zwischen 2000 und 2100"),
        ({"fassung": "99"}, "Diese Fassung gibt es nicht."),
        ({"fassung": "' OR 1=1"}, "Diese Fassung gibt es nicht."),
        ({"am": "2020-01-01"}, "ist keine Fassung der Vereinbarung in Kraft"),
    ],
)
def test_an_impossible_day_or_version_is_said_and_nothing_is_lost(
    adviser: Adviser, fields: dict[str, str], told: str
) -> None:
    adviser.ask("19 Duldung Östringen", **fields)
    assert adviser.response.status_code == 200
    assert told in adviser.text
    assert adviser.fields["frage"] == "19 Duldung Östringen"
    assert adviser.heading == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "zauberer"}, {"ort": "99999999"}, {"alter": "200-1"}, {"setzen": "status=x"},
        {"setzen": "wohnen=' OR 1=1"},
    ],
)  # fmt: skip
def test_tampered_facts_are_named_and_not_believed(
    adviser: Adviser, fields: dict[str, str]
) -> None:
    adviser.ask("19 Duldung Östringen")
    adviser.ask("19 Duldung Östringen", **fields)
    assert adviser.response.status_code == 400
    assert "Bitte" in adviser.text


@pytest.mark.parametrize("value", ["", "=", "unsinn=1", "frage=x", "ort"])
def test_a_tampered_tap_changes_nothing_it_does_not_name(adviser: Adviser, value: str) -> None:
    adviser.ask("19 Duldung Östringen", setzen=value)
    assert adviser.response.status_code == 200
    assert adviser.facts["Alter"] == "19 Jahre"


def test_any_day_is_answered_by_the_version_and_offers_of_that_day(
    agreement_in_force: Network, client: Client
) -> None:
    office = agreement_in_force.office(
        agreement_in_force.organisation("Neu Beispiel"), "JMD Neu", "jmd", WAGHAEUSEL
    )
    later = timezone.localdate() + timedelta(days=30)
    office.offers.update(valid_from=later)
    client.force_login(people.staff())
    adviser = Adviser(client)
    adviser.ask("19 EU Waghäusel")
    assert "JMD Neu" not in adviser.offices
    adviser.ask("19 EU Waghäusel", am=later.isoformat())
    assert adviser.offices[0] == "JMD Neu"


def test_a_version_can_be_asked_whether_in_force_or_not(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen", am="2020-01-01", fassung="1")
    assert adviser.heading == "Zuständig: Jugendmigrationsdienst (JMD)"
    assert "Nach Fassung 1, am 1. Januar 2020." in adviser.text
    assert LedgerEntry.objects.get().effective_on == date(2024, 1, 12)


def test_the_explanation_says_of_every_rule_what_it_does_and_why(adviser: Adviser) -> None:
    adviser.ask("30 Duldung Östringen AU, IM läuft")
    assert adviser.heading == "Zuständig: Integrationsmanagement (IM)"
    groups = [one.get_text(" ", strip=True) for one in adviser.page.select("#erklaerung ~ details")]
    assert groups[0].startswith("Diese Regeln zählen (1)")
    lost = next(one for one in groups if "eine andere geht vor" in one)
    assert "Es geht vor: § 1 Abs. 2." in lost
    no = next(one for one in groups if one.startswith("Diese Regeln passen nicht"))
    assert "Passt nicht wegen: Alter." in no
    assert len(adviser.page.select(".explained li")) == 6


def test_the_answer_to_copy_is_whole_in_every_language(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen")
    german = adviser.copy()
    for part in (
        "Zuständig ist:",
        "JMD Beispiel Östringen",
        "Beispielstraße 1",
        "Telefon: 030 23125 100",
        "Öffnungszeiten: Montag bis Freitag 9:00–12:00 Uhr",
        "Grund: Vereinbarung, § 1 Abs. 1 (Jugendmigrationsdienst)",
        "http://testserver/vereinbarung/k/",
        "kostenlos und vertraulich",
    ):
        assert part in german, part
    english = adviser.copy("en")
    assert "http://testserver/en/vereinbarung/k/" in english
    assert "030 23125 100" in english
    assert next(one["lang"] for one in adviser.page.select("textarea")) == "de"


def test_an_example_says_so_in_the_copied_answer(adviser: Adviser) -> None:
    PortalSettings.objects.update(is_example=True)
    adviser.ask("19 Duldung Östringen")
    assert "Beispiel: Diese Angaben sind erfunden." in adviser.copy()


def test_nobody_responsible_is_said_with_whom_to_ask(adviser: Adviser) -> None:
    adviser.ask("30 Duldung Bretten IM beendet")
    assert adviser.heading == "Niemand ist fest zuständig"
    assert "Koordination Beispiel" in adviser.text
    assert adviser.copy().startswith("Nach der Vereinbarung ist niemand fest zuständig.")


def test_the_box_is_empty_focused_and_for_today_at_first(adviser: Adviser) -> None:
    box = adviser.page.select_one("input[name=frage]")
    assert box is not None
    assert box.has_attr("autofocus")
    assert adviser.fields["am"] == timezone.localdate().isoformat()
    adviser.ask("19 Duldung Östringen")
    box = adviser.page.select_one("input[name=frage]")
    assert box is not None
    assert not box.has_attr("autofocus")


def test_the_number_of_queries_does_not_grow_with_offices(
    adviser: Adviser, agreement_in_force: Network
) -> None:
    adviser.ask("19 Duldung Östringen")
    with CaptureQueriesContext(connection) as few:
        adviser.ask("20 Duldung Östringen")
    house = agreement_in_force.organisation("Groß Beispiel")
    for number in range(8):
        agreement_in_force.office(house, f"JMD Filiale {number}", "jmd")
    adviser.ask("19 Duldung Östringen")
    with CaptureQueriesContext(connection) as many:
        adviser.ask("20 Duldung Östringen")
    assert len(many) == len(few)
    assert len(many) <= 40


def test_the_page_is_small(adviser: Adviser) -> None:
    adviser.ask("19 Duldung Östringen")
    assert len(adviser.response.content) < 90_000


def test_what_only_the_network_may_see_stays_out_of_the_copied_answer(adviser: Adviser) -> None:
    office = OfficePage.objects.get(title="JMD Beispiel Östringen")
    contact = factories.contact(office=office, phone="030 23125 777")
    adviser.ask("19 Duldung Östringen")
    assert office.title in adviser.copy()
    assert contact.phone not in adviser.copy()
