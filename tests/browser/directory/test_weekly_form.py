"""The weekly form in a browser: copied from day to day, read back while one types, on a phone."""

import re
from datetime import date, timedelta

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.directory.test_editor_corrects_hours import (
    EDITOR,
    OFFICE,
    line_of,
    log_in,
    open_office,
    press_publish,
)
from tests.services.accessibility import CONTENT, barriers, fits
from tests.services.browser import watched_page
from tests.services.portal_server import Portal


def hours_of(page: Page) -> Locator:
    """Return the weekly form of the opening hours."""
    return page.locator("[data-week-form]").first


def sentence_of(form: Locator) -> Locator:
    return form.locator("[data-week-sentence]")


def test_a_line_is_copied_to_other_days_and_the_week_is_read_back(
    page: Page, page_without_script: Page, portal: Portal
) -> None:
    log_in(page, portal, EDITOR)
    open_office(page, portal)
    form = hours_of(page)
    line_of(page, "Montag").fill("8 bis 12 Uhr")
    expect(sentence_of(form)).to_contain_text("Montag 8:00–12:00 Uhr, Dienstag 9:00–12:00 Uhr")

    copy = form.get_by_role("button", name="Auf andere Tage übertragen (Montag)")
    copy.click()
    choice = form.get_by_role("group", name="Diese Zeiten übertragen auf:")
    for day in ("Dienstag", "Mittwoch", "Donnerstag", "Freitag"):
        expect(choice.get_by_label(day)).to_be_checked()
    expect(choice.get_by_label("Samstag")).not_to_be_checked()
    assert barriers(page, where=CONTENT) == ""
    page.keyboard.press("Escape")
    expect(choice).to_have_count(0)
    expect(copy).to_be_focused()

    copy.click()
    choice.get_by_label("Freitag").uncheck()
    choice.get_by_label("Sonntag").check()
    choice.get_by_role("button", name="Übertragen", exact=True).click()
    expect(line_of(page, "Donnerstag")).to_have_value("8 bis 12 Uhr")
    expect(line_of(page, "Sonntag")).to_have_value("8 bis 12 Uhr")
    expect(line_of(page, "Freitag")).to_have_value("geschlossen")
    sentence = "Montag bis Donnerstag 8:00–12:00 Uhr, Sonntag 8:00–12:00 Uhr; sonst geschlossen."
    expect(sentence_of(form)).to_contain_text(sentence)

    line_of(page, "Freitag").fill("nachmittags")
    expect(form.get_by_text("Freitag: „nachmittags“ ist keine Zeit")).to_be_visible()
    expect(sentence_of(form)).to_be_hidden()
    line_of(page, "Freitag").fill("")
    expect(sentence_of(form)).to_contain_text(sentence)
    press_publish(page)
    page.wait_for_url("**/admin/pages/*/")

    visitor = page_without_script
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_role("row", name="Sonntag")).to_contain_text("8:00–12:00 Uhr")


def test_a_new_language_gets_a_week_of_its_own_that_works_as_well(
    page: Page, page_without_script: Page, portal: Portal
) -> None:
    log_in(page, portal, EDITOR)
    open_office(page, portal)
    page.get_by_role("button", name=re.compile("^Sprache.*hinzufügen|^Hinzufügen: Sprache")).click()
    language = page.locator("#id_language_times-2-language")
    language.select_option(label="Türkisch")
    row = language.locator("xpath=ancestor::*[@data-inline-panel-child]")
    row.get_by_label("Donnerstag", exact=True).fill("15-17")
    expect(sentence_of(row)).to_contain_text("Donnerstag 15:00–17:00 Uhr")
    press_publish(page)
    page.wait_for_url("**/admin/pages/*/")

    visitor = page_without_script
    visitor.goto(portal.url + OFFICE)
    expect(visitor.get_by_text("Türkisch: donnerstags 15:00–17:00 Uhr")).to_be_visible()


def test_on_a_phone_a_closure_is_entered_and_everybody_reads_it(
    browser: Browser, portal: Portal
) -> None:
    today = date.today()  # noqa: DTZ011  # as the browser's own calendar
    with watched_page(browser, viewport={"width": 320, "height": 800}) as page:
        log_in(page, portal, EDITOR)
        page.goto(f"{portal.url}/admin/special-days/")
        page.get_by_role("link", name=re.compile("hinzufügen|Hinzufügen")).first.click()
        office = page.get_by_role("combobox", name="Beratungsstelle")
        office.select_option(label="Migrationsberatung Bruchsal")
        page.get_by_role("textbox", name="Von").fill(today.isoformat())
        page.get_by_role("textbox", name="Bis einschließlich").fill(
            (today + timedelta(2)).isoformat()
        )
        page.keyboard.press("Escape")
        page.get_by_role("textbox", name="Grund").fill("Wasserschaden (Beispiel)")
        assert barriers(page, where=CONTENT) == ""
        page.get_by_role("button", name=re.compile("Erstellen|Anlegen|Speichern")).click()
        expect(page.get_by_text("Es gilt sofort.")).to_be_visible()
        expect(page.get_by_text("Wasserschaden (Beispiel)").first).to_be_visible()

        page.goto(portal.url + OFFICE)
        expect(page.get_by_text("Heute geschlossen (Wasserschaden (Beispiel)).")).to_be_visible()
        assert fits(page)
        assert barriers(page, where=CONTENT) == ""
