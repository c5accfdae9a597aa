"""A version from its last signatures to what anybody can check, through the real pages."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.accounts.test_second_factors import confirm, shown_by_app
from tests.browser.people import COORDINATION, STAFF, log_in
from tests.services.accessibility import barriers
from tests.services.browser import DESKTOP, watched_page
from tests.services.portal_server import Portal

SIGNATORY, DEPUTY = "leitung-caritas@example.org", "vertretung@example.org"
SIGNING, VERSION = "/intern/unterzeichnen/", "/vereinbarung/fassungen/3/"
FORST, CARITAS = "Gemeinde Forst", "Caritasverband Bruchsal"


def open_version(page: Page, portal: Portal) -> None:
    """Go from the list to the version that waits."""
    page.goto(portal.url + SIGNING)
    page.get_by_role("link", name=re.compile("Fassung 3")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fassung 3")


def take_back_and_print_anew(page: Page, portal: Portal, scan: Path) -> None:
    """Take the signature of Forst back, and scan a new cover page: the screen is the scanner."""
    open_version(page, portal)
    forst = page.get_by_role("region", name=FORST)
    forst.get_by_role("link", name="Unterschrift zurücknehmen").click()
    page.get_by_label("Grund").fill("Falsches Blatt gescannt (Beispiel).")
    page.get_by_role("button", name="Zurücknehmen").click()
    open_version(page, portal)
    page.get_by_role("link", name=re.compile(f"Deckblatt drucken.*{FORST}")).first.click()
    page.locator(".cover-page").screenshot(path=scan)
    page.go_back()
    page.get_by_role("link", name=re.compile(f"Scan hochladen.*{FORST}")).first.click()
    page.get_by_label("Scan").set_input_files(scan)
    page.get_by_role("button", name="Hochladen").click()


def confirm_paper(page: Page, portal: Portal) -> None:
    """Look at the scan as the second person and confirm it."""
    page.goto(portal.url + SIGNING)
    page.get_by_role("link", name=re.compile("Unterschrift auf Papier")).click()
    expect(page.get_by_text("QR-Code nicht lesbar")).to_have_count(0)
    page.get_by_role("button", name="Unterschrift bestätigen").click()
    expect(page.get_by_text("Die Unterschrift steht im Register.")).to_be_visible()


def sign_with_account(page: Page, portal: Portal) -> None:
    """Set up an app as second factor, and sign with the account."""
    open_version(page, portal)
    page.get_by_role("link", name=re.compile("Elektronisch unterzeichnen")).first.click()
    setting_up = page.get_by_role("link", name="Zweiten Faktor einrichten")
    expect(setting_up).to_be_visible()
    here = page.url
    setting_up.click()
    page.get_by_role("link", name="App einrichten").click()
    confirm(page)
    page.get_by_label("Code").fill(shown_by_app(page.locator("main code").inner_text()))
    page.get_by_role("button", name="App einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    page.goto(here)
    expect(page.get_by_role("checkbox").first).to_be_visible()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Jetzt unterzeichnen").click()
    expect(page.get_by_text("Alle Parteien haben diese Fassung unterzeichnet.")).to_be_visible()


def test_paper_and_account_complete_a_version_and_everybody_can_check_it(
    browser: Browser, portal: Portal, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.png"
    with watched_page(browser, viewport=DESKTOP) as page:
        log_in(page, portal, COORDINATION)
        take_back_and_print_anew(page, portal, scan)
    with watched_page(browser, viewport=DESKTOP) as page:
        log_in(page, portal, DEPUTY)
        confirm_paper(page, portal)
    with watched_page(browser, viewport=DESKTOP) as page:
        log_in(page, portal, SIGNATORY)
        sign_with_account(page, portal)
    portal.manage("make_artifacts")

    with watched_page(browser, viewport=DESKTOP) as page:
        log_in(page, portal, STAFF)
        page.goto(portal.url + VERSION)
        main = page.get_by_role("main")
        for told in ("Alle Partner haben unterzeichnet", f"{FORST} hat die Unterschrift"):
            page.get_by_text("Einträge im Register zu dieser Fassung").click()
            expect(main.get_by_text(re.compile(told))).to_be_visible()
            page.get_by_text("Einträge im Register zu dieser Fassung").click()
        caritas = main.get_by_role("row", name=re.compile(CARITAS))
        expect(caritas).to_contain_text("Mit dem Konto")
        expect(main.get_by_role("row", name=re.compile(FORST)).last).to_contain_text("Auf Papier")
        expect(main.get_by_text(re.compile("Prüfpunkt des Registers vom"))).to_be_visible()
        assert barriers(page) == ""
        files = {
            ending: page.request.get(f"{portal.url}{VERSION[:-1]}.{ending}").body()
            for ending in ("json", "pdf", "docx", "xml", "zip")
        }
    assert [files[ending][:4] for ending in ("pdf", "zip", "docx")] == [b"%PDF", *[b"PK\3\4"] * 2]
    assert b"akomaNtoso" in files["xml"]
    sha256 = hashlib.sha256(files["json"]).hexdigest()

    with watched_page(browser, viewport=DESKTOP) as visitor:
        visitor.goto(portal.url + VERSION)
        shown = visitor.get_by_role("main").locator("code").first.inner_text()
        assert shown.replace(" ", "") == sha256
        for ending in ("zip", "pdf"):
            file = tmp_path / f"fassung.{ending}"
            file.write_bytes(files[ending])
            visitor.goto(f"{portal.url}/vereinbarung/pruefen/")
            visitor.locator("input[type=file]").first.set_input_files(file)
            visitor.get_by_role("button", name="Prüfen", exact=True).click()
            expect(visitor.get_by_role("main")).to_contain_text("Fassung 3")
            expect(visitor.get_by_role("main")).to_contain_text("unverändert")
            assert barriers(visitor) == ""
