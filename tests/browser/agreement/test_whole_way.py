"""The whole errand once: a sentence on its way from the editor to whoever has to work by it.

Everything happens on the real pages. Only the signatures come from a shell: signing has browser
tests of its own, and the example agreement has many parties.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.agreement.test_sealing import PAGE, add_to_the_first_clause, at_step
from tests.browser.people import COORDINATION, log_in
from tests.services.accessibility import barriers
from tests.services.browser import DESKTOP, watched_page
from tests.services.portal_server import Portal

CARITAS, IB = "Caritasverband Bruchsal", "Internationaler Bund Mittelbaden"
DIAKONIE = "Diakonisches Werk im Landkreis Karlsruhe"
SECTION, MEMBER = "Jugendmigrationsdienst (JMD)", "leitung-ib@example.org"
OCCASION = "Jährliche Prüfung (Beispiel)"
DRAFTED = "Die Partner prüfen das jedes Jahr (Beispiel)."
PROPOSED = "Das Ergebnis lesen alle im Portal (Beispiel)."
SAID = (
    ("redaktion-caritas@example.org", CARITAS, "Anmerkung", "Beispiel: Wer lädt dazu ein?"),
    (MEMBER, IB, "Anderer Wortlaut", PROPOSED),
    ("leitung-diakonie@example.org", DIAKONIE, "Einwand", "Beispiel: Das ist zu oft."),
)
DECIDED = (
    (CARITAS, "Erledigt", "Beispiel: Das steht in der Anlage."),
    (IB, "Übernommen", "Beispiel: Das hilft allen."),
    (DIAKONIE, "Nicht übernommen", "Beispiel: Das Jahr ist so verabredet."),
)
SIGN = """
from agreement.models import AgreementVersion
from portal.accounts.models import User
from portal.operations.demo.signing import sign_on_paper
by = User.objects.get(email="koordination@example.org")
deputy = User.objects.get(email="vertretung@example.org")
sign_on_paper(AgreementVersion.objects.get(agreement__slug="vereinbarung", number=4), by, deputy)
"""
# The first round of mails notices what begins today; what it leaves goes out with the second.
TWO_ROUNDS = """
from django.core.management import call_command
call_command("send_notifications")
call_command("send_notifications")
"""


def test_a_sentence_is_drafted_discussed_decided_sealed_put_in_force_read_and_confirmed(
    browser: Browser, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with watched_page(browser, viewport=DESKTOP) as coordination:
        log_in(coordination, portal, COORDINATION)
        begin(coordination, portal)
        write(coordination, portal, DRAFTED)
        freeze(coordination, portal, 1)
        invite_three(coordination)
        for number, (email, organisation, kind, words) in enumerate(SAID):
            with watched_page(browser, viewport=DESKTOP) as page:
                log_in(page, portal, email)
                comment(page, portal, kind, words)
                shown = page.locator("article.consultation-comment")
                expect(shown).to_have_count(number + 1)
                expect(shown.filter(has_text=organisation)).to_contain_text(words)
                assert barriers(page) == ""
        decide(coordination, portal)

        coordination.goto(portal.url + PAGE)
        coordination.get_by_role("button", name="Wieder überarbeiten").click()
        at_step(coordination, "Text vorbereiten")
        write(coordination, portal, PROPOSED)
        freeze(coordination, portal, 2)
        coordination.get_by_role("button", name="Jetzt festschreiben").click()
        expect(coordination.get_by_text("Fassung 4 ist festgeschrieben.")).to_be_visible()
        portal.manage("shell", "-c", SIGN)
        put_in_force(coordination, portal)

    monkeypatch.setenv("NOTIFICATION_DELAY_SECONDS", "0")
    sent = portal.manage("shell", "-c", TWO_ROUNDS)
    assert f"Fassung 4 gilt ab heute. Sie ändert etwas für {IB}." in mail_to(MEMBER, sent)
    with watched_page(browser, viewport=DESKTOP) as page:
        log_in(page, portal, MEMBER)
        read_and_confirm(page)
        compare(page, portal)
        read_the_clause(page, portal)


def mail_to(address: str, sent: str) -> str:
    """Return the text of all mails to an address, of what the mail round printed."""
    return " ".join(mail for mail in sent.split("-" * 79) if f"To: {address}" in mail)


def begin(page: Page, portal: Portal) -> None:
    """Give up the version whose last signature is missing, and begin the next."""
    page.goto(portal.url + PAGE)
    page.get_by_text("Es wird nicht zu Ende unterzeichnet").click()
    page.get_by_label("Grund").first.fill("Ein Partner zögert (Beispiel).")
    page.get_by_role("button", name="Fassung scheitern lassen").click()
    page.get_by_label("Anlass").fill(OCCASION)
    page.get_by_role("button", name="Neue Fassung beginnen").click()
    at_step(page, "Text vorbereiten")


def write(page: Page, portal: Portal, sentence: str) -> None:
    """Add a sentence to the first clause of the section, and publish it as working text."""
    add_to_the_first_clause(page, portal, sentence)
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_url("**/admin/pages/*/")


def freeze(page: Page, portal: Portal, number: int) -> None:
    """Freeze the working text as a round."""
    page.goto(portal.url + PAGE)
    page.get_by_role("button", name="In die Abstimmung geben").click()
    at_step(page, "Abstimmen")
    expect(page.get_by_text(f"Runde {number} der Abstimmung läuft.")).to_be_visible()


def invite_three(page: Page) -> None:
    """Ask three organisations of all that are offered."""
    page.get_by_role("link", name="Organisationen einladen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Organisationen einladen")
    for box in page.locator("input[name=organisations]").all():
        box.uncheck()
    for organisation in (CARITAS, IB, DIAKONIE):
        page.get_by_label(organisation, exact=True).check()
    page.get_by_role("button", name="Jetzt einladen").click()
    expect(page.get_by_text("3 Organisationen sind eingeladen")).to_be_visible()
    assert barriers(page) == ""


def comment(page: Page, portal: Portal, kind: str, words: str) -> None:
    """Say something to the clause and release it; a proposal goes into its wording."""
    page.goto(f"{portal.url}/intern/abstimmung/")
    page.get_by_role("link", name=f"{OCCASION}, Runde 1").click()
    page.get_by_role("link", name=SECTION).click()
    expect(page.get_by_role("main")).to_contain_text(DRAFTED)
    page.get_by_role("link", name="Anmerken").first.click()
    page.get_by_label(kind, exact=True).check()
    if kind == "Anderer Wortlaut":
        wording = page.locator("textarea[name=lines]")
        wording.fill(f"{wording.input_value()} {words}")
    else:
        page.get_by_label("Ihre Anmerkung").fill(words)
    page.get_by_role("button", name="Speichern und gleich freigeben").click()


def decide(page: Page, portal: Portal) -> None:
    """Go from what stands in the way of sealing to the synopsis, and decide on each comment."""
    page.goto(portal.url + PAGE)
    page.get_by_role("link", name="Synopse: Anmerkungen lesen und entscheiden").click()
    for organisation, result, reason in DECIDED:
        entry = said_by(page, organisation)
        entry.get_by_label("Ergebnis").select_option(label=result)
        entry.get_by_label("Begründung").fill(reason)
        entry.get_by_role("button", name="Entscheidung speichern").click()
        expect(entry).to_contain_text(f"Behandlung: {result}")
    expect(page.get_by_text("Über jede Anmerkung ist entschieden.")).to_be_visible()
    assert barriers(page) == ""


def said_by(page: Page, organisation: str) -> Locator:
    """Return the comment of an organisation."""
    return page.get_by_role("article", name=re.compile(f"^{organisation}:"))


def put_in_force(page: Page, portal: Portal) -> None:
    """Decide that the signed version takes effect today."""
    page.goto(portal.url + PAGE)
    version = page.locator("#fassung-4")
    version.get_by_label("In Kraft ab").fill(timezone.localdate().isoformat())
    version.get_by_role("button", name="Inkrafttreten festlegen").click()
    expect(page.get_by_role("button", name="Inkrafttreten festlegen")).to_have_count(0)


def read_and_confirm(page: Page) -> None:
    """Follow the start page to what changed, and confirm having read that."""
    main = page.get_by_role("main")
    main.get_by_role("link", name="Jetzt lesen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Was sich ändert")
    expect(main).to_contain_text("verglichen mit Fassung 2")
    expect(main.locator("ins").filter(has_text=PROPOSED)).to_contain_text(DRAFTED)
    assert barriers(page) == ""
    main.get_by_role("button", name=f"Gelesen: was sich für {IB}").click()
    expect(main).to_contain_text("bestätigt, dass Sie das gelesen haben")


def compare(page: Page, portal: Portal) -> None:
    """Choose both versions that held and see both sentences marked as new."""
    page.goto(f"{portal.url}/vereinbarung/vergleich/")
    page.get_by_label("Bisher").select_option("2")
    page.get_by_label("Künftig").select_option("4")
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.locator("main ins").filter(has_text=PROPOSED)).to_contain_text(DRAFTED)
    assert barriers(page) == ""


def read_the_clause(page: Page, portal: Portal) -> None:
    """Read the clause in force, and on its own page what was said to it and decided."""
    page.goto(f"{portal.url}/vereinbarung/jugendmigrationsdienst/")
    expect(page.get_by_role("main")).to_contain_text(f"{DRAFTED} {PROPOSED}")
    page.locator("main a[href*='/vereinbarung/k/']").first.click()
    expect(page.get_by_role("main")).to_contain_text(f"{DRAFTED} {PROPOSED}")
    for organisation, result, reason in DECIDED:
        expect(said_by(page, organisation)).to_contain_text(f"Behandlung: {result}")
        expect(said_by(page, organisation)).to_contain_text(reason)
    assert barriers(page) == ""
