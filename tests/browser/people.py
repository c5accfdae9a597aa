"""People with an account, as they enter."""

from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.services.portal_server import Portal

STAFF = "staff@example.org"
COORDINATION = "koordination@example.org"


def log_in(page: Page, portal: Portal, email: str) -> None:
    """Log in by typing, at the page for it; leads to the internal part."""
    page.goto(f"{portal.url}/konto/anmelden/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Intern")
