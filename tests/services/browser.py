"""A real Chromium for the tests, and pages that notice what a visitor must never get.

Every page fails its test when a script breaks, when the content security policy had to block
something, or when anything was asked of another computer.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from portal.bootstrap_system import find_chromium

TIMEOUT_MILLISECONDS = 15_000
OWN_HOSTS = {"127.0.0.1", "localhost"}
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}
# Chromium's own errands in the background would knock at computers outside.
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium for the length of the block.

    The system's if there is one, else the one that playwright has downloaded.
    """
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    expect.set_options(timeout=TIMEOUT_MILLISECONDS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*FLAGS, *sandbox]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    with chromium() as started:
        yield started


@contextmanager
def watched_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a page without a history of its own, and raise AssertionError if it misbehaved.

    `options` are playwright's for a context: `viewport`, `java_script_enabled`, `locale` …
    """
    complaints: list[str] = []

    def only_own_hosts(route: Route) -> None:
        if urlsplit(route.request.url).hostname in OWN_HOSTS:
            route.continue_()
        else:
            complaints.append(f"asked elsewhere: {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    context = browser.new_context(
        **{"locale": "de-DE", "viewport": DESKTOP, "reduced_motion": "reduce", **options}
    )
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    context.route(lambda url: url.startswith("http"), only_own_hosts)
    context.on("console", listen)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor's page on a desktop computer."""
    with watched_page(browser) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A visitor's page on the narrowest phone that counts, 320 pixels wide, with touch."""
    with watched_page(browser, viewport=PHONE, has_touch=True, is_mobile=True) as opened:
        yield opened


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    """A visitor's page where JavaScript is switched off."""
    with watched_page(browser, java_script_enabled=False) as opened:
        yield opened
