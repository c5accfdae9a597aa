"""The coordination leads a text from the first draft to a sealed version, step by step."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import COORDINATION, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import DESKTOP, PHONE, watched_page
from tests.services.portal_server import Portal

SENTENCE = "Die Partner prüfen das jedes Jahr (Beispiel)."
PAGE = "/admin/agreement/versions/"


def test_the_coordination_gives_one_version_up_and_seals_the_next_step_by_step(
    page: Page, page_without_script: Page, portal: Portal
) -> None:
    visitor = page_without_script
    log_in(page, portal, COORDINATION)
    page.goto(portal.url + PAGE)
    at_step(page, "Unterzeichnen")
    expect(page.get_by_text("Jetzt dran: Die Partner.")).to_be_visible()
    page.get_by_text("Es wird nicht zu Ende unterzeichnet").click()
    page.get_by_role("button", name="Fassung scheitern lassen").click()
    expect(page.get_by_text("Schreiben Sie den Grund.").first).to_be_visible()
    page.get_by_label("Grund").first.fill("Ein Partner zögert (Beispiel).")
    page.get_by_role("button", name="Fassung scheitern lassen").click()
    expect(page.get_by_text("Gescheitert: Ein Partner zögert (Beispiel).")).to_be_visible()

    page.get_by_label("Anlass").fill("Jährliche Prüfung (Beispiel)")
    page.get_by_role("button", name="Neue Fassung beginnen").click()
    at_step(page, "Text vorbereiten")
    add_to_the_first_clause(page, portal, SENTENCE)
    page.goto(portal.url + PAGE)
    page.get_by_role("button", name="In die Abstimmung geben").click()
    expect(page.get_by_text("hat Änderungen, die nicht veröffentlicht sind")).to_be_visible()
    page.get_by_role("link", name="Dort bearbeiten").first.click()
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_url("**/admin/pages/*/")

    page.goto(portal.url + PAGE)
    page.get_by_role("button", name="In die Abstimmung geben").click()
    at_step(page, "Abstimmen")
    expect(page.get_by_text("Runde 1 der Abstimmung läuft.")).to_be_visible()
    page.get_by_role("button", name="Jetzt festschreiben").click()
    expect(page.get_by_text("Fassung 4 ist festgeschrieben.")).to_be_visible()
    at_step(page, "Unterzeichnen")
    expect(page.get_by_role("button", name="Inkrafttreten festlegen")).to_have_count(0)

    visitor.goto(f"{portal.url}/vereinbarung/jugendmigrationsdienst/")
    expect(visitor.get_by_role("main")).to_contain_text("Fassung 2")
    expect(visitor.get_by_text(SENTENCE)).to_have_count(0)
    assert visitor.goto(f"{portal.url}/vereinbarung/fassungen/4/").status == 404  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["320", "1280"])
def test_the_page_has_no_barrier_and_fits_the_screen(
    size: dict[str, int], browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=size) as page:
        log_in(page, shared_portal, COORDINATION)
        page.goto(shared_portal.url + PAGE)
        expect(page.get_by_role("heading", name="Festgeschriebene Fassungen")).to_be_visible()
        assert barriers(page) == ""
        assert fits(page)


def at_step(page: Page, name: str) -> None:
    """Expect that the page marks one step as the present one."""
    step = page.locator("[aria-current=step]")
    expect(step).to_have_count(1)
    expect(step).to_contain_text(name)


def add_to_the_first_clause(page: Page, portal: Portal, sentence: str) -> None:
    """Type at the end of the first clause of the section on the youth migration service."""
    page.goto(f"{portal.url}/admin/pages/search/?q=Jugendmigrationsdienst+(JMD)")
    page.get_by_role("link", name="Jugendmigrationsdienst (JMD)", exact=True).first.click()
    clauses = page.locator("#panel-child-inhalt-clauses-section")
    clauses.locator("[data-panel-toggle]:visible").nth(1).click()
    clauses.locator("[contenteditable=true]:visible").first.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {sentence}")
    # The editor hands its text over to the form a moment after the last key.
    form_value = clauses.locator("input[type=hidden][name$='-value-text']").first
    expect(form_value).to_have_value(re.compile(re.escape(sentence)))
    page.get_by_role("button", name="Entwurf speichern").click()
    page.wait_for_load_state()
