"""What the admin asks of Elasticsearch. Pure.

Every word must be there: in the title or label, as the beginning of one of their words while
somebody types, in any form in the text, or with a small mistake in the title.
"""

from collections.abc import Collection
from typing import Any

from portal.search.language.folding import folded
from portal.search.language.tokens import tokens

Json = dict[str, Any]
MOST_WORDS = 10
MOST_FOUND = 1_000
"""Whoever finds more sees the database's answer, which has no such limit."""
LONGEST = 200


def words_of(text: str) -> list[str]:
    """Return the words that are looked for."""
    found = [token.word for token in tokens(text[:LONGEST]) if folded(token.word)]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def harmless(text: str) -> str:
    """Return a text that every database can look for: SQLite fails at a quote, and at thousands
    of words."""
    short = text[:LONGEST]
    return " ".join("".join(s if s.isprintable() and s != '"' else " " for s in short).split())


def body_of(
    words: Collection[str],
    source: str,
    pending: Collection[int],
    *,
    is_typing: bool,
    needs_all: bool = True,
) -> Json:
    """Return the search for the things of one source.

    `pending` are the entries of which Elasticsearch knows only what was.
    """
    meant = [_word(word, is_typing=is_typing) for word in words]
    return {
        "query": {
            "bool": {
                "filter": [{"term": {"source": source}}],
                "must_not": [{"ids": {"values": [str(pk) for pk in sorted(pending)]}}],
                "should": meant,
                "minimum_should_match": len(meant) if needs_all else 1,
            }
        },
        "size": MOST_FOUND,
        "track_total_hits": MOST_FOUND + 1,
        "_source": False,
        "docvalue_fields": ["object_id"],
    }


def _word(word: str, *, is_typing: bool) -> Json:
    ways = [
        _match("title", word, 6),
        _match("label", word, 5),
        _match("title", word, 0.5, fuzziness="AUTO:5,9", prefix_length=1),
        {
            "multi_match": {
                "query": word,
                "fields": ["title_*^2", "label.stems", "text_*"],
                "operator": "and",
            }
        },
        _of_what_nobody_is_told(word, is_typing=is_typing),
    ]
    if is_typing:
        ways.append(_match("prefix", word, 3))
    return {"dis_max": {"queries": ways}}


def _of_what_nobody_is_told(word: str, *, is_typing: bool) -> Json:
    """Return how a draft is found by its newest title: only as long as nobody else can see it.

    Whoever may choose a public page must not learn what its next title will be.
    """
    fields = ["draft_title^2", "draft_title.exact^5"]
    if is_typing:
        fields.append("draft_title.prefix^3")
    by_title = {"multi_match": {"query": word, "fields": fields, "operator": "and"}}
    return {"bool": {"must": [by_title], "must_not": [{"exists": {"field": "tokens"}}]}}


def _match(field: str, word: str, boost: float, **more: Any) -> Json:
    return {"match": {field: {"query": word, "operator": "and", "boost": boost, **more}}}


def begins_like(words: Collection[str], *texts: str) -> bool:
    """Return whether each word begins a word of some texts, as `prefix` of the index would."""
    there = [folded(token.word) for text in texts for token in tokens(text)]
    return all(any(each.startswith(folded(word)) for each in there) for word in words)
