"""Answering a question."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from agreement.models import AgreementVersion
from portal.core.visibility import Viewer
from portal.search.asking.answer import Found, Rows
from portal.search.asking.engines import Answered, Searching, answered
from portal.search.asking.facets import choices_of
from portal.search.asking.loading import hits_of
from portal.search.asking.question import LAST_PAGE, PAGE_LENGTH, Question
from portal.search.asking.scope import Scope
from portal.search.language import Query, parse, with_synonyms
from portal.search.words import synonym_groups


def find(question: Question, who: Viewer, now: datetime | None = None) -> Found:
    """Return what answers a question, for somebody who may see it.

    Whatever is asked gets an answer: nothing to look for finds nothing, and behind the last
    page stands the last page. A hit that the database does not show to this reader is dropped
    and not counted.
    """
    query = with_synonyms(parse(question.text), synonym_groups())
    if query.is_empty:
        return Found([], 0)
    scope = scope_of(who, question.language, now or timezone.now(), past=question.past)
    asked = replace(question, page=min(max(question.page, 1), LAST_PAGE))
    answer = answered(lambda engine: _reached(engine, asked, query, scope))
    return _found(answer, question, scope)


def scope_of(who: Viewer, language: str, now: datetime, *, past: bool = False) -> Scope:
    """Return for whom and when is asked (one query for the versions in force, unless `past`)."""
    day = timezone.localdate(now)
    versions = None
    if not past:
        in_force = AgreementVersion.objects.in_force_on(day)
        versions = frozenset(in_force.values_list("pk", flat=True))
    return Scope(who, language, now, versions)


def _reached(engine: Searching, question: Question, query: Query, scope: Scope) -> Rows:
    """Return the page that was asked for, or the last one there is."""
    rows = engine.answer(question, query, scope)
    last = -(-rows.total // PAGE_LENGTH)
    if not rows.rows and 0 < last < question.page:
        rows = engine.answer(replace(question, page=last), query, scope)
    return rows


def _found(answer: Answered[Rows], question: Question, scope: Scope) -> Found:
    rows = answer.result
    hits = hits_of(rows.rows, scope.who)
    return Found(
        hits=hits,
        total=max(rows.total - (len(rows.rows) - len(hits)), len(hits)),
        choices=choices_of(rows.counts, question, scope.who),
        spelling=rows.spelling,
        engine=answer.engine,
        fell_back=answer.fell_back,
    )
