"""Whoever has a file of the agreement finds out whether it is still what was sealed."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.services.accessibility import barriers
from tests.services.browser import watched_page
from tests.services.portal_server import Portal


def send(page: Page, path: Path) -> None:
    page.get_by_label("Datei", exact=True).set_input_files(path)
    page.get_by_role("button", name="Prüfen").click()


def test_a_visitor_checks_a_file_and_then_one_that_somebody_changed(
    browser: Browser, shared_portal: Portal, tmp_path: Path
) -> None:
    with watched_page(browser, java_script_enabled=False) as page:
        page.goto(f"{shared_portal.url}/vereinbarung/fassungen/")
        page.get_by_role("link", name="Eine Fassung prüfen").click()
        with page.expect_download() as started:
            page.get_by_role("link", name="Nachweis aller Fassungen laden (ZIP)").click()
        given = tmp_path / "alles.zip"
        started.value.save_as(given)
        send(page, given)
        expect(page.get_by_role("status")).to_contain_text("Alles in Ordnung")
        expect(page.get_by_text("kann diese Prüfung nicht bemerken")).to_be_visible()
        with page.expect_download() as started:
            page.goto(f"{shared_portal.url}/vereinbarung/fassungen/")
            page.get_by_role("link", name="Festgeschriebene Datei laden (JSON)").first.click()
        text = tmp_path / "fassung.json"
        text.write_bytes(started.value.path().read_bytes().replace(b"Beratung", b"Bewertung", 1))
        page.goto(f"{shared_portal.url}/vereinbarung/pruefen/")
        send(page, text)
        expect(
            page.get_by_text("Dieses Portal zeigt keine Fassung mit diesem Text")
        ).to_be_visible()
        assert page.context.cookies() == []


def test_the_result_has_no_barrier(browser: Browser, shared_portal: Portal, tmp_path: Path) -> None:
    broken = tmp_path / "kaputt.zip"
    broken.write_bytes(b"PK\x03\x04")
    with watched_page(browser) as page:
        page.goto(f"{shared_portal.url}/vereinbarung/pruefen/")
        send(page, broken)
        expect(page.get_by_role("link", name="Das ZIP ist beschädigt.")).to_be_visible()
        assert barriers(page) == ""
        answer = page.request.get(f"{shared_portal.url}/vereinbarung/pruefen/alles.zip")
        broken.write_bytes(answer.body())
        send(page, broken)
        expect(page.get_by_role("status")).to_be_visible()
        assert barriers(page) == ""
