"""How groups of words with one meaning are read, and what may be kept of a search."""

import pytest

from portal.search.statistics.privacy import counted_words, key_of, may_be_kept
from portal.search.words.groups import compared, read_group, shared_words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("MBE, Migrationsberatung", ("MBE", "Migrationsberatung")),
        (" MBE ;\n  Beratung   für Erwachsene\r\n,,", ("MBE", "Beratung für Erwachsene")),
        ("MBE, mbe, Mbe", ("Mbe",)),
        (" , –, *, ", ()),
        ("§ 16g\x00, Duldung", ("§ 16g", "Duldung")),
    ],
)
def test_a_group_is_read_however_it_was_typed(typed: str, read: tuple[str, ...]) -> None:
    assert read_group(typed) == read


def test_words_are_the_same_whatever_their_capitals_and_width() -> None:
    assert compared("ＭＢＥ") == compared(" mbe ")
    assert shared_words(("MBE", "Beratung"), ("beratung", "IM")) == ["Beratung"]


@pytest.mark.parametrize(
    "text", ["", "jemand@example.org", "0176 12345", "Aktenzeichen 4 K 12/345", "a" * 101]
)
def test_what_may_name_a_person_is_never_written_down(text: str) -> None:
    assert not may_be_kept(counted_words(text))


@pytest.mark.parametrize("text", ["sprachkurs", "§ 3 abs. 2", "sgb viii 2026"])
def test_ordinary_words_may_be_kept(text: str) -> None:
    assert may_be_kept(counted_words(text))


def test_the_same_words_are_counted_together() -> None:
    assert counted_words("  Sprach\x00kurs\tA1 ") == counted_words("sprach KURS a1")
    assert key_of("sprachkurs") != key_of("sprachkurse")
