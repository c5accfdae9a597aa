"""What the admin asks of Elasticsearch."""

import json

import pytest

from portal.search.admin_backend.question import (
    MOST_FOUND,
    begins_like,
    body_of,
    harmless,
    words_of,
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Übergabe an JMD", ["Übergabe", "an", "JMD"]),
        ('"Übergabe" AND (x*', ["Übergabe", "AND", "x"]),
        (" * \\ ? \x00 ", []),
        ("wort wort", ["wort"]),
        (" ".join(f"w{number}" for number in range(99)), [f"w{number}" for number in range(10)]),
    ],
)
def test_only_words_are_looked_for(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


def test_nothing_typed_means_anything_to_the_database() -> None:
    assert harmless(' Haus "am\x00 See"\n') == "Haus am See"


def test_the_search_is_bounded_and_leaves_out_what_is_out_of_date() -> None:
    body = body_of(["Haus"], "page", {7, 3}, is_typing=True)
    query = body["query"]["bool"]
    assert query["must_not"] == [{"ids": {"values": ["3", "7"]}}]
    assert query["filter"] == [{"term": {"source": "page"}}]
    assert body["size"] == MOST_FOUND
    assert query["minimum_should_match"] == 1


def test_draft_titles_are_only_looked_at_where_nobody_else_sees_the_page() -> None:
    body = body_of(["Haus"], "page", (), is_typing=True)
    ways = body["query"]["bool"]["should"][0]["dis_max"]["queries"]
    with_drafts = [way for way in ways if "draft_title" in json.dumps(way)]
    assert [way["bool"]["must_not"] for way in with_drafts] == [[{"exists": {"field": "tokens"}}]]


def test_what_was_just_written_is_compared_like_in_the_index() -> None:
    assert begins_like(["Muell", "haus"], "Haus Müller")
    assert not begins_like(["üll"], "Haus Müller")
