"""Wagtail's admin works under the content security policy: editors miss nothing."""

import pytest
from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import ACCOUNTS, PASSWORD
from tests.services.accessibility import EVERYTHING, barriers
from tests.services.portal_server import Portal

ADMINISTRATOR = next(account.email for account in ACCOUNTS if account.is_administrator)


@pytest.fixture
def admin(page: Page, portal: Portal) -> Page:
    """Return the page of an administrator who has logged in by the form."""
    page.goto(f"{portal.url}/konto/anmelden/?next=/admin/")
    page.fill("[name=login]", ADMINISTRATOR)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/admin/")
    return page


def open_home_page(admin: Page, portal: Portal) -> None:
    """Open the editor of the German home page."""
    admin.goto(f"{portal.url}/admin/pages/")
    number = admin.evaluate(
        "fetch('/admin/api/main/pages/?type=home.HomePage&locale=de')"
        ".then(answer => answer.json()).then(found => found.items[0].id)"
    )
    admin.goto(f"{portal.url}/admin/pages/{number}/edit/")


def test_the_page_editor_opens_with_text_calendar_and_preview(admin: Page, portal: Portal) -> None:
    open_home_page(admin, portal)
    expect(admin.locator(".Draftail-Editor").first).to_be_visible()
    admin.locator("[data-side-panel-toggle=status]").click()
    admin.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
    admin.locator("#id_go_live_at").click()
    expect(admin.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    open_home_page(admin, portal)
    admin.locator("[data-side-panel-toggle=preview]").click()
    preview = admin.frame_locator("#w-preview-iframe")
    expect(preview.locator("h1")).to_be_visible()


def test_rows_and_choosers_start_where_they_are_added(admin: Page, portal: Portal) -> None:
    admin.goto(f"{portal.url}/admin/workflows/add/")
    rows = admin.locator("#id_workflow_tasks-FORMS > *")
    before = rows.count()
    admin.locator("#id_workflow_tasks-ADD").click()
    expect(rows).to_have_count(before + 1)
    rows.last.locator("[data-chooser-action-choose]").first.click()
    expect(admin.locator(".modal.in, .modal-dialog").first).to_be_visible()


def test_the_log_in_has_no_barrier(page: Page, shared_portal: Portal) -> None:
    for path in ("/konto/anmelden/", "/en/konto/anmelden/", "/konto/passwort/vergessen/"):
        page.goto(shared_portal.url + path)
        assert barriers(page, EVERYTHING) == ""
