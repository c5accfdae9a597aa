"""Editors write a rule and read at once what it will say; example cases turn red and green."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.agreement.test_editing_clauses import _edit_address, _log_in
from tests.services.accessibility import barriers, fits
from tests.services.portal_server import Portal

COORDINATION = "koordination@example.org"
RULE = "clauses-0-value-rules-0-value"
CASES = "/intern/abdeckung/beispielfaelle/"


def _unfolded_rule(page: Page) -> Locator:
    """Open the first rule of the first clause and return its box with the sentence."""
    clauses = page.locator("#panel-child-inhalt-clauses-section")
    clauses.locator("[data-panel-toggle]:visible").nth(1).click()
    rules = clauses.locator("[data-contentpath=rules]").first
    rules.locator("[data-panel-toggle]:visible").first.click()
    return rules


def test_the_sentence_of_a_rule_follows_the_fields_and_says_what_is_wrong(
    page: Page, portal: Portal
) -> None:
    _log_in(page, portal, COORDINATION, _edit_address(portal))
    rules = _unfolded_rule(page)
    sentence = rules.get_by_role("status").first
    expect(sentence).to_contain_text("Wer 12 bis 26 Jahre alt ist")
    expect(sentence).to_contain_text("zuständig ist der Jugendmigrationsdienst (JMD).")
    for question in ("Wer ist gemeint?", "Wer ist zuständig?", "Seit wann"):
        expect(rules.get_by_text(question).first).to_be_visible()
    assert barriers(page, where="[data-contentpath=rules]") == ""

    page.locator(f"[name={RULE}-age_to]").fill("30")
    expect(sentence).to_contain_text("Wer 12 bis 30 Jahre alt ist")
    expect(sentence).to_contain_text("bis 30 Jahre (bis zum 31. Geburtstag) – steht nicht im Text")
    page.locator(f"[name={RULE}-mode]").select_option("supports")
    expect(sentence).to_contain_text("es unterstützt der Jugendmigrationsdienst (JMD).")
    page.locator(f"[name={RULE}-age_to]").fill("11")
    expect(sentence).to_contain_text("„Alter bis“ (11) liegt unter „Alter von“ (12)")
    expect(sentence).not_to_contain_text("Wer 12")


def test_a_new_rule_says_what_is_still_to_choose(page: Page, portal: Portal) -> None:
    _log_in(page, portal, COORDINATION, _edit_address(portal))
    rules = _unfolded_rule(page)

    rules.get_by_role("button", name="Hinzufügen", exact=True).last.click()

    new = page.locator(".struct-block", has=page.locator("[name$=-rules-1-value-mode]")).last
    expect(new.get_by_role("status")).to_contain_text("Sobald Sie wählen")
    page.locator("[name$=-rules-1-value-mode]").select_option("leads")
    page.locator("[name$=-rules-1-value-service]").select_option("mbe")
    expect(new.get_by_role("status")).to_contain_text(
        "Für alle: zuständig ist die Migrationsberatung (MBE)."
    )


def test_a_draft_that_breaks_an_agreed_case_turns_it_red(page: Page, portal: Portal) -> None:
    edit = _edit_address(portal)
    _log_in(page, portal, COORDINATION, edit)
    expect(page.get_by_text("Beispielfälle: 12 von 12 wie vereinbart")).to_be_visible()
    _unfolded_rule(page)
    page.locator(f"[name={RULE}-age_to]").fill("30")
    page.get_by_role("button", name="Entwurf speichern").click()
    expect(page.get_by_text("wurde aktualisiert").first).to_be_visible()

    page.goto(f"{portal.url}{edit}")
    expect(page.get_by_text("Beispielfälle: 11 von 12 wie vereinbart")).to_be_visible()
    expect(page.get_by_text("Im Text fehlt: bis 30 Jahre").first).to_be_visible()

    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{portal.url}{CASES}")
    expect(page.get_by_text("11 von 12 Fällen wie vereinbart")).to_be_visible()
    assert fits(page)
    assert barriers(page, where="body") == ""
    page.get_by_role("link", name="Beispiel: Zur Arbeit aus einem EU-Staat").click()
    expect(page.get_by_role("heading", name="Fassung 2")).to_be_visible()
    assert barriers(page, where="body") == ""


def test_staff_propose_a_case_without_a_script(page_without_script: Page, portal: Portal) -> None:
    page = page_without_script
    _log_in(page, portal, "staff@example.org", CASES)
    page.get_by_role("link", name="Beispielfall vorschlagen").click()
    page.get_by_label("Titel").fill("Beispiel: Ein Vorschlag")
    page.get_by_label("Der Fall in Worten").fill("Ruf an: 030 23125-123")
    page.get_by_role("button", name="Vorschlagen").click()
    expect(page.get_by_text("Telefonnummer oder E-Mail-Adresse").first).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Beispiel: Ein Vorschlag")

    page.get_by_label("Der Fall in Worten").fill("Jemand ist 19 Jahre alt.")
    page.locator("[name=age]").fill("19")
    page.locator("[name=expected_leads][value=jmd]").check()
    page.get_by_role("button", name="Vorschlagen").click()

    expect(page.get_by_text("Der Beispielfall ist vorgeschlagen.")).to_be_visible()
    expect(page.get_by_text("19 Jahre").first).to_be_visible()
