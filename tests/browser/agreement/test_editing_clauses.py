"""The coordination writes the working text in a real editor."""

import json
import re

from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.services.accessibility import comes_true
from tests.services.portal_server import Portal

SECTION = "/intern/arbeitsfassung/jugendmigrationsdienst/"


def _log_in(page: Page, portal: Portal, email: str, path: str) -> None:
    page.goto(f"{portal.url}/konto/anmelden/?next={path}")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal.url}{path}")


def _edit_address(portal: Portal) -> str:
    """Return the address of the section's editor."""
    code = (
        "from agreement.models import YouthMigrationSectionPage as S;"
        "print('pk', S.objects.get().pk)"
    )
    found = re.search(r"pk (\d+)", portal.manage("shell", "-c", code))
    assert found
    return f"/admin/pages/{found[1]}/edit/"


def _newest_text(portal: Portal) -> str:
    """Return the first clause's text in the newest draft."""
    code = (
        "import json; from agreement.models import YouthMigrationSectionPage as S;"
        "from agreement.clause_index import newest_clauses;"
        "print('text', json.dumps(newest_clauses(S.objects.get())[0]['value']['text']))"
    )
    found = re.search(r"text (\".*\")", portal.manage("shell", "-c", code))
    assert found
    text: str = json.loads(found[1])
    return text


def test_the_coordination_refers_to_a_clause_by_keyboard_alone(page: Page, portal: Portal) -> None:
    _log_in(page, portal, "koordination@example.org", _edit_address(portal))
    clauses = page.locator("#panel-child-inhalt-clauses-section")
    toggle = clauses.locator("[data-panel-toggle]:visible").nth(1)
    toggle.focus()
    page.keyboard.press("Enter")

    clauses.locator("[contenteditable=true]:visible").first.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Siehe auch ")
    page.keyboard.type("/Verweis")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Auf welche Klausel soll der Text verweisen?")
    expect(dialog.get_by_role("button", name="§ 4 Abs. 1")).to_be_visible()
    page.keyboard.type("§ 4 Abs. 1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(dialog).to_have_count(0)
    expect(clauses.get_by_role("button", name="§ 4 Abs. 1")).to_be_visible()
    # The editor hands its text to the form a moment after the last change.
    expect(page.locator("[name=clauses-0-value-text]")).to_have_value(re.compile("§ 4 Abs. 1"))
    page.get_by_role("button", name="Entwurf speichern").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("wurde aktualisiert")).to_be_visible()
    assert re.search(
        r'Siehe auch <a linktype="clause" uid="[0-9a-f-]{36}">§ 4 Abs. 1</a>', _newest_text(portal)
    )


def test_escape_leaves_the_text_as_it_was(page: Page, portal: Portal) -> None:
    _log_in(page, portal, "koordination@example.org", _edit_address(portal))
    clauses = page.locator("#panel-child-inhalt-clauses-section")
    clauses.locator("[data-panel-toggle]:visible").nth(1).click()
    text = clauses.locator("[contenteditable=true]:visible").first
    before = text.inner_text()

    text.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("/Verweis")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert comes_true(lambda: text.inner_text() == before, page)


def test_staff_read_the_working_text_and_see_that_it_does_not_hold(
    page: Page, portal: Portal
) -> None:
    _log_in(page, portal, "staff@example.org", SECTION)

    expect(page.get_by_text("Arbeitsfassung – gilt nicht.")).to_be_visible()
    page.get_by_text("Was daraus für die Zuständigkeit folgt").first.click()
    expect(page.get_by_text("zuständig ist der Jugendmigrationsdienst").first).to_be_visible()
