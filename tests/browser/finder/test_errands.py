"""People who look for advice, in a real browser and with the demo's content."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from portal.finder.discretion import NEUTRAL_PAGE
from tests.services.accessibility import barriers, comes_true
from tests.services.browser import PHONE, watched_page
from tests.services.portal_server import Portal

FINDER = "/anlaufstelle-finden/"
KNOWN = "ort=08215064&alter=12-26&anliegen=arbeit"
PRIVATE = re.compile(r"[?&](wohnen|status|gekommen|beratung)=|gewalt|duldung")
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def simple_phone(browser: Browser) -> Iterator[Page]:
    """A phone 320 pixels wide that runs no JavaScript."""
    with watched_page(
        browser, viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False
    ) as opened:
        yield opened


def begin(page: Page, portal: Portal, place: str) -> None:
    page.goto(portal.url + FINDER)
    page.get_by_label("Wo wohnen Sie?").fill(place)
    page.get_by_role("main").get_by_role("button", name="Weiter").click()


def tap(page: Page, label: str) -> None:
    """Choose an answer that begins with these words, and stay within the screen."""
    with page.expect_navigation():  # a page that is only on its way has nothing to measure
        page.locator(".choice", has_text=re.compile(rf"^\s*{re.escape(label)}")).click()
    assert fits(page)


def fits(page: Page) -> bool:
    """Whether nothing lies beside the screen; asked of the browser, so no script is needed."""
    screen = page.viewport_size
    assert screen is not None

    def within() -> bool:
        boxes = [box.bounding_box() for box in page.locator("body, main *").all()]
        return max(box["x"] + box["width"] for box in boxes if box) <= screen["width"]

    return comes_true(within, page)


def test_a_19_year_old_with_duldung_in_oestringen_finds_the_jmd_office_and_the_clause(
    simple_phone: Page, shared_portal: Portal
) -> None:
    begin(simple_phone, shared_portal, "Östringen")
    for answer in ("12 bis 26", "Arbeit und Ausbildung", "Als Geflüchtete", "Duldung"):
        tap(simple_phone, answer)
    expect(simple_phone.get_by_role("heading", level=1)).to_have_text("Gehen Sie zu dieser Stelle")
    office = simple_phone.locator(".office").first
    expect(office).to_contain_text("Jugendmigrationsdienst")
    expect(office.locator("a.tel[href^='tel:']")).to_be_visible()
    assert not PRIVATE.search(simple_phone.url)
    office.get_by_role("link", name=re.compile(r"^Vereinbarung, §")).click()
    expect(simple_phone.get_by_role("main")).to_contain_text("Jugendmigrationsdienst")
    assert simple_phone.context.cookies() == []


def test_a_refugee_family_in_waghaeusel_is_sent_to_the_towns_own_integration_management(
    simple_phone: Page, shared_portal: Portal
) -> None:
    begin(simple_phone, shared_portal, "Waghäusl")
    for answer in ("ab 27", "Familie, Kinder", "Als Geflüchtete", "Aufenthaltserlaubnis nach"):
        tap(simple_phone, answer)
    tap(simple_phone, "Ja")
    offices = simple_phone.locator(".office")
    expect(offices.first).to_contain_text("Integrationsmanagement Waghäusel")
    assert not PRIVATE.search(simple_phone.url)


def test_somebody_who_cannot_use_a_mouse_finds_an_office_by_keyboard(
    page: Page, shared_portal: Portal
) -> None:
    page.goto(shared_portal.url + FINDER)
    reach(page, "suche")
    page.keyboard.type("Bretten")
    press_enter(page)
    for answer in ("12 bis 26", "Gewalt", "In einer eigenen Wohnung", "Bürgerin oder Bürger"):
        reach(page, answer)
        press_enter(page)
    expect(page.locator(".office").first).to_contain_text("Jugendmigrationsdienst")
    reach(page, "Zurück")
    press_enter(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welches Papier")
    assert not PRIVATE.search(page.url)


def test_a_card_in_german_is_made_on_a_phone_without_javascript(
    simple_phone: Page, shared_portal: Portal
) -> None:
    simple_phone.goto(f"{shared_portal.url}/de-simple{FINDER}status/?{KNOWN}")
    tap(simple_phone, "Duldung")
    simple_phone.get_by_role("button", name="Karte zum Zeigen").first.click()
    simple_phone.get_by_label("Welche Sprache sprechen Sie?").select_option("uk")
    simple_phone.get_by_role("button", name="Auf die Karte schreiben").click()
    card = simple_phone.locator(".show-card")
    expect(card).to_contain_text("Ich brauche bitte einen Termin")
    expect(card).to_contain_text("Ich spreche Ukrainisch.")
    expect(card.get_by_role("img")).to_be_visible()
    assert fits(simple_phone)
    assert not PRIVATE.search(simple_phone.url)


def test_whoever_reads_from_right_to_left_finds_an_office_on_a_narrow_phone(
    simple_phone: Page, shared_portal: Portal
) -> None:
    simple_phone.route("**/*", mirrored)
    simple_phone.goto(f"{shared_portal.url}{FINDER}wohnen/?{KNOWN}")
    expect(simple_phone.locator("html")).to_have_attribute("dir", "rtl")
    back, question = simple_phone.locator(".step__back"), simple_phone.locator(".step__count")
    assert middle(back) > middle(question)
    arrow = simple_phone.locator(".choice .icon").first
    assert middle(arrow) < middle(simple_phone.locator(".choice__text").first)
    for answer in ("Als Geflüchtete", "Duldung"):
        tap(simple_phone, answer)
    expect(simple_phone.locator(".office").first.locator("a.tel[href^='tel:']")).to_be_visible()
    simple_phone.get_by_role("button", name="Karte zum Vorzeigen").first.click()
    assert fits(simple_phone)


def mirrored(route: Route) -> None:
    """Send a page on as a language that is written from right to left would have it."""
    if route.request.resource_type != "document":
        route.fallback()
        return
    answer = route.fetch()
    page = answer.text().replace('<html lang="de" dir="ltr">', '<html lang="ar" dir="rtl">')
    route.fulfill(response=answer, body=page)


def middle(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


def test_who_leaves_a_page_about_violence_cannot_be_followed_back_to_it(
    page: Page, shared_portal: Portal
) -> None:
    page.route(f"{NEUTRAL_PAGE}**", lambda route: route.fulfill(body="<h1>Wetter</h1>"))
    page.goto(f"{shared_portal.url}{FINDER}anliegen/?ort=08215064&alter=12-26")
    tap(page, "Gewalt")
    expect(page.get_by_role("link", name=re.compile("116 016")).first).to_be_visible()
    page.get_by_role("link", name="Seite schnell verlassen").click()
    expect(page).to_have_url(NEUTRAL_PAGE)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Worum geht es?")


def test_no_page_after_the_finder_learns_where_somebody_came_from(
    page: Page, shared_portal: Portal
) -> None:
    told: list[str] = []
    page.on("request", lambda asked: told.extend(referrers(asked)))
    page.goto(f"{shared_portal.url}{FINDER}status/?{KNOWN}")
    tap(page, "Duldung")
    page.locator(".office__name a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert told == []


def referrers(asked: Request) -> list[str]:
    """Where a page says that one came from; its own files are no secret to itself."""
    said = asked.all_headers().get("referer", "")
    return [said] if asked.resource_type == "document" and said else []


@pytest.fixture
def partners_page(shared_portal: Portal, tmp_path: Path) -> Iterator[str]:
    """The address of somebody else's website, on a server of its own, that frames the finder."""
    frame = f'<iframe src="{shared_portal.url}{FINDER}eingebettet/" width="280"></iframe>'
    (tmp_path / "index.html").write_text(frame)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_the_finder_works_in_a_frame_of_another_website(
    browser: Browser, partners_page: str
) -> None:
    with watched_page(browser, viewport=PHONE) as page:
        page.goto(partners_page)
        inner = page.frame_locator("iframe")
        inner.get_by_label("Wo wohnen Sie?").fill("Bretten")
        with page.context.expect_page() as opened:
            inner.get_by_role("button", name="Weiter").click()
        expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Wie alt")


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def reach(page: Page, begins: str) -> None:
    """Press Tab until the focus is on what begins with these words, or has that name."""
    focus = "() => [document.activeElement.name, document.activeElement.innerText]"
    for _press in range(60):
        page.keyboard.press("Tab")
        name, text = page.evaluate(focus)
        if begins == name or (text or "").strip().startswith(begins):
            return
    pytest.fail(f"the Tab key never reaches {begins!r} on {page.url}")


