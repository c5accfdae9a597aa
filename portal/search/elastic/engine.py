"""Elasticsearch searches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from portal.search.asking.answer import Row, Rows
from portal.search.asking.question import Question
from portal.search.asking.scope import Scope
from portal.search.elastic.analysis import Json
from portal.search.elastic.bodies import found_any, known, page, suggested
from portal.search.elastic.client import ElasticAway, ask, ask_all, deadline
from portal.search.elastic.filters import counts_in, told
from portal.search.elastic.marks import title_and_excerpt
from portal.search.elastic.spelling import candidates, respelled
from portal.search.elastic.state import freshness
from portal.search.elastic.words import Wording, begun, begun_alike, codes_of, may_be_mistaken
from portal.search.language import Query, Term, parse
from portal.search.language.compounds import parts_by
from portal.search.language.folding import folded
from portal.search.words import compound_words

MOST_SPELLINGS = 4
FEW = 4
WHOLE_QUESTION = 3
"""Words from which on a question need not be answered in all of them."""
Answer = Mapping[str, Any]


class ElasticBehind(Exception):
    """Too much has changed that Elasticsearch does not know of yet."""


@dataclass(frozen=True)
class _Asked:
    """A question with all that is needed to ask it, until a point in time."""

    question: Question
    query: Query
    wording: Wording
    audience: Json
    today: date
    until: float

    def page(self, **more: Any) -> Json:
        """Return the request for the page."""
        body = page(self.question, self.query, self.wording, self.audience, self.today)
        return {**body, **more}

    def with_known(self, terms: Sequence[Term], **more: Any) -> tuple[Answer, list[Term]]:
        """Return the page and which of some terms stand nowhere this reader may look."""
        last = self.query.terms[-1] if self.query.terms else None
        tried = [known(term, self.wording, self.audience, is_last=term is last) for term in terms]
        first, *others = ask_all([self.page(**more), *tried], self.until)
        return first, [term for term, each in zip(terms, others, strict=True) if not _total(each)]


def answer(question: Question, query: Query, scope: Scope) -> Rows:
    """Return the rows of a question's page, and counts of everything found.

    One request. A second one if a word stands nowhere this reader may look: then words that are
    nearly the same are found, too. A third one tries other spellings, and does without words
    that are not even similar to any. If few have most of the words, fewer of them suffice.
    Without an answer to a later request, the one before stands. Raises ElasticAway, and
    ElasticBehind.
    """
    asked = _Asked(
        question,
        query,
        Wording(codes_of(scope.language)),
        told(scope, _pending()),
        timezone.localdate(scope.now),
        deadline(),
    )
    found, unknown = asked.with_known([term for term in query.terms if may_be_mistaken(term)])
    rows = _rows(found)
    try:
        if unknown:
            rows, asked = _similar(asked, unknown)
        if needed := _fewer_needed(asked.query, rows.total):
            asked = replace(asked, wording=replace(asked.wording, needed=needed))
            rows = replace(_rows(ask(asked.page(), asked.until)), spelling=rows.spelling)
    except ElasticAway:
        return rows
    return rows


def suggest(text: str, query: Query, scope: Scope, limit: int) -> list[int]:
    """Return entries whose titles have words that begin like a text, best first.

    A second request looks for titles with nearly the same words if there are none. Raises
    ElasticAway, and ElasticBehind.
    """
    until = deadline()
    audience = told(scope, _pending())
    wording = Wording(codes_of(scope.language))
    found = ask(suggested(begun(text, query, wording), audience, limit), until)
    if not found["hits"]["hits"] and any(map(may_be_mistaken, query.terms)):
        found = ask(suggested(begun_alike(text), audience, limit), until)
    return [int(hit["_id"]) for hit in found["hits"]["hits"]]


def _pending() -> Collection[int]:
    state = freshness()
    if not state.is_fresh:
        raise ElasticBehind("too much is pending")
    return state.pending


def _similar(asked: _Asked, unknown: Sequence[Term]) -> tuple[Rows, _Asked]:
    """Return what is found with words like the unknown ones, and how that was asked."""
    apart = {term.word: _apart(term.word) for term in unknown}
    asked = replace(asked, wording=replace(asked.wording, apart=apart))
    found, hopeless = asked.with_known(unknown, suggest=candidates(apart))
    tried = respelled(asked.query.text, found.get("suggest", {}))[:MOST_SPELLINGS]
    less = tuple(term for term in asked.query.terms if term not in hopeless)
    bodies = [_spelled(asked, text) for text in tried]
    if hopeless and (less or asked.query.citations):
        asked = replace(asked, query=replace(asked.query, terms=less))
        bodies.append(asked.page())
    answers = ask_all(bodies, asked.until) if bodies else []
    if len(answers) > len(tried):
        found = answers[-1]
    better = (text for text, each in zip(tried, answers, strict=False) if _total(each))
    return replace(_rows(found), spelling=next(better, "")), asked


def _apart(word: str) -> tuple[str, ...]:
    """Return the listed words that a word is made of, and that are not made of others."""
    compounds = parts_by(compound_words())
    return tuple(part for part in compounds.of(folded(word)) if not compounds.of(part))


def _spelled(asked: _Asked, text: str) -> Json:
    """Return the request that tells whether a spelling has results for this reader.

    The index knows words of texts he may not see, so each spelling is tried as his question.
    """
    return found_any(parse(text), Wording(asked.wording.codes), asked.audience)


def _fewer_needed(query: Query, total: int) -> int | None:
    """Return how many terms suffice when so few things have most of them, or None: it stays.

    Any word is better than nothing; half of a whole question, than a thing or two.
    """
    asked = len(query.terms) + len(query.citations)
    if total >= FEW or (total and asked < WHOLE_QUESTION):
        return None
    needed = asked // 2 if total else 1
    return needed if 0 < needed < query.needed else None


def _rows(answered: Mapping[str, Any]) -> Rows:
    return Rows(
        rows=[_row(hit) for hit in answered["hits"]["hits"]],
        total=_total(answered),
        counts=counts_in(answered["aggregations"]),
    )


def _row(hit: Mapping[str, Any]) -> Row:
    title, excerpt = title_and_excerpt(hit.get("highlight", {}))
    return Row(int(hit["_id"]), title, excerpt, revision=hit["_version"])


def _total(answered: Mapping[str, Any]) -> int:
    total: int = answered["hits"]["total"]["value"]
    return total
