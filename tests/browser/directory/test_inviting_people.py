"""A lead editor invites a colleague, who accepts on a phone; later the colleague is removed."""

import quopri
import re

from playwright.sync_api import Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.services.accessibility import barriers, fits
from tests.services.portal_server import Portal

LEAD = "leitung-caritas@example.org"
COLLEAGUE = "kollegin@example.org"
CHOSEN = "pferd-heft-batterie-korrekt"


def enter(page: Page, portal: Portal, email: str, password: str, target: str) -> None:
    page.goto(f"{portal.url}/konto/anmelden/?next={target}")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort", exact=False).first.fill(password)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url(f"**{target}")


def link_in_log(portal: Portal) -> str:
    said = quopri.decodestring(portal.log().encode()).decode(errors="replace")
    found = re.findall(r"(/konto/einladung/[\w-]+/)", said)
    assert found, "no invitation went out"
    return str(found[-1])


def expect_accessible(page: Page) -> None:
    assert barriers(page) == ""


def expect_no_sideways_scrolling(page: Page) -> None:
    assert fits(page)


def test_a_colleague_is_invited_accepts_on_a_phone_and_is_removed(
    page: Page, phone: Page, portal: Portal
) -> None:
    enter(page, portal, LEAD, PASSWORD, "/admin/people/")
    page.get_by_role("link", name="Einladen", exact=True).first.click()
    page.get_by_label("E-Mail-Adresse").fill(COLLEAGUE)
    page.get_by_role("button", name="Einladung senden").click()
    expect(page.get_by_text("Wählen Sie mindestens eine Rolle.")).to_be_visible()
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value(COLLEAGUE)
    page.get_by_label("Redaktion: bearbeitet").check()
    page.get_by_role("button", name="Einladung senden").click()
    expect(page.get_by_text(f"Die Einladung an {COLLEAGUE} ist unterwegs.")).to_be_visible()

    link = link_in_log(portal)
    phone.goto(portal.url + link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sie sind eingeladen")
    expect_accessible(phone)
    expect_no_sideways_scrolling(phone)
    phone.get_by_label("Vorname").fill("Beispiel")
    phone.get_by_label("Nachname").fill("Kollegin")
    phone.get_by_label("Passwort", exact=True).fill(CHOSEN)
    phone.get_by_label("Passwort noch einmal").fill("vertippt")
    phone.get_by_role("button", name="Konto anlegen").click()
    expect(phone.get_by_text("nicht gleich").first).to_be_visible()
    expect(phone.get_by_label("Nachname")).to_have_value("Kollegin")
    phone.get_by_label("Passwort", exact=True).fill(CHOSEN)
    phone.get_by_label("Passwort noch einmal").fill(CHOSEN)
    phone.get_by_role("button", name="Konto anlegen").click()
    expect(phone.get_by_text("Ihr Konto ist da.")).to_be_visible()
    enter(phone, portal, COLLEAGUE, CHOSEN, "/konto/rollen/")
    expect(phone.get_by_role("cell", name="Redaktion")).to_be_visible()
    expect_accessible(phone)
    phone.goto(portal.url + link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dieser Link gilt nicht")

    phone.goto(f"{portal.url}/admin/pages/search/?q=Migrationsberatung+Bruchsal")
    phone.get_by_role("link", name="Migrationsberatung Bruchsal", exact=True).first.click()
    phone.get_by_label("Montag").first.fill("8-12 Uhr nach neuem Plan")

    page.goto(f"{portal.url}/admin/people/")
    page.get_by_role("link", name="Beispiel Kollegin entfernen").click()
    expect(page.get_by_text("Alle Anmeldungen von Beispiel Kollegin enden")).to_be_visible()
    page.get_by_role("button", name="Ja, entfernen").click()
    expect(page.get_by_text("Beispiel Kollegin gehört nicht mehr dazu.")).to_be_visible()

    phone.locator("#page-edit-form, form[data-edit-form]").first.evaluate("form => form.submit()")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Ihr Text ist noch da")
    expect(phone.get_by_text("8-12 Uhr nach neuem Plan")).to_be_visible()
    expect_accessible(phone)
    expect_no_sideways_scrolling(phone)


def test_the_pages_for_people_work_on_a_phone(phone: Page, portal: Portal) -> None:
    enter(phone, portal, "koordination@example.org", PASSWORD, "/admin/people/")
    for address in ("", "invite/", "invitations/", "rights/"):
        phone.goto(f"{portal.url}/admin/people/{address}")
        expect_no_sideways_scrolling(phone)
        expect(phone.get_by_role("main")).to_be_visible()
