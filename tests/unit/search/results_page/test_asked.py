"""Whatever stands in an address, it asks a question that makes sense, and can be asked again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict

from portal.search.asking.answer import Choice, Found
from portal.search.asking.question import LAST_PAGE, Order, Question
from portal.search.models import Facet
from portal.search.results_page.asked import LONGEST, address_of, asked_by, without
from portal.search.results_page.showing import AT_ONCE, chosen_of, facets_of, page_of_results


def question(query: str, *, is_staff: bool = False) -> Question:
    return asked_by(QueryDict(query), "de", is_staff=is_staff).question


def test_words_facets_order_and_page_are_read() -> None:
    asked = question("q=Duldung&art=office&art=clause&jahr=2026&sortierung=neueste&page=3")
    assert asked == Question(
        "Duldung",
        filters=frozenset({("kind", "office"), ("kind", "clause"), ("year", "2026")}),
        order=Order.NEWEST,
        page=3,
    )


@pytest.mark.parametrize(
    "query",
    [
        "art=gibtesnicht&jahr=heute&organisation=1e9&thema=a%20b&gemeinde=x",
        "art=&jahr=&organisation=%D9%A3",
        "organisation=" + "9" * 40,
        "farbe=rot&sortierung=zufall&fassungen=alle&page=x",
        "page=&page=0",
        "page=-1",
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    assert question(f"q=Duldung&{query}") == Question("Duldung")


@pytest.mark.parametrize("number", ["51", "1000000000", "9" * 5000])
def test_a_page_behind_all_others_is_the_last_one(number: str) -> None:
    assert question(f"q=a&page={number}").page == LAST_PAGE


def test_a_thousand_values_of_a_facet_are_not_looked_at() -> None:
    values = "&".join(f"organisation={number}" for number in range(1000))
    assert len(question(f"q=a&{values}").filters) == 20


def test_only_staff_ask_for_the_wordings_of_other_days() -> None:
    assert question("q=a&fassungen=alle", is_staff=True).past
    assert not question("q=a&fassungen=alle").past


def test_a_question_without_end_is_cut_and_said_so() -> None:
    asked = asked_by(QueryDict("q=" + "a" * 10_000), "de", is_staff=False)
    assert asked.is_too_long
    assert asked.question.text == "a" * LONGEST


def test_control_characters_and_blanks_are_one_blank_but_joiners_stay() -> None:
    assert question("q=%20Duldung%0A%1F%20%20Arbeit%00").text == "Duldung Arbeit"
    joined = "می‌خواهم"
    assert question(QueryDict(mutable=True).urlencode() + f"q={joined}").text == joined


@pytest.mark.parametrize("text", ["", " ", "??", "*", '"', "§ §", "\\", "😀"])
def test_signs_alone_are_nothing_to_look_for(text: str) -> None:
    asked = asked_by(QueryDict(f"q={text}"), "de", is_staff=False)
    assert not asked.is_searchable


@pytest.mark.parametrize(
    "asked",
    [
        Question("ä & b=c #+%"),
        Question("a", filters=frozenset({("kind", "office"), ("topic", "sprache")}), page=4),
        Question("§ 3", order=Order.NEWEST, past=True, filters=frozenset({("year", "2025")})),
    ],
)
def test_the_address_of_a_question_asks_it_again(asked: Question) -> None:
    query = urlsplit(address_of(asked, page=asked.page)).query
    assert asked_by(QueryDict(query), "de", is_staff=True).question == asked


def test_taking_a_value_back_keeps_the_rest_and_starts_at_the_first_page() -> None:
    filters = frozenset({("kind", "office"), ("kind", "clause"), ("year", "2026")})
    asked = Question("a", filters=filters, order=Order.NEWEST, page=7)
    assert parse_qs(urlsplit(without(asked, "kind", "office")).query) == {
        "q": ["a"],
        "art": ["clause"],
        "jahr": ["2026"],
        "sortierung": ["neueste"],
    }


def choices(number: int, *chosen: int) -> list[Choice]:
    return [Choice(str(n), f"Wert {n}", 100 - n, n in chosen) for n in range(number)]


def test_a_facet_with_one_value_is_no_choice_unless_it_is_chosen() -> None:
    assert facets_of(Found([], 9, {Facet.YEAR: choices(1)})) == []
    assert len(facets_of(Found([], 9, {Facet.YEAR: choices(1, 0)}))) == 1


def test_the_long_tail_of_a_facet_is_folded_but_for_what_is_chosen() -> None:
    facet = facets_of(Found([], 9, {Facet.MUNICIPALITY: choices(20, 15)}))[0]
    assert len(facet.choices) == AT_ONCE + 1
    assert "15" in {one.value for one in facet.choices}
    assert len(facet.more) == 20 - AT_ONCE - 1


def test_what_is_chosen_is_named_even_if_nothing_has_it() -> None:
    asked = Question("a", filters=frozenset({("topic", "fremd"), ("kind", "office")}))
    found = Found([], 0, {Facet.KIND: [Choice("office", "Beratungsstelle", 0, True)]})
    assert [(one.facet, one.name) for one in chosen_of(asked, found)] == [
        ("Art", "Beratungsstelle"),
        ("Thema", "fremd"),
    ]


def test_there_are_never_more_pages_than_somebody_can_turn() -> None:
    page = page_of_results(Question("a", page=50), Found([], 1_000_000))
    assert (page.number, page.paginator.num_pages, page.has_next()) == (50, 50, False)
    assert page_of_results(Question("a", page=50), Found([], 45)).number == 3
