"""People take their data along, delete their account, and read the log, in a real browser."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.accounts.test_second_factors import confirm
from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import DESKTOP, PHONE, watched_page
from tests.services.portal_server import Portal

EDITOR = "redaktion-caritas@example.org"
PAGES = ["/konto/daten/", "/konto/daten/loeschen/", "/konto/daten/geloescht/"]


def test_a_person_takes_the_own_data_along_and_deletes_the_account(
    page: Page, portal: Portal
) -> None:
    log_in(page, portal, STAFF)
    page.goto(f"{portal.url}/konto/")
    page.get_by_role("main").get_by_role("link", name="Meine Daten").last.click()
    page.get_by_role("link", name="Meine Daten herunterladen").click()
    with page.expect_download() as download:
        confirm(page)
    data = json.loads(Path(download.value.path()).read_text())
    assert data["account"]["email"] == STAFF
    page.goto(f"{portal.url}/konto/daten/loeschen/")
    page.get_by_role("button", name="Konto endgültig löschen").click()
    expect(page.get_by_role("main")).to_contain_text("Setzen Sie das Häkchen")
    page.get_by_label("Ja, ich möchte mein Konto endgültig löschen.").check()
    page.get_by_role("button", name="Konto endgültig löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihr Konto ist gelöscht")
    page.goto(f"{portal.url}/intern/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["320", "1280"])
def test_the_pages_on_own_data_have_no_barrier_and_fit_the_screen(
    browser: Browser, shared_portal: Portal, size: ViewportSize
) -> None:
    with watched_page(browser, viewport=size) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(f"{shared_portal.url}{PAGES[1]}")
        confirm(page)
        for path in PAGES:
            page.goto(f"{shared_portal.url}{path}")
            assert barriers(page) == "", path
            assert fits(page), path


def test_an_editor_reads_the_log_of_the_own_organisation(page: Page, portal: Portal) -> None:
    log_in(page, portal, EDITOR)
    page.goto(f"{portal.url}/admin/reports/site-history/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Protokoll")
