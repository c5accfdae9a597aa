"""Staff look things up in the agreement while somebody waits for an answer."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.portal_server import Portal

MOST_PAGES = 6
THIRTY_SECONDS = 30.0


def test_a_social_worker_on_the_phone_finds_the_rule_and_the_number_in_thirty_seconds(
    phone: Page, shared_portal: Portal
) -> None:
    loaded: list[str] = []
    phone.on("load", lambda page: loaded.append(page.url))
    started = time.monotonic()
    log_in(phone, shared_portal, STAFF)
    search(phone, "Duldung")
    phone.get_by_role("link", name="Zuständigkeit des Jugendmigrationsdienstes").click()
    phone.get_by_text("Was daraus für die Zuständigkeit folgt").click()
    rule = phone.locator(".clause details[open] li")
    expect(rule).to_contain_text("12 bis 26 Jahre alt")
    expect(rule).to_contain_text("zuständig ist der Jugendmigrationsdienst (JMD)")
    open_menu(phone)
    phone.get_by_role("link", name="Beratungsstellen").first.click()
    phone.get_by_label("Dienst").select_option(label="Jugendmigrationsdienst (JMD)")
    phone.get_by_label("Wohnort").select_option(label="Östringen")
    phone.get_by_role("button", name="Anzeigen").click()
    office = phone.locator(".office", has_text="Jugendmigrationsdienst Bruchsal")
    expect(office.locator("a[href^='tel:']")).to_contain_text("030 23125 131")
    assert len(loaded) <= MOST_PAGES
    assert time.monotonic() - started < THIRTY_SECONDS


def test_staff_look_up_a_rule_as_it_stood_in_2024(page: Page, shared_portal: Portal) -> None:
    log_in(page, shared_portal, STAFF)
    page.get_by_role("link", name="Vereinbarung", exact=True).first.click()
    unclear = page.locator(".clause", has=page.get_by_text("Ungeklärter Aufenthalt"))
    expect(page.get_by_role("main")).to_contain_text("Fassung 2")
    page.get_by_label("Stand an einem anderen Tag").fill("2024-06-01")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name="Ungeklärter Aufenthalt").click()
    expect(page.get_by_text("Sie lesen Fassung 1. Sie ist nicht mehr in Kraft.")).to_be_visible()
    expect(unclear).to_contain_text("bei allen Ratsuchenden ab zwölf Jahren")
    unclear.get_by_text("Was daraus für die Zuständigkeit folgt").click()
    expect(unclear.locator("details[open] li")).to_have_count(1)
    expect(unclear.locator("details[open] li")).to_contain_text("Wer mindestens 12 Jahre alt ist")
    page.get_by_role("link", name="Zur geltenden Fassung").click()
    page.get_by_role("link", name="Ungeklärter Aufenthalt").click()
    expect(unclear).to_contain_text("ab 27 Jahren die Migrationsberatung")


def test_the_contents_follow_the_reader_and_a_clause_gives_its_address_and_history(
    page: Page, shared_portal: Portal
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{shared_portal.url}/vereinbarung/jugendmigrationsdienst/")
    assert not barriers(page)
    parents = page.locator(".clause", has=page.get_by_role("heading", name="Eltern in Fragen"))
    parents.scroll_into_view_if_needed()
    parents.evaluate("clause => clause.scrollIntoView()")
    contents = page.get_by_role("navigation", name="Inhalt")
    here = contents.locator("[aria-current='location']")
    expect(here).to_contain_text("Eltern in Fragen der Bildung")
    parents.get_by_role("button", name="Adresse kopieren").click()
    expect(parents.get_by_text("Kopiert")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    page.goto(address)
    expect(page.get_by_role("heading", name="Geschichte dieser Klausel")).to_be_visible()
    assert not barriers(page)
    page.get_by_role("link", name="Diesen Wortlaut lesen").last.click()
    expect(page.get_by_role("heading", name="Eltern in Fragen")).to_be_visible()
    page.goto(f"{shared_portal.url}/vereinbarung/fassungen/")
    assert not barriers(page)


def test_on_a_phone_the_services_stand_below_each_other(phone: Page, shared_portal: Portal) -> None:
    for address in ("dienste/", "migrationsberatung/", "gesamttext/"):
        phone.goto(f"{shared_portal.url}/vereinbarung/{address}")
        assert not barriers(phone)
        assert fits(phone)
    phone.goto(f"{shared_portal.url}/vereinbarung/dienste/")
    expect(phone.get_by_role("rowheader", name="Was nicht")).to_be_visible()
    tasks = phone.get_by_role("row", name="Was nicht").get_by_role("cell")
    first, second = (tasks.nth(number).bounding_box() for number in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]


def test_without_javascript_everything_is_there_to_read(
    page_without_script: Page, shared_portal: Portal
) -> None:
    page = page_without_script
    page.goto(f"{shared_portal.url}/vereinbarung/jugendmigrationsdienst/")
    contents = page.get_by_role("navigation", name="Inhalt")
    contents.get_by_role("link", name="Eltern in Fragen der Bildung").click()
    expect(page).to_have_url(re.compile("#k-"))
    expect(page.get_by_role("button", name="Adresse kopieren")).to_have_count(0)
    page.get_by_role("link", name="Adresse und Geschichte dieser Klausel").first.click()
    expect(page.get_by_role("heading", name="Geschichte dieser Klausel")).to_be_visible()


def open_menu(phone: Page) -> None:
    phone.get_by_role("button", name="Menü", exact=True).click()


def search(phone: Page, words: str) -> None:
    open_menu(phone)
    phone.get_by_role("search").get_by_label("Suche im Portal").fill(words)
    phone.get_by_role("button", name="Suche starten").click()
