"""Somebody of the network asks about a clause; the coordination answers; both read it there."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import COORDINATION, STAFF, log_in
from tests.services.accessibility import barriers
from tests.services.portal_server import Portal


def test_a_question_is_asked_and_answered_at_its_clause(
    page: Page, browser: Browser, portal: Portal
) -> None:
    log_in(page, portal, STAFF)
    page.goto(f"{portal.url}/vereinbarung/jugendmigrationsdienst/")
    link = page.locator("main a[href*='/vereinbarung/k/']").first
    address = link.get_attribute("href") or ""
    page.goto(address if address.startswith("http") else f"{portal.url}{address}")
    clause = page.url
    page.get_by_text("Eine Rückfrage stellen").click()
    page.get_by_label("Ihre Frage").fill("Gilt das auch am Wochenende? (Beispiel)")
    page.get_by_role("button", name="Frage stellen").click()
    expect(page.get_by_text("Ihre Frage ist gestellt")).to_be_visible()
    expect(page.get_by_text("Noch ohne Antwort")).to_be_visible()
    assert not barriers(page)

    other = browser.new_context(java_script_enabled=False).new_page()
    log_in(other, portal, COORDINATION)
    other.goto(f"{portal.url}/intern/rueckfragen/?stand=offen")
    other.locator("main tbody a").first.click()
    other.get_by_role("link", name="Antworten").click()
    other.get_by_label("Antwort").fill("Nein, nur werktags. (Beispiel)")
    other.get_by_role("button", name="Antwort speichern").click()
    expect(other.get_by_text("Die Antwort steht jetzt bei der Klausel.")).to_be_visible()
    other.context.close()

    page.goto(clause)
    expect(page.get_by_text("Nein, nur werktags. (Beispiel)")).to_be_visible()
    page.goto(f"{portal.url}/intern/rueckfragen/")
    assert not barriers(page)
