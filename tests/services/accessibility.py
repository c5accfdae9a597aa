"""What axe has to say against a page that is ready."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.services.browser import TIMEOUT_MILLISECONDS

WCAG: Mapping[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
EVERYTHING: Mapping[str, Any] = {"resultTypes": ["violations"]}
# The frame around an editor's page is Wagtail's own.
CONTENT = "#main, main"
FADED_IN = """() => Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect.getTiming().iterations !== Infinity)
    .map((one) => one.finished))"""


def barriers(page: Page, rules: Mapping[str, Any] = WCAG, where: str | None = None) -> str:
    """What axe finds on the page, or in the selector `where`, as a report; empty for nothing.

    A page that still waits for its style sheet has buttons of the wrong size, and a message that
    is still fading in has no contrast yet: both are waited for.
    """
    page.wait_for_load_state("load")
    page.evaluate(FADED_IN)
    results = Axe().run(page, where, dict(rules))
    return str(results.generate_report()) if results.violations_count else ""


def fits(page: Page) -> bool:
    """Whether nobody has to scroll a page that is ready to the side (WCAG 1.4.10).

    Before its style sheet has come and after a change of the screen's size, any page may be too
    wide for a moment: it has as long as any other expectation.
    """
    page.wait_for_load_state("load")
    return comes_true(
        lambda: (
            page.viewport_size is not None
            and int(page.evaluate("document.documentElement.scrollWidth"))
            <= page.viewport_size["width"]
        ),
        page,
    )


def comes_true(holds: Callable[[], bool], page: Page) -> bool:
    """Whether `holds` within the time any expectation has; for what `expect` has no word for.

    What a browser shows changes a moment after what caused it: a value read once is a guess.
    """
    until = time.monotonic() + TIMEOUT_MILLISECONDS / 1000
    while not holds():
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(100)
    return True
