"""The coordination brings a new version into force, and the visitor reads it."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.people import COORDINATION, log_in
from tests.services.portal_server import Portal

SENTENCE = "Die Partner prüfen das jedes Jahr (Beispiel)."


def test_the_coordination_seals_a_new_version_and_decides_its_commencement(
    page: Page, page_without_script: Page, portal: Portal
) -> None:
    visitor = page_without_script
    log_in(page, portal, COORDINATION)
    add_to_the_first_clause(page, portal, SENTENCE)
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_url("**/admin/pages/*/")
    read(visitor, portal, "Fassung 2")
    expect(visitor.get_by_text(SENTENCE)).to_have_count(0)

    page.goto(f"{portal.url}/admin/agreement/versions/")
    expect(page.get_by_role("heading", name="Fassung 3 festschreiben")).to_be_visible()
    page.get_by_role("button", name="Jetzt festschreiben").click()
    expect(page.get_by_text("Fassung 3 ist festgeschrieben.")).to_be_visible()
    read(visitor, portal, "Fassung 2")

    page.get_by_label("In Kraft ab").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Inkrafttreten festlegen").click()
    expect(page.get_by_text("Das Inkrafttreten ist festgelegt.")).to_be_visible()
    expect(page.get_by_role("button", name="Inkrafttreten festlegen")).to_have_count(0)
    read(visitor, portal, "Fassung 3")
    expect(visitor.get_by_text(SENTENCE)).to_be_visible()


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


def read(visitor: Page, portal: Portal, version: str) -> None:
    """Open the section as a visitor: it is that of a version, and nothing warns of it."""
    visitor.goto(f"{portal.url}/vereinbarung/jugendmigrationsdienst/")
    expect(visitor.get_by_role("main")).to_contain_text(version)
    expect(visitor.locator(".notice--warning")).to_have_count(0)
