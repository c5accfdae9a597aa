"""Abbreviations are explained where they stand, and nothing else is touched."""

from agreement.reading_page.glossary import Glossary, glossary

NAMES = {"JMD": "Jugendmigrationsdienst", "Sprachkurs": "Kurs der deutschen Sprache"}


def test_a_term_is_explained_at_its_first_place_in_a_clause() -> None:
    explain = Glossary(NAMES).explainer()
    assert explain("Der JMD und der JMD") == (
        'Der <abbr title="Jugendmigrationsdienst">JMD</abbr> und der JMD'
    )
    assert "<abbr" not in explain("Wieder der JMD")


def test_each_clause_explains_anew() -> None:
    known = Glossary(NAMES)
    assert known.explainer()("JMD") == known.explainer()("JMD")


def test_what_is_part_of_a_word_is_no_term() -> None:
    explain = Glossary(NAMES).explainer()
    for text in ("JMDs", "XJMD", "JMD2"):
        assert explain(text) == text


def test_the_longer_term_goes_first_and_spaces_may_be_unbreakable() -> None:
    explain = glossary({}).explainer()
    assert "Kinder- und Jugendhilfe" in explain("§ 13 SGB\N{NO-BREAK SPACE}VIII")
    assert "Krankenversicherung" in explain("nach dem SGB V")


def test_every_character_is_escaped() -> None:
    explain = Glossary({"A&B": '"<b>"'}).explainer()
    assert explain("<i>A&B</i>") == (
        '&lt;i&gt;<abbr title="&quot;&lt;b&gt;&quot;">A&amp;B</abbr>&lt;/i&gt;'
    )


def test_the_terms_of_some_texts_are_listed_once_in_order() -> None:
    known = glossary({"JMD": "Jugendmigrationsdienst"})
    assert [term for term, _meaning in known.used_in(["SGB II", "JMD, JMD", "nichts"])] == [
        "JMD",
        "SGB II",
    ]


def test_a_short_name_that_is_a_word_is_no_abbreviation() -> None:
    assert "Sprachkurs" not in glossary(NAMES).meanings
    assert "JMD" in glossary(NAMES).meanings


def test_a_name_that_tells_its_abbreviation_explains_it() -> None:
    told = "Jugendmigrationsdienst (JMD)"
    assert glossary({told: told}).meanings["JMD"] == "Jugendmigrationsdienst"
    assert "Stelle" not in glossary({"Amt (Stelle)": "Amt (Stelle)"}).meanings
