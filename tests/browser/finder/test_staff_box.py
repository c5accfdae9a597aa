"""Thirty seconds on the phone: an adviser types, presses Enter, corrects, copies."""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.finder.test_errands import AXE_RULES, fits
from tests.browser.people import log_in
from tests.services.accessibility import barriers
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal

BOX = "/intern/zustaendigkeit/"
OPEN_EVERYTHING = """() => document.querySelectorAll("main details").forEach(
    (one) => { one.removeAttribute("name"); one.open = true; })"""


def no_barrier(page: Page) -> None:
    assert barriers(page, AXE_RULES) == ""


def test_an_adviser_is_answered_on_a_phone_corrects_a_fact_and_copies_the_answer(
    phone: Page, shared_portal: Portal
) -> None:
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_in(phone, shared_portal, "staff@example.org")
    phone.goto(shared_portal.url + BOX)
    expect(phone.get_by_label("Frage in Stichworten")).to_be_focused()
    no_barrier(phone)
    began = time.monotonic()
    phone.keyboard.type("19 Duldung Östringen")
    phone.keyboard.press("Enter")
    expect(phone.locator("#antwort")).to_have_text("Kommt in Frage")
    phone.get_by_role("button", name="Anschlussunterbringung der Gemeinde").click()
    expect(phone.locator("#antwort")).to_have_text(re.compile("Zuständig: Jugendmigrationsdienst"))
    assert time.monotonic() - began < 15
    assert fits(phone)
    no_barrier(phone)
    assert phone.url == f"{shared_portal.url}{BOX}#frage"

    office = phone.locator(".office").first
    expect(office.locator("a[href^='tel:']").first).to_be_visible()
    phone.get_by_role("button", name="Antwort kopieren").first.click()
    expect(phone.get_by_role("button", name="Kopiert")).to_be_visible()
    copied = phone.evaluate("navigator.clipboard.readText()")
    assert "Jugendmigrationsdienst" in copied
    assert "/vereinbarung/k/" in copied

    phone.locator(".fact", has_text="Alter:").locator("summary").click()
    assert fits(phone)
    no_barrier(phone)
    phone.get_by_role("button", name="ab 27 Jahren").click()
    expect(phone.locator("#antwort")).not_to_have_text(re.compile("Jugendmigrationsdienst"))
    expect(phone.locator(".fact", has_text="Alter:")).to_contain_text("ab 27 Jahren")
    no_barrier(phone)


def test_without_javascript_the_box_answers_and_the_answer_is_there_to_select(
    browser: Browser, phone: Page, shared_portal: Portal
) -> None:
    log_in(phone, shared_portal, "staff@example.org")
    cookies = phone.context.cookies()
    with watched_page(
        browser, viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False
    ) as plain:
        plain.context.add_cookies(cookies)  # type: ignore[arg-type]
        plain.goto(shared_portal.url + BOX)
        plain.get_by_label("Frage in Stichworten").fill("30 EU Büchig")
        plain.get_by_role("button", name="Prüfen").click()
        plain.get_by_role("button", name="Büchig (Stutensee)").click()
        expect(plain.locator(".fact", has_text="Gemeinde:")).to_contain_text("Stutensee")
        expect(plain.locator("textarea").first).to_be_visible()
        expect(plain.get_by_role("button", name="Antwort kopieren")).to_have_count(0)
        expect(plain.locator("textarea").first).to_have_value(re.compile("Telefon:"))


@pytest.mark.parametrize("text", ["", "Karlsruhe 20", "30 Duldung Bretten IM beendet"])
def test_no_answer_of_the_box_has_a_barrier(phone: Page, shared_portal: Portal, text: str) -> None:
    log_in(phone, shared_portal, "staff@example.org")
    phone.goto(shared_portal.url + BOX)
    phone.get_by_label("Frage in Stichworten").fill(text)
    phone.keyboard.press("Enter")
    expect(phone.locator("#antwort, .error-summary").first).to_be_visible()
    no_barrier(phone)
    phone.evaluate(OPEN_EVERYTHING)
    assert fits(phone)
    no_barrier(phone)


def test_a_question_becomes_an_example_case(phone: Page, portal: Portal) -> None:
    log_in(phone, portal, "staff@example.org")
    phone.goto(portal.url + BOX)
    phone.keyboard.type("19 Duldung Östringen")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Als Beispielfall vorschlagen").click()
    phone.get_by_label("Titel").fill("Ausbildung mit Duldung")
    phone.get_by_label("Der Fall in Worten").fill("Ein junger Mensch sucht eine Ausbildung.")
    no_barrier(phone)
    phone.get_by_role("button", name="Vorschlagen").click()
    expect(phone.get_by_role("main")).to_contain_text("Ausbildung mit Duldung")
