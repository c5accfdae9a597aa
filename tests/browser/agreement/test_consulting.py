"""An organisation that is asked answers: on a phone, without a script, by two people."""

from playwright.sync_api import Browser, Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.services.accessibility import barriers, fits
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal

EDITOR, LEAD = "redaktion-caritas@example.org", "leitung-caritas@example.org"
PROPOSAL = "Einmal im Jahr wird das gemeinsam geprüft (Beispiel)."
FREEZE = """
from datetime import timedelta
from django.utils import timezone
from agreement.consultation.actions import invite
from agreement.enums import ProcessState
from agreement.models import VersionProcess, WorkingTextPage
from agreement.process import actions
from portal.accounts.models import User
by = User.objects.get(email="koordination@example.org")
for unsigned in VersionProcess.objects.filter(state=ProcessState.ADOPTED):
    actions.fail(unsigned, by, "Beispiel: nicht unterzeichnet.")
text = WorkingTextPage.objects.get(agreement__slug="vereinbarung")
process = actions.open_process(text, by, "Jährliche Prüfung (Beispiel)")
actions.start_consultation(process, by)
process.refresh_from_db()
invite(process, by, open_until=timezone.localdate() + timedelta(days=14))
"""


def log_in(page: Page, portal: Portal, email: str) -> None:
    page.goto(f"{portal.url}/konto/anmelden/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()


def test_an_organisation_comments_on_a_phone_without_a_script_and_answers_officially(
    browser: Browser, portal: Portal
) -> None:
    portal.manage("shell", "-c", FREEZE)
    with watched_page(browser, viewport=PHONE, java_script_enabled=False) as page:
        log_in(page, portal, EDITOR)
        page.goto(f"{portal.url}/intern/abstimmung/")
        assert fits(page)
        page.get_by_role("heading", level=2).get_by_role("link").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Jährliche Prüfung (Beispiel), Runde 1"
        )
        assert fits(page)
        page.get_by_role("link", name="Jugendmigrationsdienst").first.click()
        page.get_by_role("link", name="Anmerken").first.click()
        expect(page.get_by_label("Anderer Wortlaut", exact=True)).to_be_visible()
        assert fits(page)

        page.get_by_label("Anderer Wortlaut", exact=True).check()
        page.get_by_label("Um welche Worte geht es?").fill("steht nirgends")
        wording = page.locator("textarea[name=lines]")
        wording.fill(f"{wording.input_value()} {PROPOSAL}")
        page.get_by_role("button", name="Als Entwurf speichern").click()
        page.get_by_role("link", name="Diese Worte stehen so nicht in der Klausel.").click()
        page.get_by_label("Um welche Worte geht es?").fill("")
        page.get_by_role("button", name="Als Entwurf speichern").click()

        comment = page.locator("article.consultation-comment")
        expect(comment).to_contain_text("Entwurf, nur für Ihre Organisation")
        expect(comment.locator("ins")).to_contain_text(PROPOSAL)
        assert fits(page)

        page.goto(f"{portal.url}/intern/abstimmung/")
        page.get_by_role("link", name="Entwürfe ansehen und freigeben").click()
        page.get_by_role("button", name="Gewählte freigeben").click()
        expect(page.get_by_text("1 Anmerkung ist freigegeben.")).to_be_visible()
        page.get_by_role("link", name="Stellungnahme schreiben").click()
        page.get_by_label("Stimmt mit Änderungen zu").check()
        page.get_by_role("textbox", name="Stellungnahme").fill("Wir bitten um eine Ergänzung.")
        expect(page.get_by_role("button", name="Speichern und freigeben")).to_have_count(0)
        page.get_by_role("button", name="Als Entwurf speichern").click()
        expect(page.get_by_text("Als Entwurf gespeichert.")).to_be_visible()

    with watched_page(browser) as page:
        log_in(page, portal, LEAD)
        page.goto(f"{portal.url}/intern/abstimmung/")
        page.get_by_role("link", name="Stellungnahme schreiben").click()
        assert barriers(page) == ""
        page.get_by_role("button", name="Speichern und freigeben").click()
        expect(page.get_by_text("liegt vor")).to_be_visible()
        expect(page.get_by_text("Wir bitten um eine Ergänzung.")).to_be_visible()
        assert barriers(page) == ""

        page.get_by_role("link", name="Jugendmigrationsdienst").first.click()
        expect(page.locator("article.consultation-comment ins")).to_contain_text(PROPOSAL)
        assert barriers(page) == ""
        page.get_by_role("link", name="Anmerken").first.click()
        clause = page.locator("[data-quotable] .clause__text")
        clause.locator("p").first.click(click_count=3)
        page.get_by_role("button", name="Markierte Worte übernehmen").click()
        quote = page.get_by_label("Um welche Worte geht es?")
        expect(quote).not_to_have_value("")
        expect(clause).to_contain_text(quote.input_value())
        assert barriers(page) == ""
