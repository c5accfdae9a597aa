"""Texts in the forms that the database compares."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.language import analysed, curated_compounds
from portal.search.language.compounds import LIST, parts_by
from portal.search.language.folding import folded
from portal.search.language.stemming import ALGORITHMS, stem
from portal.search.language.tokens import tokens

LANGUAGES = ["de", "de-simple", *sorted(ALGORITHMS), "uk", "ti", "xx", ""]
FORM = re.compile(r"[0-3]\w+")


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert not folded(text) or folded(text).isalnum()


@pytest.mark.parametrize(
    "spellings",
    [
        ["Müller", "Mueller", "MÜLLER", "muller"],
        ["Straße", "Strasse", "STRASSE", "STRAẞE"],
        ["Ärzte", "Aerzte", "a\u0308rzte"],
        ["Auslän\u00adder", "Ausländer"],
        ["مَدْرَسَة", "مدرسة"],
    ],
)
def test_spellings_of_a_word_are_one(spellings: list[str]) -> None:
    assert len({folded(word) for word in spellings}) == 1


@pytest.mark.parametrize("word", ["neue", "Quelle", "Steuer", "Feuer"])
def test_an_e_behind_a_vowel_is_no_umlaut(word: str) -> None:
    assert folded(word) == word.lower()


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_becomes_forms_of_letters_and_digits(text: str, language: str) -> None:
    for form in analysed(text, language, curated_compounds()).split():
        assert form[0] in "0123"
        assert form[1:].isalnum()
        assert len(form) <= 200


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_stems_are_folded_whatever_the_language(word: str, language: str) -> None:
    assert folded(stem(word, language)) == stem(word, language)


@given(st.text())
def test_words_stand_where_they_are_said_to(text: str) -> None:
    found = list(tokens(text))
    assert [text[token.start : token.end] for token in found] == [token.word for token in found]
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_words_side_by_side_stay_so_among_stems_and_among_words() -> None:
    forms = f" {analysed('Am runden Tisch', 'de', curated_compounds())} "
    assert " 1rund 1tisch " in forms
    assert " 0runden 0tisch " in forms


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Integrationsmanagement", {"integration", "management"}),
        ("Migrationsberatungsstellen", {"migration", "beratung", "stelle"}),
        ("Schulabschlüsse", {"schul", "abschluss"}),
        ("Flüchtlingssozialarbeiterinnen", {"fluchtling", "sozial", "arbeit"}),
        ("Familiennachzug", {"familie", "nachzug"}),
        ("Aufenthaltserlaubnis", {"aufenthalt", "erlaubnis"}),
        ("Videosprechstunde", {"video", "sprechstunde"}),
        ("Dienstagnachmittag", {"dienstag", "nachmittag"}),
        ("Wohnsitzauflage", {"wohnsitz", "auflage"}),
        ("Kinderbetreuungszeiten", {"kind", "betreuung", "zeit"}),
    ],
)
def test_compounds_have_their_parts(word: str, parts: set[str]) -> None:
    assert parts <= set(parts_by(curated_compounds()).of(folded(word)))


@pytest.mark.parametrize(
    "word",
    ["Integration", "Vereinbarkeit", "Berichtigung", "Zusammenarbeit", "Organisation", "gestern"],
)
def test_what_is_no_compound_has_no_parts(word: str) -> None:
    assert parts_by(curated_compounds()).of(folded(word)) == ()


def test_a_part_is_never_the_middle_of_another_word() -> None:
    parts = parts_by(frozenset({"Grat", "Ions", "Integration", "Management"}))
    assert set(parts.of("integrationsmanagement")) == {"integration", "management"}


@given(st.text(alphabet="abdeinrstu", max_size=60))
def test_parts_are_listed_words_within_the_word(word: str) -> None:
    for part in parts_by(curated_compounds()).of(word):
        assert part in word
        assert part != word


def test_a_long_word_of_many_parts_is_taken_apart_at_once() -> None:
    parts = parts_by(curated_compounds())
    assert parts.of("beratungs" * 500 + "x") == ()


def test_the_list_has_every_word_once_and_none_shorter_than_three_letters() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    assert 300 <= len(words) <= 1_000
    assert len(set(words)) == len(words)
    assert all(len(word) > 2 and word.isalpha() for word in words)
