"""German is the source: no library's own translation may come between a text and its reader."""

import pytest
from django.utils.translation import gettext, ngettext, override

from portal.translations import catalogues, collect, read

SOURCES = [message for message in collect() if message.id]


def test_the_german_interface_says_what_the_source_says() -> None:
    with override("de"):
        for message in SOURCES:
            if isinstance(message.id, str) and message.context is None:
                assert gettext(message.id) == message.id


def test_the_english_interface_says_what_the_catalogue_says() -> None:
    (path,) = catalogues()
    with override("en"):
        for message in read(path):
            if message.id and isinstance(message.id, str) and message.context is None:
                assert gettext(message.id) == message.string


@pytest.mark.parametrize(("count", "words"), [(1, "1 result"), (2, "2 results")])
def test_english_counts(count: int, words: str) -> None:
    with override("en"):
        text = ngettext("%(counter)s Treffer", "%(counter)s Treffer", count)
        assert text % {"counter": count} == words
