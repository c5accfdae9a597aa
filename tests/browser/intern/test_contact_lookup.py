"""Staff look up a contact while the phone is in the other hand."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import watched_page
from tests.services.portal_server import Portal

LOOKUP = "/intern/kontakte/"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_two_keys_show_contacts_and_the_arrow_leads_to_them(
    browser: Browser, shared_portal: Portal, width: int
) -> None:
    with watched_page(browser, viewport={"width": width, "height": 800}) as page:
        log_in(page, shared_portal, STAFF)
        page.get_by_role("link", name="Kontakte", exact=True).click()
        field = page.get_by_role("searchbox", name="Kontakt suchen")
        expect(field).to_be_focused()
        page.keyboard.type("mb")

        hits = page.locator("#treffer")
        expect(hits.get_by_role("heading").first).to_contain_text("MBE")
        assert page.url.endswith(LOOKUP)
        assert barriers(page) == ""
        assert fits(page)
        page.keyboard.press("ArrowDown")
        expect(hits.get_by_role("link").first).to_be_focused()


def test_what_is_typed_before_the_script_is_there_is_looked_up_too(
    page: Page, shared_portal: Portal
) -> None:
    log_in(page, shared_portal, STAFF)
    held: list[Route] = []
    page.route("**/lookup*.js", lambda route: held.append(route))
    page.goto(shared_portal.url + LOOKUP, wait_until="commit")
    page.get_by_role("searchbox", name="Kontakt suchen").fill("mb")
    for route in held:
        route.continue_()
    expect(page.locator("#treffer").get_by_role("heading").first).to_contain_text("MBE")


def test_a_contact_is_copied_with_one_tap(browser: Browser, shared_portal: Portal) -> None:
    with watched_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(shared_portal.url + LOOKUP)
        page.get_by_role("searchbox", name="Kontakt suchen").fill("fachdienstl migr")
        expect(page.get_by_text("1 Treffer")).to_be_visible()
        page.get_by_role("button", name="Kopieren").first.click()

        expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "030 23125" in copied
        assert "example.org" in copied


def test_nobody_found_says_what_to_do(browser: Browser, shared_portal: Portal) -> None:
    with watched_page(browser) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(shared_portal.url + LOOKUP)
        page.keyboard.type("xyzxyz")

        expect(page.get_by_text("Niemand gefunden")).to_be_visible()


def test_it_works_without_a_script(browser: Browser, shared_portal: Portal) -> None:
    with watched_page(browser, java_script_enabled=False) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(shared_portal.url + LOOKUP)
        field = page.get_by_role("searchbox", name="Kontakt suchen")
        field.fill("mbe philipps")
        page.get_by_role("button", name="Suchen").last.click()

        expect(field).to_have_value("mbe philipps")
        expect(page.locator("#treffer").get_by_role("heading").first).to_contain_text("MBE")