def test_the_return_key_in_the_place_field_searches_even_when_answers_are_private(
    page: Page, shared_portal: Portal
) -> None:
    page.goto(f"{shared_portal.url}{FINDER}anliegen/?ort=08215064&alter=12-26")
    tap(page, "Gewalt")
    for _step in range(3):
        page.get_by_role("button", name="Zurück").click()
    page.get_by_label("Wo wohnen Sie?").fill("Bretten")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wie alt")
    tap(page, "12 bis 26")
    expect(page).to_have_url(re.compile("ort=08215007"))
    assert not PRIVATE.search(page.url)


@pytest.mark.parametrize("screen", ["page", "phone"])
def test_no_page_of_the_finder_has_a_barrier_that_axe_can_find(
    screen: str, request: pytest.FixtureRequest, shared_portal: Portal
) -> None:
    page: Page = request.getfixturevalue(screen)
    steps = ["", "ort/?suche=Büchig", "ort/?suche=Brettheim", "ort/?suche=Karlsruhe", "ort/?suche="]
    steps += ["alter/", "alter/?alter=200", "eltern/?alter=0-11", "anliegen/", "wohnen/", "status/"]
    steps += ["eingebettet/", "einbetten/", "alter/?fuer=kind"]
    steps += ["ergebnis/", "ergebnis/?alter=27-120", "ergebnis/?alter=12-26&ort=08215064"]
    found = {}
    for step in steps:
        page.goto(shared_portal.url + FINDER + step)
        found[step] = violations(page)
    page.goto(f"{shared_portal.url}{FINDER}anliegen/")
    for answer in ("Gewalt", "Als Geflüchtete", "Duldung"):
        tap(page, answer)
        found[answer] = violations(page)
    page.get_by_role("button", name="Karte zum Vorzeigen").first.click()
    found["card"] = violations(page)
    assert not any(found.values()), "\n".join(f"{at}: {said}" for at, said in found.items() if said)


def violations(page: Page) -> str:
    """What axe has to say against a page, empty for nothing."""
    return barriers(page, AXE_RULES)
