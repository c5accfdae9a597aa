"""Whatever somebody types becomes words that can be looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.queries import MAX_LENGTH, normalized


@pytest.mark.parametrize(
    ("typed", "sought"),
    [
        ("Duldung", "Duldung"),
        ("  Duldung   JMD ", "Duldung JMD"),
        ('"Duldung', "Duldung"),
        ("§ 3 Abs. 2", "3 Abs 2"),
        ("u\u0308ber", "über"),
        ("27. Geburtstag", "27 Geburtstag"),
        ("Graben-Neudorf", "Graben-Neudorf"),
        ("a\x00b", "a b"),
        ("NEAR(a b)", "NEAR a b"),
        ("text:*", "text"),
        ("-Duldung", "Duldung"),
    ],
)
def test_words_and_numbers_are_kept_and_nothing_else(typed: str, sought: str) -> None:
    assert normalized(typed) == sought


@pytest.mark.parametrize("typed", ["", "   ", '"', "§", "*", "\\", "???", "\x00", "😀", "- - -"])
def test_nothing_to_look_for_is_empty(typed: str) -> None:
    assert normalized(typed) == ""


@given(st.text(max_size=3000))
def test_no_sign_of_a_query_language_is_left(typed: str) -> None:
    sought = normalized(typed)
    assert len(sought) <= MAX_LENGTH
    assert not set(sought) & set("\"'\\*?:()[]{}^~&|!<>=/\x00")
    assert sought == sought.strip()
