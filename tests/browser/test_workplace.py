"""An editor's workplace: what is to do stands first, on every width and without a barrier."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.directory.test_editor_corrects_hours import (
    EDITOR,
    line_of,
    log_in,
    open_office,
)
from tests.services.accessibility import CONTENT, barriers, fits
from tests.services.browser import watched_page
from tests.services.portal_server import Portal

WIDTHS = (390, 1280)
COORDINATION = "koordination@example.org"


def test_an_editor_finds_a_draft_again_and_goes_on_with_it(page: Page, portal: Portal) -> None:
    log_in(page, portal, EDITOR)
    expect(page.get_by_text("Alles ist veröffentlicht.")).to_be_visible()
    open_office(page, portal)
    line_of(page, "Montag").fill("8-12 Uhr")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_text("wurde aktualisiert").first).to_be_visible()

    page.goto(f"{portal.url}/admin/")
    drafts = page.locator("#workplace-drafts-section")
    expect(drafts.get_by_text("Änderungen nicht veröffentlicht")).to_be_visible()
    changes = page.locator("#workplace-recent-section")
    expect(changes.get_by_text("Sie selbst").first).to_be_visible()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert barriers(page, where=CONTENT) == ""
    drafts.get_by_role("link", name="Migrationsberatung Bruchsal").click()

    expect(line_of(page, "Montag")).to_have_value("8:00–12:00")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/admin/", "/admin/hilfe/", "/konto/benachrichtigungen/"])
def test_the_coordinations_pages_have_no_barrier_and_fit(
    browser: Browser, shared_portal: Portal, path: str, width: int
) -> None:
    with watched_page(browser, viewport={"width": width, "height": 900}) as page:
        log_in(page, shared_portal, COORDINATION)
        page.goto(shared_portal.url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()

        assert barriers(page, where=CONTENT) == ""
        assert fits(page)


def test_somebody_switches_a_kind_of_mails_off(page: Page, portal: Portal) -> None:
    log_in(page, portal, EDITOR)
    page.goto(f"{portal.url}/konto/benachrichtigungen/")
    comments = page.get_by_label("Kommentare an Seiten, die ich bearbeite")
    expect(comments).to_be_checked()
    comments.uncheck()
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    expect(comments).not_to_be_checked()
