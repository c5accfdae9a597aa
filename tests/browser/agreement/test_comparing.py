"""Comparing two versions: with the keyboard alone, on a phone, and without JavaScript."""

import re

from playwright.sync_api import Page, expect

from tests.services.accessibility import barriers, fits
from tests.services.portal_server import Portal


def test_somebody_with_a_keyboard_alone_goes_from_change_to_change(
    page: Page, shared_portal: Portal
) -> None:
    page.goto(f"{shared_portal.url}/vereinbarung/vergleich/")
    page.get_by_role("button", name="Vergleichen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vergleich: Fassung")
    changes = page.locator("[data-change]")
    expect(changes.nth(2)).to_be_attached()
    page.wait_for_load_state("load")  # a key that is pressed before the script is there is lost
    page.keyboard.press("j")
    expect(changes.nth(0)).to_be_focused()
    page.keyboard.press("n")
    expect(changes.nth(1)).to_be_focused()
    expect(page).to_have_url(re.compile(f"#{changes.nth(1).get_attribute('id')}$"))
    page.keyboard.press("k")
    expect(changes.nth(0)).to_be_focused()
    changes.nth(0).get_by_role("link", name="Nächste Änderung").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("p")
    expect(changes.nth(0)).to_be_focused()

    search = page.get_by_role("combobox", name="Suche im Portal")
    search.focus()
    page.keyboard.type("jn")
    expect(search).to_have_value("jn")
    expect(search).to_be_focused()

    switch = page.get_by_role("button", name="Diese Tasten benutzen")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("j")
    expect(changes.nth(0)).not_to_be_focused()
    assert barriers(page) == ""


def test_both_texts_stand_beside_each_other_and_below_on_a_phone(
    page: Page, phone: Page, shared_portal: Portal
) -> None:
    address = f"{shared_portal.url}/vereinbarung/vergleich/1/2/?ansicht=nebeneinander"
    for screen, is_wide in ((page, True), (phone, False)):
        screen.goto(address)
        row = screen.locator(".redline__row:not(.redline__row--same)").first
        boxes = [row.locator(f".redline__side--{name}").bounding_box() for name in ("old", "new")]
        old, new = (box for box in boxes if box)
        assert (new["x"] > old["x"] + old["width"]) == is_wide
        assert (new["y"] > old["y"]) != is_wide
        assert fits(screen)
        assert barriers(screen) == ""


def test_without_a_script_everything_is_there(
    page_without_script: Page, shared_portal: Portal
) -> None:
    page = page_without_script
    page.goto(f"{shared_portal.url}/vereinbarung/fassungen/")
    page.get_by_role("link", name="Zwei Fassungen vergleichen").click()
    page.get_by_label("Bisher").select_option("1")
    page.get_by_label("Künftig").select_option("2")
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.get_by_text("Mit den Tasten")).to_be_hidden()
    page.get_by_label("Umfang", exact=True).select_option("aenderungen")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page).to_have_url(re.compile("nur=aenderungen"))
    page.get_by_role("link", name="Zur ersten Änderung").click()
    first = page.locator(":target")
    expect(first).to_have_attribute("data-change", "")
    first.get_by_role("link", name="Nächste Änderung").click()
    expect(page.locator(":target")).to_contain_text("Änderung 2 von")
    expect(page.locator("main ins, main del").first).to_be_visible()
