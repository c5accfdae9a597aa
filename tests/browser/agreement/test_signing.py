"""Partners sign a version: with a passkey in the browser, and on paper without a script."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accounts.test_second_factors import confirm, with_authenticator
from tests.browser.people import COORDINATION, log_in
from tests.integration.agreement.signing.acting import picture
from tests.services.accessibility import barriers, comes_true, fits
from tests.services.browser import DESKTOP, PHONE, watched_page
from tests.services.portal_server import Portal

SIGNATORY, DEPUTY = "leitung-caritas@example.org", "vertretung@example.org"
SIGNING = "/intern/unterzeichnen/"


def open_version(page: Page, portal: Portal) -> None:
    """Go from the list to the version that waits."""
    page.goto(portal.url + SIGNING)
    page.get_by_role("link", name=re.compile("Fassung 3")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fassung 3")


def test_a_signatory_signs_with_a_passkey_and_the_version_is_complete(
    page: Page, portal: Portal
) -> None:
    local = Portal(portal.url.replace("127.0.0.1", "localhost"), portal.data)
    with_authenticator(page)
    log_in(page, local, SIGNATORY)
    open_version(page, local)
    page.get_by_role("link", name=re.compile("Elektronisch unterzeichnen")).first.click()
    expect(page.get_by_text("brauchen Sie einen zweiten Faktor")).to_be_visible()
    here = page.url
    page.get_by_role("link", name="Zweiten Faktor einrichten").click()
    page.get_by_role("link", name="Passkey einrichten").click()
    confirm(page)
    page.get_by_label("Name").fill("Diensttelefon")
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    page.goto(here)
    expect(page.locator(".statement")).to_contain_text("mit der Prüfsumme (SHA-256)")
    assert barriers(page) == ""
    page.get_by_role("button", name="Mit Passkey unterzeichnen").click()
    expect(page.get_by_text("Ihre Unterschrift steht im Register.")).to_be_visible()
    expect(page.get_by_text("Alle Parteien haben diese Fassung unterzeichnet.")).to_be_visible()
    expect(page.get_by_text("Mit einem Passkey", exact=True).first).to_be_visible()


def test_paper_is_printed_and_uploaded_without_a_script_and_confirmed_by_a_second_person(
    page_without_script: Page, page: Page, portal: Portal, tmp_path: Path
) -> None:
    second, page = page, page_without_script
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture(None))
    log_in(page, portal, COORDINATION)
    open_version(page, portal)
    page.get_by_role("link", name=re.compile("Deckblatt drucken")).first.click()
    expect(page.get_by_role("img", name="Fassung und Prüfsumme als QR-Code")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=re.compile("Scan hochladen")).first.click()
    page.get_by_label("Scan").set_input_files(scan)
    page.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_text("QR-Code war nicht lesbar")).to_be_visible()

    log_in(second, portal, DEPUTY)
    second.goto(portal.url + SIGNING)
    second.get_by_role("link", name=re.compile("Unterschrift auf Papier")).click()
    expect(second.get_by_text("QR-Code nicht lesbar")).to_be_visible()
    shown = second.get_by_role("img", name="Der Scan")
    assert comes_true(lambda: shown.evaluate("picture => picture.naturalWidth") > 1000, second)
    assert barriers(second) == ""
    second.get_by_role("button", name="Unterschrift bestätigen").click()
    expect(second.get_by_text("Die Unterschrift steht im Register.")).to_be_visible()
    complete = second.get_by_text("Alle Parteien haben diese Fassung unterzeichnet.")
    expect(complete).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["320", "1280"])
def test_the_pages_of_signing_have_no_barrier_and_fit_the_screen(
    size: dict[str, int], browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=size) as page:
        log_in(page, shared_portal, SIGNATORY)
        open_version(page, shared_portal)
        doors = ["Elektronisch unterzeichnen", "Deckblatt drucken", "Scan hochladen"]
        links = [page.get_by_role("link", name=re.compile(door)).first for door in doors]
        addresses = [str(link.get_attribute("href")) for link in links]
        for path in (SIGNING, page.url.removeprefix(shared_portal.url), *addresses):
            page.goto(shared_portal.url + path)
            assert barriers(page) == "", path
            assert fits(page), path
