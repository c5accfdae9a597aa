"""German is the source: no library's own translation may come between a text and its reader."""

from pathlib import Path

import pytest
from django.utils.translation import gettext, ngettext, override, to_language

from portal.translations import catalogues, collect, read

SOURCES = [message for message in collect() if message.id]


def test_the_german_interface_says_what_the_source_says() -> None:
    with override("de"):
        for message in SOURCES:
            if isinstance(message.id, str) and message.context is None:
                assert gettext(message.id) == message.id


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.parts[-3]))
def test_an_interface_says_what_its_catalogue_says(path: Path) -> None:
    with override(to_language(path.parts[-3])):
        for message in read(path):
            if message.id and isinstance(message.id, str) and message.context is None:
                assert gettext(message.id) == message.string


def test_what_plain_german_does_not_put_more_plainly_is_said_in_german() -> None:
    plain = next(read(path) for path in catalogues() if "de_Simple" in path.parts)
    said = {message.id for message in plain}
    with override("de-simple"):
        for message in SOURCES:
            if isinstance(message.id, str) and message.context is None and message.id not in said:
                assert gettext(message.id) == message.id


@pytest.mark.parametrize(("count", "words"), [(1, "1 result"), (2, "2 results")])
def test_english_counts(count: int, words: str) -> None:
    with override("en"):
        text = ngettext("%(counter)s Treffer", "%(counter)s Treffer", count)
        assert text % {"counter": count} == words
