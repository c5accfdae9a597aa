"""Words but for a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.language import analysed, curated_compounds
from portal.search.language.spelling import Vocabulary

WORDS = Vocabulary.of(
    analysed(text, "de", curated_compounds())
    for text in ["Migrationsberatung", "Ausländerbehörde", "Kinder", "Rinder", "Sprachkurs Kinder"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Migratonsberatung", "migrationsberatung"),
        ("Migrationsberatnug", "migrationsberatung"),
        ("Migratonsberatng", "migrationsberatung"),
        ("Auslanderbehoerde", "auslanderbehorde"),
        ("Ausländerbehröde", "auslanderbehorde"),
        ("Sprahckurs", "sprachkurs"),
        ("kindre", "kinder"),
    ],
)
def test_a_slip_is_noticed(typed: str, meant: str) -> None:
    assert WORDS.knows(typed) or WORDS.nearest(typed)[0] == meant


@pytest.mark.parametrize("typed", ["Migration", "Beratung", "Auslaenderbehoerden", "Kindern"])
def test_forms_and_parts_of_known_words_are_known(typed: str) -> None:
    assert WORDS.knows(typed)


@pytest.mark.parametrize("typed", ["kidr", "xinder", "Migrtnsbertng", "2024", ""])
def test_what_is_too_short_or_too_far_stays_as_it_is(typed: str) -> None:
    assert WORDS.nearest(typed) == ()


@given(st.text())
def test_any_word_can_be_compared(typed: str) -> None:
    assert len(WORDS.nearest(typed)) <= 3
    WORDS.knows(typed)


def test_nothing_is_known_of_no_texts() -> None:
    empty = Vocabulary.of([])
    assert not empty.knows("Kinder")
    assert empty.nearest("Kinder") == ()
    assert empty.share("0kinder") == 0.0
