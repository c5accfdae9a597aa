"""What a reader may be told of: the condition on entries that both a search and its counts obey."""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from portal.search.asking.question import Question
from portal.search.asking.scope import Scope
from portal.search.entries.registry import all_sources
from portal.search.kinds import Kind
from portal.search.models import EntryFacet, SearchEntry

ORIGINAL = "de"


def told(scope: Scope) -> QuerySet[SearchEntry]:
    """Return the entries a reader may be told of: in his language, and in German without another.

    Those of what is there and in force; pictures are found in the admin only.
    """
    return _in_language(told_in_all_languages(scope), scope.language)


def told_in_all_languages(scope: Scope) -> QuerySet[SearchEntry]:
    """Return the entries a reader may be told of, whatever language they are in."""
    entries = SearchEntry.objects.there().exclude(kind=Kind.IMAGE)
    found = entries.filter(_seen(scope), Q(expires_at=None) | Q(expires_at__gt=scope.now))
    if scope.versions is not None:
        found = found.filter(Q(version=None) | Q(version__in=scope.versions))
    return found


def narrowed(
    entries: QuerySet[SearchEntry], question: Question, *, but_for: str = ""
) -> QuerySet[SearchEntry]:
    """Return the entries that the chosen facets leave, all facets but one."""
    for name in sorted({name for name, _value in question.filters} - {but_for}):
        values = EntryFacet.objects.filter(
            entry=OuterRef("pk"), name=name, value__in=question.values_of(name)
        )
        entries = entries.filter(Exists(values))
    return entries


def _seen(scope: Scope) -> Q:
    seen = (Q(source=source.name) & source.seen(scope.who) for source in all_sources())
    return reduce(or_, seen, Q(pk__in=[]))


def _in_language(entries: QuerySet[SearchEntry], language: str) -> QuerySet[SearchEntry]:
    if language == ORIGINAL:
        return entries.filter(language=ORIGINAL)
    listed = entries.annotate(elsewhere=Cast("translated_into", TextField()))
    is_only_german = Q(language=ORIGINAL) & ~Q(elsewhere__contains=f'"{language}"')
    return listed.filter(Q(language=language) | is_only_german)
