"""Somebody searches: with the keyboard alone, by ear, on a phone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, comes_true, fits
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal

IS_ON_TOP = """(option) => {
    const box = option.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return option.contains(seen);
}"""
SUGGESTIONS = "**/suche/vorschlaege/*"


def test_a_suggestion_is_reached_by_keyboard_and_every_step_is_said(
    page: Page, shared_portal: Portal
) -> None:
    page.goto(shared_portal.url)
    box = page.get_by_role("combobox", name="Suche im Portal")
    box.focus()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.type("J", delay=20)
    page.wait_for_timeout(400)
    assert asked == []

    page.keyboard.type("ugendmigr", delay=20)
    options = page.get_by_role("listbox", name="Vorschläge").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert comes_true(lambda: options.last.evaluate(IS_ON_TOP), page)
    expect(page.get_by_role("status").filter(has_text="Vorschl")).to_have_count(1)
    assert len([url for url in asked if "vorschlaege" in url]) <= 2
    assert barriers(page) == ""

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    expect(box).to_have_attribute("aria-activedescendant", str(chosen))
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("Jugendmigr")

    page.keyboard.press("ArrowDown")
    target = options.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shared_portal.url}{target}")


def test_results_are_narrowed_and_opened_by_keyboard_and_counted_once(
    page: Page, shared_portal: Portal
) -> None:
    page.goto(f"{shared_portal.url}/suche/")
    told: list[Request] = []
    page.on("request", lambda one: told.append(one) if one.url.endswith("/geoeffnet/") else None)
    page.get_by_role("combobox", name="Wonach suchen Sie?").fill("Beratung")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=re.compile(r"\d+ Treffer"))).to_be_visible()
    assert barriers(page) == ""

    narrowing = page.get_by_role("complementary", name="Ergebnisse eingrenzen")
    kinds = narrowing.get_by_role("group", name="Art")
    kinds.get_by_role("checkbox", name=re.compile("^Beratungsstelle")).focus()
    page.keyboard.press("Space")
    narrowing.get_by_role("button", name="Eingrenzen").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]art=office"))
    remove = page.get_by_role("link", name="Filter entfernen: Art: Beratungsstelle")
    expect(remove).to_be_visible()

    hits = page.get_by_role("region", name=re.compile("Treffer")).locator("h3")
    with page.expect_response("**/suche/geoeffnet/") as answer:
        hits.first.get_by_role("link").press("Enter")
    assert answer.value.status == 204
    expect(page).to_have_url(re.compile("/partner/"))
    assert len(told) == 1
    page.go_back()
    expect(page.get_by_role("combobox", name="Wonach suchen Sie?")).to_have_value("Beratung")


def test_without_javascript_everything_but_suggestions_is_there(
    page_without_script: Page, shared_portal: Portal
) -> None:
    page = page_without_script
    page.goto(shared_portal.url)
    page.get_by_role("searchbox", name="Suche im Portal").fill("Quittengelee")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nichts gefunden")).to_be_visible()
    page.get_by_role("button", name="Das habe ich nicht gefunden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke für Ihren Hinweis")
    page.get_by_role("link", name="Zurück zur Suche").click()
    page.get_by_role("searchbox", name="Wonach suchen Sie?").fill("Beratung")
    page.get_by_role("main").get_by_role("button", name="Suchen").click()
    page.get_by_role("checkbox", name=re.compile("^Organisation")).check()
    page.get_by_role("button", name="Eingrenzen").click()
    expect(page).to_have_url(re.compile(r"art=organisation"))
    page.get_by_role("link", name="Neueste zuerst").click()
    expect(page).to_have_url(re.compile(r"art=organisation.*sortierung=neueste"))
    assert page.context.cookies() == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_on_the_narrowest_phone_nothing_is_too_wide(
    phone: Page, shared_portal: Portal, direction: str
) -> None:
    phone.goto(f"{shared_portal.url}/suche/?q=Beratung")
    # No interface speaks Arabic yet: what it would do is turn the page around.
    phone.evaluate(f"document.documentElement.dir = '{direction}'")
    phone.locator("#suche").fill("Jugendmigrationsdienst")
    options = phone.get_by_role("option")
    expect(options.first).to_be_visible()
    assert fits(phone)
    for box in (options.first.bounding_box(), options.last.bounding_box()):
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 44
    assert barriers(phone) == ""
    phone.keyboard.press("Escape")
    phone.get_by_text("Ergebnisse eingrenzen").click()
    assert fits(phone)
    assert barriers(phone) == ""


def test_what_was_typed_survives_slow_and_failing_suggestions(
    page: Page, shared_portal: Portal
) -> None:
    held: list[Route] = []
    page.route(SUGGESTIONS, lambda route: held.append(route))
    page.goto(f"{shared_portal.url}/suche/")
    box = page.get_by_role("combobox", name="Wonach suchen Sie?")
    box.focus()
    page.keyboard.type("Spra")
    assert comes_true(lambda: len(held) == 1, page)
    page.keyboard.type("chkurs")
    assert comes_true(lambda: len(held) == 2, page)
    held[1].fulfill(status=429)
    expect(box).to_have_value("Sprachkurs")
    expect(page.get_by_role("option")).to_have_count(0)

    # Keys that belong to an input method choose nothing.
    page.unroute(SUGGESTIONS)
    box.fill("Jugendmigr")
    expect(page.get_by_role("option").first).to_be_visible()
    composing = "new KeyboardEvent('keydown', {key: 'ArrowDown', isComposing: true})"
    page.evaluate(f"document.querySelector('#suche').dispatchEvent({composing})")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/suche/\?q=Jugendmigr$"))


def test_staff_find_more_and_look_into_other_versions(
    browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser) as page:
        log_in(page, shared_portal, STAFF)
        page.goto(f"{shared_portal.url}/suche/?q=Zuständigkeit")
        page.get_by_role("link", name="Auch in früheren und kommenden Fassungen").click()
        expect(page.get_by_role("link", name="Nur finden, was heute gilt")).to_be_visible()
        assert barriers(page) == ""
