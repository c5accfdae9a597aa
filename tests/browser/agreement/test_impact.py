"""Staff read on a narrow phone, without JavaScript, what a version changed for them."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal

START = "/intern/abdeckung/auswirkung/"


def test_staff_compare_two_versions_for_their_organisation_without_javascript(
    browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=PHONE, java_script_enabled=False) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(f"{shared_portal.url}{START}")
        page.get_by_label("Bisher").select_option(label="Fassung 1")
        page.get_by_label("Künftig").select_option(label="Fassung 2")
        page.get_by_role("button", name="Vergleichen").click()
        expect(page).to_have_url(f"{shared_portal.url}{START}1/2/?vereinbarung=vereinbarung")
        page.get_by_label("Organisation").select_option(label="Caritasverband Bruchsal")
        page.get_by_role("button", name="Anzeigen").click()
        main = page.get_by_role("main")
        expect(main).to_contain_text("Was sich für Caritasverband Bruchsal ändert")
        expect(main).to_contain_text("gibt ab")
        clause = main.get_by_role("link", name="§ 3 Abs. 6 Ungeklärter Aufenthalt").first
        expect(clause).to_be_visible()
        clause.click()
        expect(page.get_by_role("heading", name="Ungeklärter Aufenthalt")).to_be_visible()


def test_impact_has_no_barrier_and_fits_a_narrow_phone(page: Page, shared_portal: Portal) -> None:
    log_in(page, shared_portal, STAFF)
    page.goto(f"{shared_portal.url}{START}1/2/")
    reasons = page.get_by_text("Alle Gründe").first
    reasons.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Es unterstützt: Integrationsmanagement").first).to_be_visible()
    assert barriers(page) == ""
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert fits(page)
