"""Wagtail's door to the search of the admin."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Model
from modelsearch.backends import get_search_backend
from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults
from modelsearch.query import PlainText
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from portal.search.admin_backend.matching import matches
from portal.search.admin_backend.question import harmless, words_of
from portal.search.admin_backend.results import IndexResults, Matched
from portal.search.elastic.client import is_configured
from portal.search.entries.registry import source_of

DATABASE = "database"
"""The backend that keeps an index in the database; it is always up to date."""
WHOLE: tuple[type[Model], ...] = (Page, get_document_model(), get_image_model())
"""What is found whole. Of others, such as contacts, parts are for some readers only: to find
them by such a part would give it away."""


class SearchBackend(BaseSearchBackend):
    """Lets Elasticsearch find what the admin looks for, and the database if it cannot.

    The index is kept by the worker (`portal.search.elastic`), so nothing is written here.
    """

    def search(self, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        """Return the things that have all the words; see `BaseSearchBackend.search`."""
        return self._found("search", query, model_or_queryset, options)

    def autocomplete(self, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        """Return the things whose words begin like those; see `BaseSearchBackend`."""
        return self._found("autocomplete", query, model_or_queryset, options)

    def _found(self, act: str, query: Any, where: Any, options: dict[str, Any]) -> Any:
        """Return the results of the index, or the database's own for what it does not know."""
        text = query.query_string if isinstance(query, PlainText) else query
        if isinstance(text, str):
            if not words_of(text):
                return EmptySearchResults()
            options.setdefault("operator", getattr(query, "operator", None))
            query = text = harmless(text)
        database = getattr(get_search_backend(DATABASE), act)(query, where, **options)
        if not isinstance(text, str) or not _is_for_the_index(database, options):
            return database
        ask = partial(
            matches,
            text,
            source_name(database.model),
            is_typing=act == "autocomplete",
            needs_all=options["operator"] != "or",
        )
        return IndexResults(self, database.query_compiler, database=database, matched=Matched(ask))


def _is_for_the_index(database: Any, options: Mapping[str, Any]) -> bool:
    return (
        is_configured()
        and not isinstance(database, EmptySearchResults)
        and options.get("fields") is None
        and source_name(database.model) != ""
        and not database.query_compiler.queryset.query.is_sliced
    )


def source_name(model: type[Model]) -> str:
    """Return the source that finds a model's objects whole, or nothing."""
    source = source_of(model)
    return source.name if source is not None and source.model in WHOLE else ""
