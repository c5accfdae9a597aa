"""What holds for every page of the portal, with the demo's content and in a real browser.

No barrier that axe can find, at phone and desktop width, by day and by night; nothing wider
than the narrowest phone; no error in the console; nothing asked of another computer (every
watched page sees to that); and every page reached by links, without JavaScript.
"""

import re
from collections import deque

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from portal.operations.demo.agreement_text import clause_uid
from tests.browser.people import STAFF, log_in
from tests.services.accessibility import barriers, fits
from tests.services.browser import DESKTOP, PHONE, watched_page
from tests.services.portal_server import Portal

ORDINARY_PHONE = {"width": 390, "height": 844}
AXE_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
OFFICE = "/partner/ib/jugendmigrationsdienst-bruchsal/"
CLAUSE = f"/vereinbarung/k/{clause_uid('jmd-zustaendig')}/"
KNOWN = "ort=08215064&alter=12-26&anliegen=arbeit"

PUBLIC = {
    "home": "/",
    "home in English": "/en/",
    "home in plain German": "/de-simple/",
    "finder start": "/anlaufstelle-finden/",
    "finder start in English": "/en/anlaufstelle-finden/",
    "finder place": "/anlaufstelle-finden/ort/",
    "finder place of two towns": "/anlaufstelle-finden/ort/?suche=Büchig",
    "finder outside the district": "/anlaufstelle-finden/ort/?suche=Heidelberg",
    "finder in plain German": "/de-simple/anlaufstelle-finden/",
    "finder to embed": "/anlaufstelle-finden/einbetten/",
    "finder age": "/anlaufstelle-finden/alter/?ort=08215064",
    "finder topic": "/anlaufstelle-finden/anliegen/?ort=08215064&alter=12-26",
    "finder housing": f"/anlaufstelle-finden/wohnen/?{KNOWN}",
    "finder status": f"/anlaufstelle-finden/status/?{KNOWN}",
    "finder result": f"/anlaufstelle-finden/ergebnis/?{KNOWN}",
    "finder result, nothing known": "/anlaufstelle-finden/ergebnis/",
    "agreement contents": "/vereinbarung/",
    "agreement section": "/vereinbarung/jugendmigrationsdienst/",
    "agreement section with providers": "/vereinbarung/integrationsmanagement/",
    "agreement section of an interface": "/vereinbarung/uebergabe-27-geburtstag/",
    "agreement annex": "/vereinbarung/uebergabebogen-und-einwilligung/",
    "agreement clause": CLAUSE,
    "agreement versions": "/vereinbarung/fassungen/",
    "agreement check of a file": "/vereinbarung/pruefen/",
    "agreement in 2024": "/vereinbarung/?stand=2024-06-01",
    "partners": "/partner/",
    "partners filtered to nothing": "/partner/?dienst=jmd&sprache=so&gemeinde=08215017",
    "organisation": "/partner/ib/",
    "office": OFFICE,
    "news": "/aktuelles/",
    "news of an organisation": "/partner/ib/aktuelles/",
    "article": "/partner/ib/aktuelles/sprechstunde-am-abend/",
    "event that comes again": "/partner/diakonie/aktuelles/offener-nachmittag/",
    "event that is cancelled": "/partner/landkreis/aktuelles/fragen-zur-einbuergerung/",
    "archive of the news": "/aktuelles/archiv/",
    "digest": "/aktuelles/abo/",
    "search": "/suche/",
    "search with hits": "/suche/?q=Duldung",
    "search without hits": "/suche/?q=Quittengelee",
    "log-in": "/konto/anmelden/",
    "forgotten password": "/konto/passwort/vergessen/",
    "plain page": "/impressum/",
}
REFUSED = {
    "not found": ("/gibt-es-nicht/", 404),
    "no such day": ("/vereinbarung/?stand=gestern", 400),
    "before the agreement": ("/vereinbarung/?stand=1999-01-01", 404),
    "no such age": ("/anlaufstelle-finden/alter/?alter=200", 400),
}
ADDRESSES = {name: (path, 200) for name, path in PUBLIC.items()} | REFUSED
TRANSLATED = re.compile(r"/(en|de-simple)/")
INTERNAL = (
    "/intern/",
    "/intern/arbeitsfassung/",
    "/intern/arbeitsfassung/jugendmigrationsdienst/",
    "/intern/hinweise/",
    "/intern/neues/",
)


