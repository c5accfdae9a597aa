"""The coordination asks the partners about a round and settles what they say, by keyboard."""

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.people import COORDINATION, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import PHONE
from tests.services.portal_server import Portal

REASON = "Beispiel: Das steht schon in der Anlage."
FREEZE = """
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
"""
COMMENT = """
from agreement.consultation.actions_member import write_comment
from agreement.consultation.checking import Words
from agreement.consultation.round_text import RoundText
from agreement.models import Consultation
from directory.models import OrganisationPage
from portal.accounts.models import User
asked = Consultation.objects.get(ended_at=None)
by = User.objects.get(email="leitung-caritas@example.org")
here = OrganisationPage.objects.get(slug="caritas-bruchsal")
clause = next(iter(RoundText(asked).places))
words = Words("objection", "Beispiel: Hier fehlt etwas.")
write_comment(asked, by, str(here.uuid), words, clause=clause, release=True)
"""


def test_the_coordination_invites_decides_by_keyboard_and_may_then_seal(
    page: Page, portal: Portal
) -> None:
    portal.manage("shell", "-c", FREEZE)
    log_in(page, portal, COORDINATION)
    page.goto(f"{portal.url}/admin/agreement/versions/")
    page.get_by_role("link", name="Organisationen einladen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Organisationen einladen")
    assert barriers(page) == ""
    page.get_by_label("Worum es geht").fill("Beispiel: die jährliche Prüfung.")
    page.get_by_role("button", name="Jetzt einladen").click()
    expect(page.get_by_text("Organisationen sind eingeladen")).to_be_visible()
    assert barriers(page) == ""

    portal.manage("shell", "-c", COMMENT)
    page.goto(f"{portal.url}/admin/agreement/versions/")
    page.get_by_role("link", name="Anmerkung behandeln").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Synopse")
    assert barriers(page) == ""
    page.set_viewport_size(ViewportSize(width=PHONE["width"], height=PHONE["height"]))
    assert fits(page)
    page.get_by_label("Ergebnis").focus()
    page.keyboard.type("Nicht")
    page.keyboard.press("Tab")
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Entschieden. Die Organisation")).to_be_visible()
    entry = page.locator("article.synopsis-entry")
    expect(entry).to_contain_text("Behandlung: Nicht übernommen")
    expect(entry).to_contain_text(REASON)
    assert barriers(page) == ""
    assert fits(page)

    page.goto(f"{portal.url}/admin/agreement/versions/")
    expect(page.get_by_role("link", name="Anmerkung behandeln")).to_have_count(0)
