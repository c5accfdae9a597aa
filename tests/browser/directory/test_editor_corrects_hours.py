"""An editor's errand in the admin, and what a visitor sees of it."""

from playwright.sync_api import Locator, Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.services.portal_server import Portal

EDITOR = "redaktion-caritas@example.org"
OFFICE = "/partner/caritas-bruchsal/migrationsberatung-bruchsal/"


def log_in(page: Page, portal: Portal, email: str) -> None:
    page.goto(f"{portal.url}/konto/anmelden/?next=/admin/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/admin/")


def open_office(page: Page, portal: Portal) -> None:
    page.goto(f"{portal.url}/admin/pages/search/?q=Migrationsberatung+Bruchsal")
    page.get_by_role("link", name="Migrationsberatung Bruchsal", exact=True).first.click()


def line_of(page: Page, day: str) -> Locator:
    """Return the line of a day in the opening hours, the first of the weekly forms."""
    return page.get_by_label(day, exact=True).first


def press_publish(page: Page) -> None:
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()


def test_an_editor_corrects_opening_hours_and_the_visitor_sees_them(
    page: Page, page_without_script: Page, portal: Portal
) -> None:
    visitor = page_without_script
    log_in(page, portal, EDITOR)
    open_office(page, portal)
    expect(line_of(page, "Dienstag")).to_have_value("9:00–12:00")
    line_of(page, "Montag").fill("8-12 Uhr, 13 bis 15:45")
    line_of(page, "Dienstag").fill("morgens")
    press_publish(page)
    expect(page.get_by_text("Dienstag: „morgens“ ist keine Zeit")).to_be_visible()
    expect(line_of(page, "Montag")).to_have_value("8-12 Uhr, 13 bis 15:45")
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_role("row", name="Montag")).to_contain_text("9:00–12:00 Uhr")

    line_of(page, "Dienstag").fill("geschlossen")
    press_publish(page)
    page.wait_for_url("**/admin/pages/*/")
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_role("row", name="Montag")).to_contain_text(
        "8:00–12:00 und 13:00–15:45 Uhr"
    )
    expect(visitor.get_by_role("row", name="Dienstag")).to_contain_text("geschlossen")

    open_office(page, portal)
    sentence = "Montag 8:00–12:00 und 13:00–15:45 Uhr, Donnerstag 9:00–12:00 und 14:00–17:30 Uhr"
    expect(
        page.get_by_text(f"So steht es im Portal: {sentence}; sonst geschlossen.")
    ).to_be_visible()
