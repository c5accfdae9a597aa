"""Readers find what is in their language, and what is in German only."""

import pytest

from portal.core.visibility import Viewer
from portal.search.asking import suggest
from tests.search.shelf import Shelf, ask, titles

FORMS = [
    ("en", "counselling offices", "Office", "We offer counseling and counselling in our office."),
    ("ru", "консультации", "Центр", "Бесплатная консультация для всех."),
    ("uk", "консультація", "Центр", "Безкоштовна консультація для всіх."),
    ("ar", "مدارس", "مركز", "المدارس في المنطقة"),
    ("fa", "مدرسه", "مرکز", "ثبت نام در مدرسه"),
    ("tr", "okullar", "Merkez", "Çocuklar için okul."),
    ("fr", "écoles", "Centre", "L'école du quartier."),
    ("ro", "școli", "Centru", "Înscrierea la școli."),
    ("de-simple", "Beratungen", "Hilfe", "Die Beratung ist kostenlos."),
    ("ti", "ትምህርቲ", "ማእከል", "ቤት ትምህርቲ"),
]


def test_each_language_is_searched_by_its_own_rules(shelf: Shelf) -> None:
    for language, _asked, title, text in FORMS:
        shelf.put(title, text, language=language)
    shelf.fill()
    found = {language: titles(ask(asked, language=language)) for language, asked, *_ in FORMS}
    assert found == {language: [title] for language, _asked, title, _text in FORMS}


@pytest.fixture
def translated(shelf: Shelf) -> Shelf:
    """A page in German and English, and one in German only."""
    shelf.put("Karlsruhe Hilfe", "", translated_into=["en"])
    shelf.put("Karlsruhe help", "", language="en")
    shelf.put("Karlsruhe Rathaus", "")
    shelf.fill()
    return shelf


def test_the_translation_takes_the_place_of_the_original(translated: Shelf) -> None:
    assert set(titles(ask("Karlsruhe"))) == {"Karlsruhe Hilfe", "Karlsruhe Rathaus"}
    assert set(titles(ask("Karlsruhe", language="en"))) == {
        "Karlsruhe help",
        "Karlsruhe Rathaus",
    }
    offered = suggest("karls", Viewer(), "en")
    assert {each.title for each in offered} == {"Karlsruhe help", "Karlsruhe Rathaus"}


def test_german_words_are_found_by_german_rules_whoever_reads(shelf: Shelf) -> None:
    shelf.put("Häuser", "")
    shelf.fill()
    assert titles(ask("Haus", language="en")) == ["Häuser"]
