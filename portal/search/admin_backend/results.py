"""Results that Elasticsearch finds and the database shows: who may see what is decided there."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from modelsearch.backends.base import BaseSearchResults, FilterFieldError

from portal.search.admin_backend.matching import Scores


class Matched:
    """What one search found, asked for once for all slices, counts and facets of it."""

    def __init__(self, ask: Callable[[], Scores | None]) -> None:
        self._ask = ask

    @cached_property
    def scores(self) -> Scores | None:
        """What was found, or None: then the database answers."""
        return self._ask()


class IndexResults(BaseSearchResults):
    """The part of a queryset that Elasticsearch has found.

    Everything the queryset asks for is asked of the database, so that nothing is shown or
    counted that it would not show. `database` is the same search in the database alone.
    """

    supports_facet = True

    def __init__(
        self,
        backend: Any,
        query_compiler: Any,
        prefetch_related: Any = None,
        *,
        database: Any,
        matched: Matched,
    ) -> None:
        super().__init__(backend, query_compiler, prefetch_related=prefetch_related)
        self.database, self.matched = database, matched

    def _clone(self) -> "IndexResults":
        new = type(self)(
            self.backend,
            self.query_compiler,
            prefetch_related=self.prefetch_related,
            database=self.database,
            matched=self.matched,
        )
        new.start, new.stop, new._score_field = self.start, self.stop, self._score_field
        return new

    def _do_search(self) -> Iterable[Any]:
        scores = self.matched.scores
        if scores is None:
            return self._sliced_database()
        rows = self._rows(scores)
        if not self.query_compiler.order_by_relevance and rows.ordered:
            return self._scored(rows[self.start : self.stop], scores)
        keys = set(rows.order_by().values_list("pk", flat=True))
        best = sorted(keys, key=lambda pk: (-scores[pk], -pk))[self.start : self.stop]
        objects = {found.pk: found for found in self._rows({pk: scores[pk] for pk in best})}
        return self._scored((objects[pk] for pk in best if pk in objects), scores)

    def _do_count(self) -> int:
        scores = self.matched.scores
        if scores is None:
            return int(self._sliced_database().count())
        amount = self._rows(scores).order_by().values("pk").distinct().count()
        end = amount if self.stop is None else min(amount, self.stop)
        return max(end - self.start, 0)

    def facet(self, field_name: str) -> Any:
        """Return how many results there are for each value of a field, the most first."""
        scores = self.matched.scores
        if scores is None:
            return self.database.facet(field_name)
        if self.query_compiler._get_filterable_field(field_name) is None:
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}".', field_name=field_name
            )
        counts = self._rows(scores).order_by().values(field_name)
        counts = counts.annotate(count=Count("pk", distinct=True)).order_by("-count")
        return OrderedDict((row[field_name], row["count"]) for row in counts)

    def _rows(self, scores: Scores) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.query_compiler.queryset.filter(pk__in=list(scores))
        return rows.prefetch_related(*self.prefetch_related) if self.prefetch_related else rows

    def _scored(self, found: Iterable[Any], scores: Scores) -> list[Any]:
        objects = list(found)
        if self._score_field:
            for each in objects:
                setattr(each, self._score_field, scores[each.pk])
        return objects

    def _sliced_database(self) -> Any:
        results = self.database
        if self._score_field:
            results = results.annotate_score(self._score_field)
        return results[self.start : self.stop]
