"""The requests to Elasticsearch, put together. Pure: it makes JSON."""

from datetime import date, timedelta

from portal.search.asking.question import PAGE_LENGTH, Order, Question
from portal.search.asking.weights import AGE_WEIGHT, KIND_WEIGHT
from portal.search.elastic.analysis import Json
from portal.search.elastic.filters import chosen, counted
from portal.search.elastic.marks import highlight
from portal.search.elastic.words import Wording, term_wanted, wanted
from portal.search.language import Query, Term

COUNT_ONLY: Json = {"size": 0, "track_total_hits": 1, "terminate_after": 1, "_source": False}
BEST: list[Json] = [{"_score": "desc"}, {"entry": "asc"}]
NEWEST: list[Json] = [{"date": {"order": "desc", "missing": "_last"}}, *BEST]


def page(question: Question, query: Query, wording: Wording, audience: Json, today: date) -> Json:
    """Return the request for one page of results with marks and counts."""
    return {
        "query": _weighted(wanted(query, wording), audience, today),
        "post_filter": {"bool": {"filter": chosen(question)}},
        "aggs": counted(question),
        "highlight": highlight(query, wording),
        "sort": NEWEST if question.order == Order.NEWEST else BEST,
        "from": (question.page - 1) * PAGE_LENGTH,
        "size": PAGE_LENGTH,
        "track_total_hits": True,
        "version": True,
        "_source": False,
    }


def found_any(query: Query, wording: Wording, audience: Json) -> Json:
    """Return the request that tells whether a question has any result."""
    return COUNT_ONLY | {"query": {"bool": {"filter": [audience, wanted(query, wording)]}}}


def known(term: Term, wording: Wording, audience: Json, *, is_last: bool) -> Json:
    """Return the request that tells whether a word stands anywhere a reader may look."""
    term_found = term_wanted(term, wording, is_last=is_last)
    return COUNT_ONLY | {"query": {"bool": {"filter": [audience, term_found]}}}


def suggested(words: Json, audience: Json, limit: int) -> Json:
    """Return the request for what to jump to while somebody types."""
    return {
        "query": _weighted(words, audience, None),
        "sort": BEST,
        "size": limit,
        "track_total_hits": False,
        "_source": False,
    }


def _weighted(words: Json, audience: Json, today: date | None) -> Json:
    """Return what finds words, its score multiplied by what kind and age count."""
    weights: list[Json] = [
        {"filter": {"term": {"kind": str(kind)}}, "weight": weight}
        for kind, weight in KIND_WEIGHT.items()
    ]
    if today:
        weights += [_older(str(kind), days, less, today) for kind, days, less in AGE_WEIGHT]
    return {
        "function_score": {
            "query": {"bool": {"must": words, "filter": audience}},
            "functions": weights,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _older(kind: str, days: int, weight: float, today: date) -> Json:
    """Return what makes things of a kind count less from an age on."""
    before = {"range": {"date": {"lt": (today - timedelta(days=days)).isoformat()}}}
    return {"filter": {"bool": {"filter": [{"term": {"kind": kind}}, before]}}, "weight": weight}
