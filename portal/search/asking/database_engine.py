"""Answering from the database: with no Elasticsearch, and whenever that is not there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from portal.search.asking.answer import Row, Rows
from portal.search.asking.database_index import matching
from portal.search.asking.highlighting import excerpt, highlighted
from portal.search.asking.question import LAST_PAGE, PAGE_LENGTH, Order, Question
from portal.search.asking.ranking import Candidate, best_first
from portal.search.asking.scope import Scope
from portal.search.asking.telling import narrowed, told
from portal.search.asking.vocabulary import vocabulary
from portal.search.asking.weights import KIND_WEIGHT, weight
from portal.search.language import Query, analysed, needed_of
from portal.search.language.analysis import WHOLE
from portal.search.language.folding import folded
from portal.search.language.spelling import Vocabulary
from portal.search.language.tokens import tokens
from portal.search.language.wanted import EXACT, Form, Wanted, wanted
from portal.search.models import EntryFacet, Facet, SearchEntry
from portal.search.words import compound_words

MOST_ROWS = PAGE_LENGTH * LAST_PAGE
MOST_COMPARED = 100
"""Of the best by the database's own score, so many are put in order by all that counts."""
MOST_TERMS = 8
"""“Most of so many words” has 70 combinations; the rarest words tell most."""
READ_SIGNS = 20_000
LONGEST_START = 6
"""Words of a title that is being typed."""


@dataclass(frozen=True)
class _Search:
    """A question with all that is needed to answer it."""

    question: Question
    query: Query
    scope: Scope
    told: QuerySet[SearchEntry]
    wanted: tuple[Wanted, ...]
    words: Vocabulary
    compounds: frozenset[str]
    needed: int

    def matches(self, *, but_for: str = "") -> QuerySet[Any]:
        """Return the rows of the index that are found, narrowed by all facets but one."""
        allowed = narrowed(self.told, self.question, but_for=but_for).values("pk")
        return matching(self.wanted, self.needed).filter(key__in=allowed)


def answer(question: Question, query: Query, scope: Scope) -> Rows:
    """Return the page of a question, with counts of everything found.

    If no entry has enough of what was asked for, those count that have something of it. At most
    ten queries, one more for each chosen facet.
    """
    words, compounds = vocabulary(), compound_words()
    sought = _telling(wanted(query, {"de", scope.language}, words, compounds), words)
    search = _Search(
        question, query, scope, told(scope), sought, words, compounds, needed_of(len(sought))
    )
    best = _best(search)
    if not best and len(sought) > 1:
        search = replace(search, needed=1)
        best = _best(search)
    if not best and not question.filters:
        return Rows([], 0, {})
    total = len(best) if len(best) < MOST_ROWS else search.matches().count()
    found = _entries(_page(search, best))
    return Rows(_rows(search, found), total, _counts(search, best), _spelling(search, found))


def suggest(text: str, query: Query, scope: Scope, limit: int) -> list[int]:
    """Return the entries whose titles have words that begin like those of a text, best first."""
    typed = [folded(token.word) for token in tokens(text)][:LONGEST_START]
    begun = [Wanted((Form((WHOLE + word,), EXACT, is_begun=True),)) for word in typed if word]
    found = _beginnings(begun, scope)
    if not found:
        found = _beginnings(wanted(query, {"de"}, vocabulary(), compound_words()), scope)
    start = " ".join(WHOLE + word for word in typed)
    return sorted(found, key=lambda key: (start not in found[key][1], -found[key][0]))[:limit]


def _beginnings(begun: Any, scope: Scope) -> dict[int, tuple[float, str]]:
    """Return kind's weight and words of the entries with such titles."""
    allowed = told(scope).values("pk")
    rows = matching(begun, len(begun), in_title=True).filter(key__in=allowed)
    keys = list(rows.order_by("-score", "key").values_list("key", flat=True)[:MOST_COMPARED])
    entries = SearchEntry.objects.filter(pk__in=keys).values_list("pk", "kind", "title_words")
    return {
        key: (KIND_WEIGHT.get(kind, 1.0) - len(title) / 1_000, f"{title} ")
        for key, kind, title in entries
    }


def _telling(sought: tuple[Wanted, ...], words: Vocabulary) -> tuple[Wanted, ...]:
    """Return the rarest of what is wanted, in the order in which it was asked."""
    rarest = sorted(sought, key=lambda each: words.share(each.forms[0].words[0]))[:MOST_TERMS]
    return tuple(each for each in sought if each in rarest)


