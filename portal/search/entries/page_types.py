"""What is found of a page, by its type.

Every page is found by its title and by the fields that its class calls searchable. An app that
knows more about its pages says so here, in `AppConfig.ready()`.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from modelsearch.index import SearchField
from wagtail.models import Page

from portal.search.kinds import Kind


@dataclass(frozen=True)
class Facts:
    """What a type adds: see `Entry` for the fields."""

    label: str = ""
    text: str = ""
    date: datetime.date | None = None
    facets: frozenset[tuple[str, str]] = field(default_factory=frozenset)


Gatherer = Callable[[Sequence[Any]], Mapping[int, Facts]]
"""Returns the facts of pages of one type by their keys, with the same queries for any number."""


@dataclass(frozen=True)
class PageType:
    """How pages of a type are found."""

    kind: str
    gather: Gatherer


_types: dict[type[Page], PageType] = {}


def register_page_type(model: type[Page], kind: str, gather: Gatherer | None = None) -> None:
    """Say how pages of a type and of those derived from it are found.

    Raises ValueError if that was said already.
    """
    if model in _types:
        raise ValueError(f"{model._meta.label} is registered already")
    _types[model] = PageType(kind, gather or plain_facts)


def page_type(model: type[Page]) -> PageType:
    """Return how pages of a type are found."""
    found = (_types[base] for base in model.__mro__ if base in _types)
    return next(found, PageType(Kind.PAGE, plain_facts))


def plain_facts(pages: Sequence[Any]) -> dict[int, Facts]:
    """Return what pages say in their searchable fields (no query)."""
    return {page.pk: Facts(text=searchable_text(page)) for page in pages}


def searchable_text(page: Any) -> str:
    """Return the words of a page's searchable fields, without its title."""
    fields = (
        field
        for field in page.get_search_fields()
        if isinstance(field, SearchField) and field.field_name != "title"
    )
    return "\n".join(filter(None, [page.search_description, *map(_words(page), fields)]))


def _words(page: Any) -> Callable[[SearchField], str]:
    def words(searched: SearchField) -> str:
        value = searched.get_value(page)
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")

    return words