def listen_for_errors(page: Page) -> list[str]:
    """Return a list that fills with the console's errors.

    That the page itself was refused is none: the browser reports every 404 there.
    """
    errors: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and message.location["url"] != page.url:
            errors.append(message.text)

    page.on("console", listen)
    return errors


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_has_no_barrier_no_error_and_fits_every_screen(
    name: str, browser: Browser, shared_portal: Portal
) -> None:
    path, status = ADDRESSES[name]
    with watched_page(browser, viewport=ORDINARY_PHONE) as page:
        errors = listen_for_errors(page)
        answer = page.goto(shared_portal.url + path)
        assert answer is not None
        assert answer.status == status
        assert barriers(page) == ""
        page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
        assert barriers(page) == ""
        page.emulate_media(color_scheme="dark")
        assert barriers(page, AXE_COLOURS) == ""
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        assert fits(page)
        assert page.context.cookies() == [] or name in {"log-in", "forgotten password"}
    assert errors == []


@pytest.mark.parametrize("size", [PHONE, ORDINARY_PHONE, DESKTOP], ids=["320", "390", "1280"])
def test_the_internal_pages_have_no_barrier_and_fit_the_screen(
    size: dict[str, int], browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=size) as page:
        errors = listen_for_errors(page)
        log_in(page, shared_portal, STAFF)
        for path in INTERNAL:
            answer = page.goto(shared_portal.url + path)
            assert answer is not None
            assert answer.status == 200, path
            assert barriers(page) == "", path
            assert fits(page), path
    assert errors == []


def test_the_menu_of_a_phone_opens_without_javascript(
    browser: Browser, shared_portal: Portal
) -> None:
    with watched_page(browser, viewport=PHONE, java_script_enabled=False) as page:
        page.goto(shared_portal.url)
        page.get_by_role("button", name="Menü", exact=True).click()
        navigation = page.get_by_role("navigation", name="Hauptnavigation")
        navigation.get_by_role("link", name="Vereinbarung").click()
        expect(page).to_have_url(f"{shared_portal.url}/vereinbarung/")


def test_every_public_page_is_reached_by_links_and_without_javascript(
    page_without_script: Page, shared_portal: Portal
) -> None:
    seen = reachable(page_without_script, shared_portal, "/")
    missed = {path for path, _status in ADDRESSES.values() if is_linked(path)} - seen
    assert missed == set()


def test_staff_reach_every_section_of_the_working_text_without_javascript(
    page_without_script: Page, shared_portal: Portal
) -> None:
    log_in(page_without_script, shared_portal, STAFF)
    seen = reachable(page_without_script, shared_portal, "/intern/", within="/intern/")
    assert set(INTERNAL) <= seen
    assert len([path for path in seen if path.startswith("/intern/arbeitsfassung/")]) > 10


def is_linked(path: str) -> bool:
    """Whether an address is that of a page, not of an answer to a form or a mistyped one."""
    return "?" not in path and path not in {"/gibt-es-nicht/", "/suche/"} and "/wohnen" not in path


def reachable(page: Page, portal: Portal, start: str, within: str = "/") -> set[str]:
    """Follow every link in the pages as they are sent, and return the addresses found.

    Each must answer. Of the translated pages only the entrance is looked at: they are the
    German ones again.
    """
    seen, waiting = {start}, deque([start])
    while waiting:
        path = waiting.popleft()
        answer = page.request.get(portal.url + path)
        assert answer.ok, f"{path}: {answer.status}"
        for target in re.findall(r'<a [^>]*href="(/[^"#?]*/)["#]', answer.text()):
            if target not in seen and target.startswith(within) and not TRANSLATED.match(path):
                seen.add(target)
                waiting.append(target)
    return seen
