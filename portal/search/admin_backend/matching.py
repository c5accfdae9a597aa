"""Which things Elasticsearch finds for the admin: keys only, whoever may see them."""

from collections.abc import Collection

from wagtail.models import Page

from portal.search.admin_backend.question import (
    MOST_FOUND,
    begins_like,
    body_of,
    words_of,
)
from portal.search.elastic.client import ElasticAway, ask
from portal.search.elastic.state import freshness
from portal.search.entries.pages import PageSource
from portal.search.models import SearchEntry

Scores = dict[int, float]
"""Keys of things and how well they fit, best first."""

JUST_CHANGED = float("inf")
"""What Elasticsearch was not told of yet stands first: somebody has just written it."""


def matches(text: str, source: str, *, is_typing: bool, needs_all: bool = True) -> Scores | None:
    """Return what is found; None if the database has to answer.

    That is when Elasticsearch is away or behind, when it finds more than can be compared with
    what somebody may see, and when there is no word to look for.
    """
    words = words_of(text)
    state = freshness()
    if not words or not state.is_fresh:
        return None
    body = body_of(words, source, state.pending, is_typing=is_typing, needs_all=needs_all)
    try:
        found = ask(body)["hits"]
    except ElasticAway:
        return None
    if found["total"]["value"] > MOST_FOUND:
        return None
    scores = dict.fromkeys(_just_changed(words, source, state.pending), JUST_CHANGED)
    for hit in found["hits"]:
        key = int(hit["fields"]["object_id"][0])
        scores[key] = max(scores.get(key, 0), hit["_score"])
    return scores | _aliases(scores) if source == PageSource.name else scores


def _aliases(scores: Scores) -> Scores:
    """Return the aliases of pages: they have no entries, since nobody else finds them twice."""
    aliases = Page.objects.filter(alias_of__in=list(scores)).values_list("pk", "alias_of")
    return {pk: scores[original] for pk, original in aliases}


def _just_changed(words: list[str], source: str, pending: Collection[int]) -> list[int]:
    """Return the things that are marked and whose title or label has the words."""
    if not pending:
        return []
    rows = SearchEntry.objects.there().filter(pk__in=pending, source=source).order_by("-changed_at")
    titles = rows.values_list("object_id", "title", "label")
    return [key for key, *texts in titles if begins_like(words, *texts)]
