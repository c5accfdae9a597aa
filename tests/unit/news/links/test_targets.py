"""Which links of a text are the portal's own to know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.links.targets import Kind, Target, target_of_address, targets_in_html

HOSTS = {"portal.example.org", "localhost"}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/partner/verein/", "/partner/verein/"),
        ("https://portal.example.org/suche/?q=x#oben", "/suche/"),
        ("http://PORTAL.example.org:8000/a/", "/a/"),
        ("//portal.example.org/a/", "/a/"),
        ("/%C3%A4rzte/", "/ärzte/"),
        ("  /a/ ", "/a/"),
    ],
)
def test_an_address_of_the_portal_is_a_path(address: str, path: str) -> None:
    assert target_of_address(address, HOSTS) == Target(Kind.PATH, path)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a/",
        "//example.com/a/",
        "mailto:info@portal.example.org",
        "tel:+4930",
        "#oben",
        "",
        "weiter/",
        "javascript:alert(1)",
        "ftp://portal.example.org/a",
        "http://[::1",
        "https://portal.example.org",
    ],
)
def test_any_other_address_is_left_alone(address: str) -> None:
    assert target_of_address(address, HOSTS) is None


def test_the_links_of_a_text_are_found_in_their_order() -> None:
    html = (
        '<p><a linktype="page" id="7">eins</a>, <a href="/zwei/"><b>zwei</b></a>, '
        '<a linktype="document" id="3">drei</a>, <a href="https://example.com/">vier</a>, '
        '<a linktype="page" id="x">fünf</a>, <a>sechs</a></p>'
    )

    assert list(targets_in_html(html, HOSTS)) == [
        Target(Kind.PAGE, "7"),
        Target(Kind.PATH, "/zwei/"),
        Target(Kind.DOCUMENT, "3"),
    ]


@given(st.text())
def test_no_text_makes_the_reading_fail(text: str) -> None:
    assert target_of_address(text, HOSTS) is None or text.strip()
    list(targets_in_html(f'<a href="{text}">x</a>{text}', HOSTS))
