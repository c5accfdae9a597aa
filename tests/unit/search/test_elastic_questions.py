"""What Elasticsearch is asked for; that it answers well is proved with a real one."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.visibility import PUBLIC, Viewer
from portal.search.asking.question import Order, Question
from portal.search.asking.scope import Scope
from portal.search.asking.weights import weight
from portal.search.elastic.analysis import analysis, field_language
from portal.search.elastic.bodies import page
from portal.search.elastic.definition import texts
from portal.search.elastic.filters import chosen, counted, counts_in, told
from portal.search.elastic.marks import BEGIN, END, title_and_excerpt
from portal.search.elastic.spelling import respelled
from portal.search.elastic.words import Wording, codes_of, term_wanted, wanted
from portal.search.kinds import Kind
from portal.search.language import Term, parse
from portal.search.models import Facet

GERMAN = Wording(("de",))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def scope(who: Viewer, language: str = "de") -> Scope:
    return Scope(who, language, NOW, frozenset({3}))


def boosts(query: Any) -> dict[str, float]:
    """Return the highest boost of each way a field is asked, by kind of question and field."""
    found: dict[str, float] = {}

    def walk(part: Any) -> None:
        if isinstance(part, list):
            for each in part:
                walk(each)
        elif isinstance(part, dict):
            for key, value in part.items():
                if key in ("match", "match_phrase") and isinstance(value, dict):
                    [(name, asked)] = value.items()
                    kind = "fuzzy" if "fuzziness" in asked else key
                    way = f"{kind}:{name}"
                    found[way] = max(found.get(way, 0), asked["boost"])
                else:
                    walk(value)

    walk(query)
    return found


def test_exact_counts_more_than_stemmed_and_that_more_than_mistyped() -> None:
    wording = Wording(("de",), {"Beratungen": ()})
    found = boosts(term_wanted(Term("Beratungen"), wording))
    assert found["match:title"] > found["match:title_de"] > found["fuzzy:title"]
    assert found["match:words"] > found["match:text_de"] > found["fuzzy:words"]
    assert found["match:title_de"] > found["match:text_de"]


def test_similar_words_are_looked_for_only_if_nobody_wrote_the_word() -> None:
    assert "fuzz" not in json.dumps(wanted(parse("Beratungen Karlsruhe"), GERMAN))


def test_another_word_for_it_counts_less_than_the_word_itself() -> None:
    with_other = term_wanted(Term("JMD", alternatives=(("Jugendmigrationsdienst",),)), GERMAN)
    ways = with_other["dis_max"]["queries"]
    by_word = {
        way["match"]["title"]["query"]: way["match"]["title"]["boost"]
        for way in ways
        if "title" in way.get("match", {})
    }
    assert by_word["JMD"] > by_word["Jugendmigrationsdienst"]


def test_a_short_name_that_is_also_a_small_word_is_looked_for_in_capitals_only() -> None:
    assert set(boosts(term_wanted(Term("IM"), GERMAN))) == {"match:short_names"}
    assert "match:text_de" in boosts(term_wanted(Term("MBE"), GERMAN))


@pytest.mark.parametrize(("asked", "needed"), [("a1", 1), ("a1 b2", 2), ("a1 b2 c3 d4 e5", 3)])
def test_most_words_of_a_question_suffice(asked: str, needed: int) -> None:
    [rest] = wanted(parse(asked), GERMAN)["bool"]["must"]
    assert rest["bool"]["minimum_should_match"] == needed
    [rest] = wanted(parse(asked), Wording(("de",), needed=1))["bool"]["must"]
    assert rest["bool"]["minimum_should_match"] == 1


def test_what_was_quoted_is_always_needed() -> None:
    must = wanted(parse('"Runder Tisch" Protokoll Mai Juni Juli'), GERMAN)["bool"]["must"]
    assert "match_phrase" in json.dumps(must[0])
    assert must[1]["bool"]["minimum_should_match"] == 2


def test_every_question_says_who_asks() -> None:
    who = Viewer(frozenset({PUBLIC, "group:4"}))
    told_to = told(scope(who), [7, 8])["bool"]
    assert {"terms": {"tokens": ["group:4", "public"]}} in told_to["filter"]
    assert {"terms": {"but_not": ["group:4", "public"]}} in told_to["must_not"]
    assert {"ids": {"values": ["7", "8"]}} in told_to["must_not"]
    body = page(Question("Haus"), parse("Haus"), GERMAN, {"bool": told_to}, date(2026, 1, 1))
    assert body["query"]["function_score"]["query"]["bool"]["filter"] == {"bool": told_to}


def test_only_wordings_in_force_count_unless_all_are_asked_for() -> None:
    assert '{"terms": {"version": [3]}}' in json.dumps(told(scope(Viewer()), []))
    everything = Scope(Viewer(), "de", NOW, None)
    assert "version" not in json.dumps(told(everything, []))


def test_a_facet_ignores_its_own_choice() -> None:
    question = Question("x", filters=frozenset({("kind", "page"), ("year", "2026")}))
    counts = counted(question)
    assert counts["kind"]["filter"]["bool"]["filter"] == [{"terms": {"year": ["2026"]}}]
    assert counts["year"]["filter"]["bool"]["filter"] == [{"terms": {"kind": ["page"]}}]
    assert len(counts["topic"]["filter"]["bool"]["filter"]) == 2
    assert set(counts) == set(Facet.values)


def test_counts_are_read_whether_or_not_other_facets_are_chosen() -> None:
    buckets = {"buckets": [{"key": "page", "doc_count": 3}]}
    found = counts_in({"kind": buckets, "year": {"doc_count": 5, "values": buckets}})
    assert found == {"kind": {"page": 3}, "year": {"page": 3}}


def test_an_unknown_facet_is_no_condition() -> None:
    assert chosen(Question("x", filters=frozenset({("tokens", "group:1"), ("_id", "1")}))) == []


def test_the_newest_come_first_if_that_is_asked() -> None:
    today = date(2026, 1, 1)
    body = page(Question("x", order=Order.NEWEST, page=3), parse("x"), GERMAN, {}, today)
    assert next(iter(body["sort"][0])) == "date"
    assert (body["from"], body["size"]) == (40, 20)


def test_an_old_article_weighs_less_than_a_new_one_and_both_less_than_a_clause() -> None:
    today = date(2026, 6, 1)
    old, new = (weight(Kind.ARTICLE, date(year, 5, 1), today) for year in (2015, 2026))
    assert old < new < weight(Kind.CLAUSE, None, today)


def test_each_text_goes_into_the_fields_of_its_language() -> None:
    assert texts("de-simple", "T", "L", "X")["text_de"] == "X"
    assert texts("ar", "T", "L", "X")["title_ar"] == "T"
    assert texts("ti", "T", "L", "X")["text_other"] == "X"
    assert (field_language("pt-br"), field_language("en-gb")) == ("other", "en")
    assert (codes_of("de-simple"), codes_of("tr")) == (("de",), ("tr", "de"))


def test_a_taught_part_of_words_changes_the_analysis_without_regard_to_its_spelling() -> None:
    filters = analysis({"Straße", "Mühle", "Ei"})["filter"]
    assert sorted(filters["de_parts"]["word_list"]) == ["muhle", "strasse"]
    assert analysis({"Mühle"}) == analysis({"mühle"}) != analysis({"Haus"})


MARKED = st.text(st.sampled_from("ab<>&\"'" + BEGIN + END), max_size=30)


@given(MARKED, MARKED)
def test_no_text_becomes_markup_however_it_is_marked(title: str, text: str) -> None:
    found = title_and_excerpt({"title_de": [title], "text_de": [text, text]})
    for html in found:
        bare = html.replace("<mark>", "").replace("</mark>", "")
        assert not {"<", ">", '"', BEGIN, END} & set(bare)
        assert html.count("<mark>") == html.count("</mark>")


@given(st.text(max_size=80))
def test_whatever_is_typed_can_be_asked(text: str) -> None:
    query = parse(text)
    if not query.is_empty:
        body = page(Question(text), query, GERMAN, told(scope(Viewer()), []), date(2026, 1, 1))
        json.dumps(body).encode()


def test_a_spelling_keeps_the_rest_of_the_question_and_the_capital() -> None:
    offered = {"Auslenderamt": [{"options": [{"text": "ausländeramt"}, {"text": "auslands"}]}]}
    assert respelled("Wo ist das Auslenderamt?", offered) == [
        "Wo ist das Ausländeramt?",
        "Wo ist das Auslands?",
    ]
    assert respelled("xyz", {"xyz": [{"options": []}]}) == []
