"""People set up their second factor and log in with it, in a real browser."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from portal.operations.demo.accounts import PASSWORD
from tests.browser.people import COORDINATION, STAFF, log_in
from tests.browser.test_whole_portal import ORDINARY_PHONE
from tests.services.accessibility import barriers, fits
from tests.services.browser import DESKTOP, PHONE, watched_page
from tests.services.portal_server import Portal, serve

HALF_MINUTE, MARGIN = 30, 8
AS_IN_PRODUCTION = {"SECOND_FACTOR_ROLES": "coordination,signatory,administrator"}
OWN_PAGES = [
    "/konto/",
    "/konto/passwort/",
    "/konto/sitzungen/",
    "/konto/zweiter-faktor/",
    "/konto/zweiter-faktor/app/",
    "/konto/zweiter-faktor/passkeys/",
    "/konto/zweiter-faktor/passkeys/neu/",
    "/konto/bestaetigen/",
    "/konto/abmelden/",
    "/konto/gesperrt/",
]


@pytest.fixture
def strict_portal(template: Path, tmp_path: Path) -> Iterator[Portal]:
    """A portal that requires second factors as production does."""
    data = Path(shutil.copytree(template, tmp_path / "portal"))
    with serve(data, AS_IN_PRODUCTION) as running:
        yield running


def shown_by_app(secret: str) -> str:
    """Return the code of this half minute, or of the next one if it is nearly over."""
    left = HALF_MINUTE - time.time() % HALF_MINUTE
    if left < MARGIN:
        time.sleep(left)
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE)))


def type_password(page: Page, portal: Portal, email: str) -> None:
    """Log in as far as the password goes."""
    page.goto(f"{portal.url}/konto/anmelden/")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()


def confirm(page: Page) -> None:
    """Confirm the password where the portal asks for it again."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Bestätigen, dass Sie es sind")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()


def with_authenticator(page: Page) -> None:
    """Plug a device into the browser that keeps passkeys and agrees to everything."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_coordination_sets_up_an_app_before_seeing_anything_and_then_logs_in_with_it(
    page: Page, strict_portal: Portal
) -> None:
    type_password(page, strict_portal, COORDINATION)
    expect(page.get_by_text("Ihre Rolle verlangt einen zweiten Faktor")).to_be_visible()
    page.goto(f"{strict_portal.url}/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    page.get_by_role("link", name="App einrichten").click()
    confirm(page)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(shown_by_app(secret))
    page.get_by_role("button", name="App einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    codes = page.locator("main li code").all_inner_texts()
    assert len(codes) == 10
    assert barriers(page) == ""
    page.goto(f"{strict_portal.url}/intern/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Intern")

    page.goto(f"{strict_portal.url}/konto/abmelden/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    type_password(page, strict_portal, COORDINATION)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiter Faktor")
    assert barriers(page) == ""
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt")
    page.get_by_label("Code").fill(shown_by_app(secret))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Intern")

    page.goto(f"{strict_portal.url}/konto/abmelden/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    type_password(page, strict_portal, COORDINATION)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Intern")


def test_somebody_sets_up_a_passkey_and_logs_in_without_a_password(
    page: Page, portal: Portal
) -> None:
    local = Portal(portal.url.replace("127.0.0.1", "localhost"), portal.data)
    with_authenticator(page)
    log_in(page, local, STAFF)
    page.goto(f"{local.url}/konto/")
    page.get_by_role("main").get_by_role("link", name="Zweiter Faktor").click()
    page.get_by_role("link", name="Passkey einrichten").click()
    confirm(page)
    page.get_by_label("Name").fill("Diensttelefon")
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    page.goto(f"{local.url}/konto/zweiter-faktor/passkeys/")
    expect(page.get_by_role("heading", name="Diensttelefon")).to_be_visible()
    expect(page.get_by_text("Zum Anmelden ohne Passwort.")).to_be_visible()

    page.goto(f"{local.url}/konto/abmelden/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.goto(f"{local.url}/konto/anmelden/?next=/intern/arbeitsfassung/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page).to_have_url(f"{local.url}/intern/arbeitsfassung/")


def test_who_has_no_passkey_is_told_in_words(page: Page, shared_portal: Portal) -> None:
    page.goto(f"{shared_portal.url.replace('127.0.0.1', 'localhost')}/konto/anmelden/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('abgelehnt')) }"
    )
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt")


def test_without_script_the_password_is_offered_and_no_button_that_does_nothing(
    page_without_script: Page, shared_portal: Portal
) -> None:
    page = page_without_script
    log_in(page, shared_portal, STAFF)
    page.goto(f"{shared_portal.url}/konto/abmelden/")
    page.get_by_role("main").get_by_role("button", name="Abmelden").click()
    page.goto(f"{shared_portal.url}/konto/anmelden/")
    expect(page.get_by_role("button", name="Mit einem Passkey anmelden")).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, ORDINARY_PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_the_accounts_pages_have_no_barrier_and_fit_the_screen(
    size: dict[str, int], browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=size) as page:
        log_in(page, shared_portal, STAFF)
        for path in OWN_PAGES:
            answer = page.goto(shared_portal.url + path)
            assert answer is not None
            assert answer.status == 200, path
            if page.get_by_role("heading", name="Bestätigen, dass Sie es sind").is_visible():
                assert barriers(page) == "", f"{path}, asked to confirm"
                confirm(page)
            assert barriers(page) == "", path
            assert fits(page), path
