"""One address in several languages."""

import pytest
from django.utils.translation import override

from portal.core.languages import language_links, localized_path, without_prefix


@pytest.mark.parametrize(
    ("path", "german"),
    [
        ("/", "/"),
        ("/en/", "/"),
        ("/en", "/"),
        ("/de-simple/partner/", "/partner/"),
        ("/en/partner/", "/partner/"),
        ("/partner/en/", "/partner/en/"),
        ("/english/", "/english/"),
        ("/de/partner/", "/de/partner/"),
        ("/en/suche/?q=a&seite=2", "/suche/?q=a&seite=2"),
    ],
)
def test_an_address_without_its_language(path: str, german: str) -> None:
    assert without_prefix(path) == german


def test_an_address_follows_the_language_of_the_reader() -> None:
    with override("de"):
        assert localized_path("/partner/") == "/partner/"
        assert localized_path("/partner/", "en") == "/en/partner/"
    with override("en"):
        assert localized_path("/partner/") == "/en/partner/"


@pytest.mark.parametrize("full_path", ["/suche/?q=a%20b", "/en/suche/?q=a%20b"])
def test_the_switch_keeps_page_and_answers(full_path: str) -> None:
    with override("en"):
        links = language_links(full_path)
    assert [(link.code, link.name, link.url, link.is_current) for link in links] == [
        ("de", "Deutsch", "/suche/?q=a%20b", False),
        ("de-simple", "Einfache Sprache", "/de-simple/suche/?q=a%20b", False),
        ("en", "English", "/en/suche/?q=a%20b", True),
    ]
