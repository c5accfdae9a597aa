"""A session is told by its device, not by forty words of a browser."""

import pytest

from portal.accounts.devices import device_named

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; Win64; x64; rv:140.0) Gecko Firefox/140.0",
            "Firefox auf Windows",
        ),
        (f"{MOZILLA} (X11; Linux x86_64) {WEBKIT} Chrome/140.0 Safari/537.36", "Chrome auf Linux"),
        (
            f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge auf Windows",
        ),
        (
            f"{MOZILLA} (Linux; Android 15) {WEBKIT} Chrome/140.0 Mobile Safari/537.36",
            "Chrome auf Android",
        ),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari auf iPhone"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari auf macOS"),
        ("curl/8.0", "curl/8.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_words(sent: str, named: str) -> None:
    assert device_named(sent) == named
