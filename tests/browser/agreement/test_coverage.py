"""Where the rules leave gaps, on a phone and in the editor, as people use it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import COORDINATION, STAFF, log_in
from tests.services.accessibility import CONTENT, barriers, fits
from tests.services.browser import watched_page
from tests.services.portal_server import Portal

WIDTHS = (320, 390, 1280)
GAP = "Ab 27 Jahren mit Duldung"


def test_staff_open_a_cell_of_the_matrix_on_a_phone_without_javascript(
    browser: Browser, shared_portal: Portal
) -> None:
    size = {"width": 390, "height": 844}
    with watched_page(browser, viewport=size, java_script_enabled=False) as page:
        log_in(page, shared_portal, STAFF)
        page.get_by_role("link", name="Abdeckung").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Abdeckung: Arbeitsfassung")
        expect(page.get_by_text("Alles abgedeckt")).to_be_visible()
        table = page.get_by_role("table", name="Eigene Wohnung (nicht als Geflüchtete)")
        row = table.get_by_role("row", name="Duldung")
        row.get_by_role("link", name="niemand, hingenommen").last.click()

        cell = page.locator("#feld")
        expect(cell.get_by_role("heading")).to_contain_text(GAP)
        expect(cell.get_by_text("Niemand ist zuständig.").first).to_be_visible()
        cell.get_by_text("1 Regel zählt nicht, weil eine andere vorgeht").first.click()
        expect(cell.get_by_role("link", name="Duldung ab 27").first).to_be_visible()
        assert "duldung" not in page.url.lower()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_barrier_and_fits_every_width(
    browser: Browser, shared_portal: Portal, scheme: Any
) -> None:
    with watched_page(browser, color_scheme=scheme) as page:
        log_in(page, shared_portal, STAFF)
        for address in ("?tag=unfug", "fassungen/1/?zelle=27-3-3"):
            page.goto(f"{shared_portal.url}/intern/abdeckung/{address}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 844})
                assert fits(page)
            page.set_viewport_size({"width": 390, "height": 844})
            assert barriers(page, where=CONTENT) == ""


def test_the_coordination_takes_an_acceptance_back_and_accepts_again(
    page: Page, portal: Portal
) -> None:
    log_in(page, portal, COORDINATION)
    page.goto(f"{portal.url}/intern/abdeckung/")
    accepted = page.locator("#hingenommen li").filter(has_text=GAP)
    accepted.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_text("Zurückgenommen. Es ist wieder offen.")).to_be_visible()
    found = page.locator(".coverage-finding").filter(has_text=GAP).first
    found.get_by_text("Warum?").click()
    expect(found.get_by_role("link", name="Duldung ab 27").first).to_be_visible()

    found.get_by_role("link", name="Hinnehmen").click()
    page.get_by_role("button", name="Hinnehmen").click()
    expect(page.get_by_role("link", name="Schreiben Sie, warum").first).to_be_visible()
    assert barriers(page, where=CONTENT) == ""
    page.get_by_label("Warum nehmen die Partner das hin?").fill("Runder Tisch, 3. Sitzung")
    page.get_by_role("button", name="Hinnehmen").click()

    expect(page.get_by_text("Hingenommen. Die Begründung steht unten.")).to_be_visible()
    expect(page.locator("#hingenommen")).to_contain_text("Runder Tisch, 3. Sitzung")


def test_the_editor_says_at_once_what_a_rule_does_to_the_coverage(
    page: Page, portal: Portal
) -> None:
    log_in(page, portal, COORDINATION)
    page.goto(f"{portal.url}/admin/pages/search/?q=Jugendmigrationsdienst+(JMD)")
    page.get_by_role("link", name="Jugendmigrationsdienst (JMD)", exact=True).first.click()
    panel = page.locator("[data-coverage-changes]")
    expect(panel).to_contain_text("An der Abdeckung ändert sich nichts")
    age = page.locator("input[name$='-age_to']").first
    age.evaluate(
        "field => { field.value = '24'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )

    expect(panel).to_contain_text(re.compile(r"Neue Lücken \(\d+\)"))
    expect(panel).to_contain_text("25 bis 26 Jahre")
    age.evaluate("field => { field.value = '26' }")
    panel.get_by_role("button", name="Jetzt prüfen").click()
    expect(panel).to_contain_text("An der Abdeckung ändert sich nichts")