def _best(search: _Search) -> dict[int, float]:
    """Return the best entries and the database's scores of them, best first."""
    rows = search.matches().order_by("-score", "-key")[:MOST_ROWS]
    return dict(rows.values_list("key", "score"))


def _page(search: _Search, best: dict[int, float]) -> list[int]:
    """Return the keys of the page that was asked for."""
    start = (search.question.page - 1) * PAGE_LENGTH
    if search.question.order is Order.NEWEST:
        found = SearchEntry.objects.filter(pk__in=_keys(search, best))
        newest = found.order_by(F("date").desc(nulls_last=True), "-pk")
        return list(newest.values_list("pk", flat=True)[start : start + PAGE_LENGTH])
    return _ordered(search, best)[start : start + PAGE_LENGTH]


def _ordered(search: _Search, best: dict[int, float]) -> list[int]:
    """Return all keys in order, the first hundred by all that counts (one query, or two)."""
    today = timezone.localdate(search.scope.now)
    keys = list(best)
    if len(keys) > MOST_COMPARED:
        kinds = SearchEntry.objects.filter(pk__in=keys).values_list("pk", "kind", "date")
        worth = {key: best[key] * weight(kind, day, today) for key, kind, day in kinds}
        keys = sorted(worth, key=lambda key: -worth[key])
    entries = SearchEntry.objects.filter(pk__in=keys[:MOST_COMPARED]).values_list(
        "pk", "kind", "language", "title", "title_words", _beginning_of("text_words"), "date"
    )
    candidates = [
        Candidate(
            key,
            kind,
            f" {analysed(title, language, search.compounds)} ",
            f" {labelled} ",
            f" {text} ",
            day,
            best[key],
        )
        for key, kind, language, title, labelled, text, day in entries
    ]
    first = best_first(candidates, search.wanted, search.words, today)
    return [*first, *keys[MOST_COMPARED:]]


def _beginning_of(field: str) -> Substr:
    return Substr(field, 1, READ_SIGNS)


def _entries(keys: list[int]) -> list[SearchEntry]:
    found = SearchEntry.objects.defer("title_words", "text_words").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _rows(search: _Search, found: Sequence[SearchEntry]) -> list[Row]:
    return [
        Row(
            entry.pk,
            highlighted(entry.title, search.wanted, entry.language, search.compounds),
            excerpt(entry.text, search.wanted, entry.language, search.compounds),
            entry.revision,
        )
        for entry in found
    ]


def _counts(search: _Search, best: dict[int, float]) -> dict[str, dict[str, int]]:
    """Return what each value of each facet would give, its own facet's choice left aside."""
    chosen = {name for name, _value in search.question.filters if name in Facet.values}
    counts: dict[str, dict[str, int]] = {name: {} for name in Facet.values}
    _count(counts, set(Facet.values) - chosen, _keys(search, best))
    for name in sorted(chosen):
        _count(counts, {name}, search.matches(but_for=name).values("key"))
    return counts


def _count(counts: dict[str, dict[str, int]], names: set[str], keys: Any) -> None:
    found = EntryFacet.objects.filter(name__in=names, entry__in=keys)
    for row in found.values("name", "value").annotate(count=Count("pk")):
        counts[row["name"]][row["value"]] = row["count"]


def _keys(search: _Search, best: dict[int, float]) -> Any:
    """Return the keys of all that is found: themselves, or a query for them if they are many."""
    return list(best) if len(best) < MOST_ROWS else search.matches().values("key")


def _spelling(search: _Search, found: Collection[SearchEntry]) -> str:
    """Return the question as it was probably meant, in words of results of this reader."""
    text = search.query.text
    for each in search.wanted:
        # The vocabulary may lack a rare word that a result has: then nothing is mistyped.
        if not each.corrections or any(_written(e, (folded(each.typed),)) for e in found):
            continue
        written = (_written(entry, each.corrections) for entry in found)
        if word := next(filter(None, written), ""):
            text = text.replace(each.typed, word, 1)
    return text if text != search.query.text else ""


def _written(entry: SearchEntry, corrections: Sequence[str]) -> str:
    """Return how an entry writes one of some folded words; empty if it has none of them."""
    for text in (entry.title, entry.text[:READ_SIGNS]):
        for token in tokens(text):
            if folded(token.word) in corrections:
                return token.word
    return ""
