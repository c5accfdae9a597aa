"""Import and export in the admin: dry run, taking over, taking back."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from directory.models import ImportRun, OfficePage, OrganisationPage
from tests.factories import directory
from tests.factories.people import editor, staff

pytestmark = pytest.mark.django_db

PAGE = "/admin/tabellen/"


@pytest.fixture
def house() -> OrganisationPage:
    directory.reference_data()
    return directory.organisation(title="Beispielhaus")


@pytest.fixture
def office(house: OrganisationPage) -> OfficePage:
    return directory.office(of=house, title="Stelle am Markt", languages=["de"], offers=["jmd"])


@pytest.fixture
def browser(house: OrganisationPage, client: Client) -> Client:
    client.force_login(editor(of=house))
    return client


def upload(browser: Client, *lines: str, name: str = "stellen.csv") -> str:
    """Upload a table; returns what the page shows then."""
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    return shown(browser.post(PAGE, {"act": "upload", "file": file}, follow=True))


def shown(response: object) -> str:
    content: bytes = response.content  # type: ignore[attr-defined]
    main = content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def take_over(browser: Client, *rows: int) -> str:
    page = browser.get(PAGE).content.decode()
    found = re.search(r'fingerprint" value="(\w+)"', page)
    fingerprint = found[1] if found else ""
    data = {"act": "take_over", "fingerprint": fingerprint, "row": rows}
    return shown(browser.post(PAGE, data, follow=True))


def undo(browser: Client) -> str:
    data = {"act": "undo", "run": str(ImportRun.objects.first().uuid)}  # type: ignore[union-attr]
    return shown(browser.post(PAGE, data, follow=True))


def test_what_is_exported_can_be_uploaded_and_changes_nothing(
    browser: Client, office: OfficePage
) -> None:
    for ending in ("csv", "xlsx"):
        file = browser.get(f"{PAGE}beratungsstellen.{ending}").content
        named = SimpleUploadedFile(f"a.{ending}", file)
        page = shown(browser.post(PAGE, {"act": "upload", "file": named}, follow=True))
        assert "1 Zeile bleibt, wie sie ist." in page
        assert "Übernehmen" not in page.partition("Herunterladen")[0].partition("Zeilen, die")[2]


def test_a_dry_run_says_row_by_row_what_would_happen_and_writes_nothing(
    browser: Client, office: OfficePage
) -> None:
    page = upload(
        browser,
        "Kennung;Name;Straße und Hausnummer;Postleitzahl;Ort",
        f"{office.uuid};Stelle am Tor;Beispielstraße 1;76646;Bruchsal",
        ";Neue Stelle;Weg 2;75015;Bretten",
        ";Falsche Stelle;Weg 3;7501;Bretten",
    )
    assert "2 Stelle am Tor Geändert Name: Stelle am Markt → Stelle am Tor" in page
    assert "3 Neue Stelle Neu" in page
    assert "Falsche Stelle Fehler Postleitzahl: Eine Postleitzahl hat fünf Ziffern" in page
    assert list(OfficePage.objects.values_list("title", flat=True)) == ["Stelle am Markt"]


def test_right_rows_are_taken_over_and_wrong_ones_left_out(
    browser: Client, office: OfficePage
) -> None:
    upload(
        browser,
        "Kennung;Name;Straße und Hausnummer;Postleitzahl;Ort;Sprachen",
        f"{office.uuid};Stelle am Tor;Beispielstraße 1;76646;Bruchsal;Deutsch, uk",
        ";Neue Stelle;Weg 2;75015;Bretten;",
        ";Nicht gewählt;Weg 3;75015;Bretten;",
        ";Falsche Stelle;Weg 3;7501;Bretten;",
    )
    page = take_over(browser, 2, 3, 5)
    assert "2 Beratungsstellen sind übernommen." in page
    changed = OfficePage.objects.get(pk=office.pk)
    assert (changed.title, changed.uuid, changed.live) == ("Stelle am Tor", office.uuid, True)
    assert {language.code for language in changed.languages.all()} == {"de", "uk"}
    assert [offer.service.code for offer in changed.offers.all()] == ["jmd"]
    assert OfficePage.objects.get(title="Neue Stelle").live
    assert OfficePage.objects.count() == 2
    assert shown(browser.get(PAGE)).count("Probelauf:") == 0


def test_an_import_can_be_taken_back_once(browser: Client, office: OfficePage) -> None:
    upload(
        browser,
        "Kennung;Name;Straße und Hausnummer;Postleitzahl;Ort",
        f"{office.uuid};Stelle am Tor;Beispielstraße 9;76646;Bruchsal",
        ";Neue Stelle;Weg 2;75015;Bretten",
    )
    take_over(browser, 2, 3)
    assert "Der Import ist zurückgenommen." in undo(browser)
    back = OfficePage.objects.get(pk=office.pk)
    assert (back.title, back.street, back.live) == ("Stelle am Markt", "Beispielstraße 1", True)
    assert not OfficePage.objects.get(title="Neue Stelle").live
    assert "Dieser Import ist schon zurückgenommen." in undo(browser)


def test_what_was_changed_since_is_kept_and_named_when_an_import_is_taken_back(
    browser: Client, office: OfficePage
) -> None:
    upload(browser, "Kennung;Name", f"{office.uuid};Stelle am Tor")
    take_over(browser, 2)
    page = OfficePage.objects.get(pk=office.pk)
    page.title = "Stelle am Bahnhof"
    page.save_revision().publish()
    assert "nicht zurückgesetzt: Stelle am Bahnhof." in undo(browser)
    assert OfficePage.objects.get(pk=office.pk).title == "Stelle am Bahnhof"


@pytest.mark.parametrize(
    ("heads", "cells", "sentence"),
    [
        ("Termin", "vielleicht", "Termin: Hier kann stehen: „Ohne Termin“"),
        ("Sprachen", "Klingonisch", "Sprachen: Die Sprache „Klingonisch“ kennt das Portal nicht"),
        ("Eingang ohne Stufen", "eventuell", "Hier kann „ja“ oder „nein“ stehen"),
        ("E-Mail", "keine", "E-Mail: "),
        ("Telefon", "ruf an", "Telefon: Das ist keine Telefonnummer"),
        ("Postleitzahl", "7501", "Postleitzahl: Eine Postleitzahl hat fünf Ziffern"),
        ("Name", "x" * 300, "Name: "),
        ("Name", "", "Name: "),
        ("Dienste", "Alles", "Dienste: Diese Spalte ist nur zum Lesen."),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write_instead(
    browser: Client, office: OfficePage, heads: str, cells: str, sentence: str
) -> None:
    page = upload(browser, f"Kennung;{heads}", f"{office.uuid};{cells}")
    assert "Fehler" in page
    assert sentence in page


def test_numbers_in_other_digits_are_read_as_ours(browser: Client, office: OfficePage) -> None:
    page = upload(browser, "Kennung;Postleitzahl", f"{office.uuid};٧٥٠١٥")
    assert "Postleitzahl: 76646 → 75015" in page


def test_hours_are_read_as_in_the_weekly_form(browser: Client, office: OfficePage) -> None:
    days = "Montag;Dienstag;Mittwoch;Donnerstag;Freitag;Samstag;Sonntag"
    page = upload(browser, f"Kennung;{days}", f"{office.uuid};9 bis 12;;;12-9;;;")
    assert "Donnerstag: Das Ende „9“ liegt nicht nach dem Beginn „12“." in page
    upload(browser, f"Kennung;{days}", f"{office.uuid};9 bis 12, 14-16.30;;;;;;")
    take_over(browser, 2)
    assert OfficePage.objects.get(pk=office.pk).hours == "Mo 09:00-12:00,14:00-16:30"
    assert "alle sieben Spalten" in upload(browser, "Kennung;Montag", f"{office.uuid};9-12")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["Name;Schuhgröße", "a;b"], "Die Spalte „Schuhgröße“ kennt das Portal nicht."),
        (["Ort", "Bretten"], "Es fehlt die Spalte „Kennung“ oder „Name“."),
        ([""], "Die Datei ist leer."),
    ],
)
def test_a_table_nobody_understands_is_refused_at_the_field(
    browser: Client, lines: list[str], sentence: str
) -> None:
    assert sentence in upload(browser, *lines)


def test_no_file_at_all_is_said_at_the_field(browser: Client) -> None:
    assert "Bitte wählen Sie eine Datei." in shown(browser.post(PAGE, {"act": "upload"}))


def test_rows_of_other_organisations_and_unknown_ones_are_refused(
    browser: Client, office: OfficePage
) -> None:
    foreign = directory.office(title="Fremde Stelle")
    page = upload(
        browser,
        "Kennung;Name",
        f"{foreign.uuid};Geklaut",
        "00000000-0000-4000-8000-000000000000;Gibt es nicht",
        "keine;Unsinn",
    )
    assert page.count("gehört nicht zu dieser Organisation, oder es gibt sie nicht") == 2
    assert "Das ist keine Kennung." in page
    assert "Fremde Stelle" not in page


def test_the_same_office_twice_is_refused(browser: Client, office: OfficePage) -> None:
    page = upload(browser, "Kennung;Name", f"{office.uuid};Eins", f"{office.uuid};Zwei")
    assert page.count("Diese Kennung steht in mehreren Zeilen.") == 2
    heads = "Name;Straße und Hausnummer;Postleitzahl;Ort"
    page = upload(browser, heads, "Neu;Weg 1;75015;Bretten", "neu;Weg 2;75015;Bretten")
    assert "steht schon in einer Zeile darüber" in page


def test_a_draft_is_not_overwritten(browser: Client, office: OfficePage) -> None:
    office.title = "Im Entwurf"
    office.save_revision()
    page = upload(browser, "Kennung;Name", f"{office.uuid};Aus der Tabelle")
    assert "Für diese Stelle gibt es einen Entwurf." in page


def test_nothing_is_taken_over_that_was_not_shown(browser: Client, office: OfficePage) -> None:
    upload(browser, "Kennung;Name", f"{office.uuid};Stelle am Tor")
    page = browser.get(PAGE).content.decode()
    found = re.search(r'fingerprint" value="(\w+)"', page)
    assert found is not None
    changed = OfficePage.objects.get(pk=office.pk)
    changed.title = "Inzwischen anders"
    changed.save_revision().publish()
    data = {"act": "take_over", "fingerprint": found[1], "row": [2]}
    assert "Inzwischen hat sich etwas geändert." in shown(browser.post(PAGE, data, follow=True))
    assert OfficePage.objects.get(pk=office.pk).title == "Inzwischen anders"


def test_taking_over_without_a_table_or_a_row_says_so(browser: Client, office: OfficePage) -> None:
    assert "Die Tabelle ist nicht mehr da." in take_over(browser, 2)
    upload(browser, "Kennung;Name", f"{office.uuid};Stelle am Tor")
    assert "Keine der gewählten Zeilen ändert etwas." in take_over(browser)
    assert "Das war unvollständig." in shown(browser.post(PAGE, {"act": "x"}, follow=True))
    browser.post(PAGE, {"act": "drop"})
    assert "Probelauf:" not in shown(browser.get(PAGE))


def test_only_editors_of_the_organisation_get_there(office: OfficePage, client: Client) -> None:
    other = directory.organisation(title="Anderes Haus")
    stranger = Client()
    stranger.force_login(editor(of=other))
    house = office.get_parent()
    run = ImportRun.objects.create(organisation=house.specific)
    assert stranger.get(f"{PAGE}?organisation={house.pk}").status_code == 404
    address = f"{PAGE}beratungsstellen.csv?organisation={house.pk}"
    assert stranger.get(address).status_code == 404
    assert stranger.post(PAGE, {"act": "undo", "run": str(run.uuid)}).status_code == 404
    assert stranger.post(PAGE, {"act": "undo", "run": "x"}).status_code == 404
    client.force_login(staff(of=house.specific))
    assert client.get(PAGE).status_code == 302


def test_everybody_gets_the_public_table_and_nothing_in_it_is_a_formula(
    client: Client, office: OfficePage
) -> None:
    OfficePage.objects.filter(pk=office.pk).update(title="=1+1", phone="+49 30 23125100")
    hidden = directory.office(title="Entwurf", live=False)
    text = client.get("/partner/beratungsstellen.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text), delimiter=";")
    assert row["Name"] == "'=1+1"
    assert row["Telefon"] == "'+49 30 23125100"
    assert str(hidden.uuid) not in text
    book = load_workbook(BytesIO(client.get("/partner/beratungsstellen.xlsx").content))
    cells = [cell for line in book.worksheets[0].iter_rows() for cell in line]
    assert "=1+1" in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


def test_a_table_costs_as_many_queries_for_five_offices_as_for_one(
    client: Client, office: OfficePage
) -> None:
    def cost() -> int:
        client.get("/partner/beratungsstellen.csv")
        with CaptureQueriesContext(connection) as queries:
            client.get("/partner/beratungsstellen.csv")
        return len(queries)

    one = cost()
    for _number in range(4):
        directory.office(of=OrganisationPage.objects.get(), offers=["mbe"], languages=["uk"])
    assert cost() == one
