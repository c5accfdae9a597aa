"""Take pictures of the main pages at phone and desktop width, and those of the README.

All lie in `var/screenshots/`; two of them, small enough for a repository, in `portal/docs/`.
"""

import io
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from portal.bootstrap_system import ROOT
from portal.operations.demo.agreement_text import clause_uid
from tests.services.browser import DESKTOP, chromium, watched_page
from tests.services.portal_server import fill, serve

FOLDER = ROOT / "var" / "screenshots"
DOCS = ROOT / "portal" / "docs"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": DESKTOP}
README_SIZE = {"width": 1280, "height": 800}
MOST_BYTES = 150_000
COLOURS = 128

_KNOWN = "ort=08215064&alter=12-26&anliegen=arbeit"
RESULT = "finder-result"
PAGES = {
    "home": "/",
    "home-english": "/en/",
    "finder-start": "/anlaufstelle-finden/",
    "finder-topic": "/anlaufstelle-finden/anliegen/?ort=08215064&alter=12-26",
    RESULT: f"/anlaufstelle-finden/wohnen/?{_KNOWN}",
    "finder-outside": "/anlaufstelle-finden/ort/?suche=Heidelberg",
    "agreement": "/vereinbarung/",
    "agreement-section": "/vereinbarung/jugendmigrationsdienst/",
    "agreement-clause": f"/vereinbarung/k/{clause_uid('jmd-zustaendig')}/",
    "agreement-in-2024": "/vereinbarung/?stand=2024-06-01",
    "agreement-versions": "/vereinbarung/fassungen/",
    "partners": "/partner/?dienst=jmd",
    "organisation": "/partner/ib/",
    "office": "/partner/ib/jugendmigrationsdienst-bruchsal/",
    "news": "/aktuelles/",
    "article": "/partner/ib/aktuelles/sprechstunde-am-abend/",
    "search": "/suche/?q=Duldung",
    "log-in": "/konto/anmelden/",
    "not-found": "/gibt-es-nicht/",
}
# What may stand in no address has to be tapped.
ANSWERS = {RESULT: ("Als Geflüchtete", "Duldung")}
OF_THE_README = {"home": "home", RESULT: "result"}


def main() -> None:
    """Serve the demo at a moment that stands still, and take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="portal-screenshots-") as folder:
        data = Path(folder)
        fill(data)
        with (
            serve(data, application="tests.screenshots.still:application") as portal,
            chromium() as browser,
        ):
            for name, size in SIZES.items():
                _take_all(browser, portal.url, name, size)
            _take_for_readme(browser, portal.url)
    sys.stdout.write(f"{len(PAGES) * len(SIZES)} pictures in {FOLDER.relative_to(ROOT)}\n")


def _take_all(browser: Browser, url: str, size_name: str, size: Mapping[str, int]) -> None:
    with watched_page(browser, viewport=size) as page:
        for name in PAGES:
            picture = _take(page, url, name, whole=True)
            (FOLDER / f"{name}-{size_name}.png").write_bytes(picture)


def _take_for_readme(browser: Browser, url: str) -> None:
    with watched_page(browser, viewport=README_SIZE) as page:
        for name, file in OF_THE_README.items():
            picture = _smaller(_take(page, url, name, whole=False))
            if len(picture) > MOST_BYTES:
                raise ValueError(f"{file}.png has {len(picture)} bytes, more than {MOST_BYTES}.")
            (DOCS / f"{file}.png").write_bytes(picture)


def _take(page: Page, url: str, name: str, *, whole: bool) -> bytes:
    page.goto(url + PAGES[name])
    for answer in ANSWERS.get(name, ()):
        page.locator(".choice", has_text=re.compile(rf"^\s*{answer}")).click()
    picture: bytes = page.screenshot(full_page=whole, animations="disabled")
    return picture


def _smaller(picture: bytes) -> bytes:
    """Return a picture with few colours: enough for a page, and a fraction of the bytes."""
    packed = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS)
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
