"""On a phone an editor confirms and closes for today, and a visitor reads it and reports errors."""

from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.browser.directory.test_editor_corrects_hours import EDITOR, OFFICE
from tests.services.accessibility import CONTENT, barriers, fits
from tests.services.portal_server import Portal

NAME = "Migrationsberatung Bruchsal"
LIST = "/admin/offices/freshness/"


def assert_nothing_in_the_way(page: Page) -> None:
    """Fail on a barrier in the content, and on a page wider than the phone."""
    assert barriers(page, where=CONTENT) == ""
    assert fits(page)


def test_an_editor_confirms_and_closes_today_with_a_thumb(
    phone: Page, page_without_script: Page, portal: Portal
) -> None:
    visitor = page_without_script
    phone.goto(f"{portal.url}/konto/anmelden/?next={LIST}")
    phone.get_by_label("E-Mail").fill(EDITOR)
    phone.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    phone.wait_for_url(f"**{LIST}")
    card = phone.get_by_role("region", name=NAME)
    assert_nothing_in_the_way(phone)

    card.get_by_role("button", name="Stimmt noch alles").click()
    expect(phone.get_by_text(f"„{NAME}“ ist bestätigt.")).to_be_visible()
    expect(card).to_contain_text("Bestätigt am")
    phone.get_by_role("button", name="Rückgängig machen").click()
    expect(phone.get_by_text("Zurückgenommen.")).to_be_visible()

    card.get_by_text("Heute geschlossen …").click()
    card.get_by_role("button", name="Ja, heute geschlossen").click()
    expect(phone.get_by_text(f"„{NAME}“ ist heute geschlossen.")).to_be_visible()
    assert_nothing_in_the_way(phone)
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_text("eute geschlossen").first).to_be_visible()

    phone.get_by_role("button", name="Rückgängig machen").click()
    expect(card.get_by_role("button", name="Doch geöffnet")).to_have_count(0)
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_text("eute geschlossen")).to_have_count(0)


def test_a_visitor_reports_an_error_and_an_editor_settles_it(
    page: Page, phone: Page, portal: Portal
) -> None:
    visitor = phone
    visitor.goto(portal.url + OFFICE)
    visitor.get_by_role("link", name="Fehler melden").click()
    assert_nothing_in_the_way(visitor)
    visitor.get_by_role("button", name="Melden", exact=True).click()
    expect(visitor.get_by_role("alert")).to_contain_text("Bitte wählen Sie, was nicht stimmt.")
    visitor.get_by_label("Öffnungszeiten stimmen nicht").check()
    visitor.get_by_label("Was ist richtig?").fill("Dienstags ist zu.")
    visitor.get_by_role("button", name="Melden", exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Meldung")
    assert visitor.context.cookies() == []

    page.goto(f"{portal.url}/konto/anmelden/?next=/admin/")
    page.get_by_label("E-Mail").fill(EDITOR)
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.locator("#workplace-reports-section").get_by_role("link", name=NAME).click()
    expect(page.get_by_text("Dienstags ist zu.")).to_be_visible()
    assert_nothing_in_the_way(page)
    page.get_by_role("button", name="Ich habe es berichtigt").click()
    expect(page.get_by_text("Die Meldung ist erledigt: berichtigt.")).to_be_visible()
    page.get_by_role("button", name="Rückgängig: wieder öffnen").click()
    expect(page.get_by_text("Die Meldung ist wieder offen.")).to_be_visible()
