"""The pages of the browser tests notice what a visitor must never get."""

import pytest
from playwright.sync_api import Browser

from tests.services.browser import watched_page

POLICY = '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">'


def test_a_page_that_asks_another_computer_fails_its_test(browser: Browser) -> None:
    with (
        pytest.raises(AssertionError, match=r"asked elsewhere: http://example\.org/"),
        watched_page(browser) as page,
    ):
        page.set_content('<img src="http://example.org/picture.png" alt="">')


def test_a_page_whose_style_the_policy_blocks_fails_its_test(browser: Browser) -> None:
    with (
        pytest.raises(AssertionError, match="Content Security Policy"),
        watched_page(browser) as page,
    ):
        page.set_content(f'{POLICY}<p style="color: red">Rot</p>')


def test_a_page_whose_script_breaks_fails_its_test(browser: Browser) -> None:
    with (
        pytest.raises(AssertionError, match="nothing is not defined"),
        watched_page(browser) as page,
    ):
        page.set_content("<script>nothing()</script>")


def test_a_page_without_fault_passes(browser: Browser) -> None:
    with watched_page(browser) as page:
        page.set_content("<p>Guten Tag</p>")
        assert page.inner_text("p") == "Guten Tag"
