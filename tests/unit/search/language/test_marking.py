"""What was asked for, marked in what was found."""

from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.asking.highlighting import excerpt, highlighted
from portal.search.language import analysed, curated_compounds, parse, with_synonyms
from portal.search.language.spelling import Vocabulary
from portal.search.language.wanted import Wanted, wanted

COMPOUNDS = curated_compounds()
TEXTS = st.text(st.sampled_from(list("Beratung §3Abs. 2<>&\"'äßÄ\u00adсд-\0\n")), max_size=120)


def sought(asked: str, text: str = "", language: str = "de") -> tuple[Wanted, ...]:
    words = Vocabulary.of([analysed(text, language, COMPOUNDS)])
    groups = [("MBE", "Migrationsberatung")]
    return wanted(with_synonyms(parse(asked), groups), {"de", language}, words, COMPOUNDS)


def marked(asked: str, text: str, language: str = "de") -> str:
    return highlighted(text, sought(asked, text, language), language, COMPOUNDS)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("Management", "das Integrationsmanagement", "das <mark>Integrationsmanagement</mark>"),
        ("strasse", "Straße 1", "<mark>Straße</mark> 1"),
        ("haus", "alte Häuser", "alte <mark>Häuser</mark>"),
        ("Müller", "bei Mueller", "bei <mark>Mueller</mark>"),
        ("Migratonsberatung", "Migrationsberatung", "<mark>Migrationsberatung</mark>"),
        ("Sprachku", "Sprachkurse", "<mark>Sprachkurse</mark>"),
        ("MBE", "Migrationsberatung", "<mark>Migrationsberatung</mark>"),
        ("§ 3 Abs. 2", "nach § 3 Absatz 2 und § 3", "nach <mark>§ 3 Absatz 2</mark> und § 3"),
        ("Migrationsberatung", "Migrations-Beratung", "<mark>Migrations-Beratung</mark>"),
        ("IM", "IM, im Haus", "<mark>IM</mark>, im Haus"),
        ("Beratung", "Berg", "Berg"),
        ("a", "<b>a</b>", "&lt;b&gt;<mark>a</mark>&lt;/b&gt;"),
        ("mark", "<mark>", "&lt;<mark>mark</mark>&gt;"),
    ],
)
def test_a_word_is_marked_in_all_its_forms(asked: str, text: str, expected: str) -> None:
    assert marked(asked, text) == expected


def test_other_languages_mark_their_own_forms() -> None:
    text = "Бесплатные консультации"
    assert marked("консультация", text, "ru") == "Бесплатные <mark>консультации</mark>"


@given(TEXTS, TEXTS)
def test_a_text_is_always_escaped_and_never_changed(asked: str, text: str) -> None:
    html = marked(asked, text)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert bare == escape(text)
    assert unescape(bare) == text


@given(st.text(), st.text())
def test_no_question_and_no_text_break_the_marks(asked: str, text: str) -> None:
    html = marked(asked, text)
    assert html.count("<mark>") == html.count("</mark>")
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)


@given(TEXTS, TEXTS)
def test_an_excerpt_is_escaped_and_short(asked: str, text: str) -> None:
    html = excerpt(text * 10, sought(asked, text), "de", COMPOUNDS)
    bare = unescape(html.replace("<mark>", "").replace("</mark>", ""))
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
    assert bare.strip("… ") in " ".join((text * 10).split())
    assert bool(html) == ("<mark>" in html)


def test_an_excerpt_shows_where_most_of_the_question_is() -> None:
    text = f"Beratung. {'Vieles andere. ' * 60}Hier gibt es Beratung in Bretten. {'Rest. ' * 60}"
    html = excerpt(text, sought("Beratung Bretten", text), "de", COMPOUNDS)
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "<mark>Beratung</mark> in <mark>Bretten</mark>" in html
    assert len(html) < 330


def test_a_text_without_what_was_asked_for_has_no_excerpt() -> None:
    assert excerpt("Etwas anderes.", sought("Beratung"), "de", COMPOUNDS) == ""


def test_a_very_long_text_is_marked_in_an_instant() -> None:
    text = "Beratung und Begleitung " * 20_000
    html = highlighted(text, sought("Beratung", text), "de", COMPOUNDS)
    assert html.count("<mark>") == 200
