"""Two editors at one section: one moves a clause, the other writes on; no word is lost."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.people import COORDINATION, log_in
from tests.services.accessibility import barriers
from tests.services.portal_server import Portal


def _section(portal: Portal) -> str:
    """Return the key of a section with clauses."""
    code = (
        "from agreement.models import YouthMigrationSectionPage as S;"
        "print('pk', S.objects.get().pk)"
    )
    found = re.search(r"pk (\d+)", portal.manage("shell", "-c", code))
    assert found
    return found[1]


def test_one_moves_a_clause_while_another_writes_and_both_stay(
    page: Page, browser: Browser, portal: Portal
) -> None:
    section = _section(portal)
    log_in(page, portal, COORDINATION)
    page.goto(f"{portal.url}/admin/pages/{section}/edit/")
    summary = page.get_by_role("textbox", name="Zusammenfassung in einfachen Worten")
    expect(summary).to_be_visible()
    ways = page.locator("#panel-child-inhalt-clauses-section .clause-acts")
    expect(ways.first.locator("a[href$='/verschieben/']")).to_be_attached()

    other = browser.new_context(java_script_enabled=False).new_page()
    log_in(other, portal, COORDINATION)
    other.goto(f"{portal.url}/admin/agreement/clauses/{section}/")
    other.get_by_role("link", name=re.compile("^Verschieben")).first.click()
    options = other.get_by_label("Neue Stelle").locator(f"option[value^='{section}:']")
    last = options.last.get_attribute("value")
    other.get_by_label("Neue Stelle").select_option(last)
    other.get_by_role("button", name="Verschieben").click()
    expect(other.get_by_text("Die Klausel ist verschoben.")).to_be_visible()
    expect(other.get_by_role("link", name="Zurückverschieben")).to_be_visible()
    other.context.close()

    summary.fill("Für junge Menschen. (Beispiel)")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("zusammenführen")
    expect(page.get_by_text("Die Änderungen widersprechen sich nicht.")).to_be_visible()
    assert not barriers(page, where=".merging")
    page.get_by_role("button", name="Zusammengeführten Entwurf speichern").click()

    expect(page.get_by_text("Beide Fassungen sind zusammengeführt")).to_be_visible()
    expect(summary).to_have_value("Für junge Menschen. (Beispiel)")
