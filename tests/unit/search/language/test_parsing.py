"""Questions, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.language import Citation, Query, parse, with_synonyms
from portal.search.language.parsing import MOST_TERMS
from portal.search.language.query import needed_of

SIGNS = st.text(
    st.sampled_from(list("aäß §3.2()-/\"„“*?\\^~[]{}:!&|+'NOTAbsz\0\ud800\u200b\u202e½²")),
    max_size=80,
)


def words(text: str) -> list[str]:
    return [term.word for term in parse(text).terms]


def citations(text: str) -> list[str]:
    return [citation.text for citation in parse(text).citations]


@given(st.one_of(st.text(), SIGNS))
def test_whatever_is_typed_can_be_taken_apart(text: str) -> None:
    query = parse(text)
    assert len(query.terms) <= MOST_TERMS
    assert query.is_empty == (query.needed == 0)
    for term in query.terms:
        assert term.words
        assert any(sign.isalnum() for sign in term.word)


@given(st.one_of(st.text(), SIGNS))
def test_a_question_that_was_taken_apart_asks_the_same_again(text: str) -> None:
    assert parse(parse(text).text) == parse(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "*", "?", "\\", '"', '""', '"""', "§", "()", "+-!", "\0", "\ud800", "„“", "~~"],
)
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert parse(text).is_empty


@pytest.mark.parametrize("text", ["a" * 10_000, "wort " * 2_000, "3.2 " * 2_500, '"' * 10_000])
def test_a_very_long_question_is_a_short_one(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= 1_000
    assert len(query.terms) + len(query.citations) <= MOST_TERMS


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Wer berät mich in Bretten?", ["berät", "Bretten"]),
        ("Was macht das IM?", ["IM"]),
        ("im Landkreis", ["Landkreis"]),
        ("im", ["im"]),
        ("WO FINDE ICH HILFE", ["HILFE"]),
        ("wer ist das", ["wer", "ist", "das"]),
        ("Beratung AND Bretten NOT Bruchsal", ["Beratung", "Bretten", "Bruchsal"]),
        ("kind Kind KIND", ["kind"]),
        ("title:Bretten^2", ["title", "Bretten", "2"]),
        ("<script>alert(1)</script>", ["script", "alert", "1"]),
    ],
)
def test_only_telling_words_are_looked_for(text: str, kept: list[str]) -> None:
    assert words(text) == kept


@pytest.mark.parametrize("text", ['"runder Tisch"', "„runder Tisch“", "«runder Tisch»"])
def test_words_in_quotes_stay_together(text: str) -> None:
    (term,) = parse(text).terms
    assert term.is_phrase
    assert term.words == ("runder", "Tisch")


def test_a_quote_that_is_never_closed_quotes_nothing() -> None:
    assert words('"runder Tisch') == ["runder", "Tisch"]


def test_a_word_with_a_hyphen_may_be_written_in_one() -> None:
    (term,) = parse("Migrations-Beratung").terms
    assert term.alternatives == (("MigrationsBeratung",),)


@pytest.mark.parametrize(
    "text",
    ["§ 3 Abs. 2", "§3 (2)", "§ 3 Absatz 2", "Paragraf 3 Abs 2", "3.2", "Klausel 3.2", "Ziff. 3.2"],
)
def test_a_clause_is_found_however_it_is_cited(text: str) -> None:
    assert citations(text) == ["§ 3 Abs. 2"]
    assert not words(text)


@pytest.mark.parametrize(
    ("text", "cited", "others"),
    [
        ("§ 45 AufenthG", ["§ 45"], ["AufenthG"]),
        ("§§ 17, 18 FlüAG", ["§ 17", "§ 18"], ["FlüAG"]),
        ("Anlage 1 Abs. 2", ["Anlage 1 Abs. 2"], []),
        ("§ 104c", ["§ 104c"], []),
        ("Az. 45-123/2024", ["45-123/2024"], []),
        ("KSV-1/2024", ["KSV-1/2024"], []),
        ("27-jährige", [], ["27-jährige"]),
        ("um 9.30 Uhr", [], ["9", "30", "Uhr"]),
    ],
)
def test_numbers_are_told_apart(text: str, cited: list[str], others: list[str]) -> None:
    assert citations(text) == cited
    assert words(text) == others


def test_a_citation_remembers_how_it_was_typed() -> None:
    assert parse("3.2").citations == (Citation("§ 3 Abs. 2", "3.2"),)


@pytest.mark.parametrize(
    ("asked", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 2), (5, 3), (8, 4), (12, 6)]
)
def test_half_of_a_whole_question_suffices(asked: int, needed: int) -> None:
    assert needed_of(asked) == needed


GROUPS = [("MBE", "Migrationsberatung"), ("Runder Tisch", "RT", "Gremium der Partner")]


def alternatives(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [term.alternatives for term in with_synonyms(parse(text), GROUPS).terms]


def test_a_word_knows_its_synonyms_in_any_of_its_forms() -> None:
    assert alternatives("mbe") == [(("Migrationsberatung",),)]
    assert alternatives("Migrationsberatungen") == [(("MBE",),)]


def test_words_that_are_one_synonym_become_one_term() -> None:
    query = with_synonyms(parse("runden Tisch Bretten"), GROUPS)
    assert [term.word for term in query.terms] == ["runden Tisch", "Bretten"]
    assert query.terms[0].alternatives == (("RT",), ("Gremium", "der", "Partner"))


def test_words_in_quotes_are_meant_literally() -> None:
    assert alternatives('"MBE" "runder Tisch"') == [(), ()]


@given(SIGNS, st.lists(st.lists(SIGNS, max_size=3).map(tuple), max_size=3))
def test_no_list_of_synonyms_breaks_a_question(text: str, groups: list[tuple[str, ...]]) -> None:
    query = with_synonyms(parse(text), groups)
    assert isinstance(query, Query)
    assert query.is_empty == parse(text).is_empty
