"""An editor writes days as people write them here."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.people import log_in
from tests.services.portal_server import Portal

EDITOR = "redaktion-ib@example.org"


def test_a_day_typed_with_dots_is_that_day_and_nonsense_is_said_at_the_field(
    page: Page, portal: Portal
) -> None:
    log_in(page, portal, EDITOR)
    page.goto(f"{portal.url}/admin/pages/search/?q=Infoabend+Ausbildung")
    page.get_by_role("link", name="Infoabend zur Ausbildung").first.click()
    day = timezone.localdate() + timedelta(days=40)
    begins, teaser = page.locator("#id_starts_on"), page.locator("#id_teaser")
    begins.fill("übermorgen")
    teaser.click()
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_text("Bitte ein gültiges Datum eingeben").first).to_be_visible()
    expect(begins).to_have_value("übermorgen")
    begins.fill(f"{day:%d.%m.%Y}")
    teaser.click()
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(begins).to_have_value(day.isoformat())
