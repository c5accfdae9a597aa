"""Staff read what changed for them and confirm it; a visitor follows a clause by address."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import COORDINATION, STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal


def test_staff_read_and_confirm_on_a_phone_and_the_coordination_sees_it(
    browser: Browser, page: Page, portal: Portal
) -> None:
    told = portal.manage("send_notifications")
    assert "Mails sent" in told
    with watched_page(browser, viewport=PHONE) as phone:
        log_in(phone, portal, STAFF)
        main = phone.get_by_role("main")
        expect(main).to_contain_text("lesen und bestätigen: Caritasverband Bruchsal")
        main.get_by_role("link", name="Jetzt lesen").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Was sich ändert")
        expect(main.locator("ins").first).to_be_visible()
        assert fits(phone)
        assert barriers(phone) == ""
        main.get_by_role("button", name="Gelesen: was sich für Caritasverband").click()
        expect(main).to_contain_text("bestätigt, dass Sie das gelesen haben")
        expect(main.get_by_role("button", name="Gelesen")).to_have_count(0)
    log_in(page, portal, COORDINATION)
    page.goto(f"{portal.url}/intern/aenderungen/uebersicht/")
    row = page.get_by_role("row").filter(has_text="Caritasverband Bruchsal")
    expect(row).to_contain_text(re.compile(r"1 von \d"))
    assert barriers(page) == ""
    with page.expect_download() as table:
        page.get_by_role("link", name="Als Excel-Tabelle laden").click()
    assert table.value.suggested_filename == "kenntnisnahme.xlsx"


def test_a_visitor_without_javascript_follows_a_clause_and_ends_it_again(
    page_without_script: Page, portal: Portal
) -> None:
    page = page_without_script
    page.goto(f"{portal.url}/vereinbarung/")
    page.locator("nav.contents h3 a").first.click()
    page.locator("a[href*='/vereinbarung/k/']").first.click()
    page.get_by_role("link", name="Änderungen abonnieren").click()
    page.get_by_label("Ihre E-Mail-Adresse").fill("keine Adresse")
    page.get_by_role("button", name="Abonnieren").click()
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_have_value("keine Adresse")
    page.get_by_label("Ihre E-Mail-Adresse").fill("leserin@example.org")
    page.get_by_role("button", name="Abonnieren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie in Ihrer Mail")
    assert page.context.cookies() == []
    mail = portal.manage("send_notifications")
    (secret,) = set(re.findall(r"/konto/abonnements/([\w-]{20,})/", mail))
    page.goto(f"{portal.url}/konto/abonnements/{secret}/")
    page.get_by_role("button", name="Ja, bestätigen").click()
    expect(page.get_by_role("main")).to_contain_text("Bestätigt.")
    page.get_by_role("button", name="Abonnement beenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abonnement beendet")
    assert page.context.cookies() == []
    assert secret not in portal.log()
