"""Where what can be found comes from.

A source knows one model: it says what is found of its objects, who may see that, and how it is
shown. Apps above the search register theirs in `AppConfig.ready()`.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Model, Q, QuerySet

from portal.core.visibility import Viewer


@dataclass(frozen=True)
class Entry:
    """What is found of an object, or of one part of it: see `SearchEntry` for the fields.

    `facets` are pairs of a `Facet` and a value; kind and year need not be named.
    """

    object_id: int
    kind: str
    title: str
    part: str = ""
    language: str = "de"
    translated_into: tuple[str, ...] = ()
    draft_title: str = ""
    label: str = ""
    text: str = ""
    date: datetime.date | None = None
    expires_at: datetime.datetime | None = None
    path: str = ""
    version: int | None = None
    facets: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    standing: str = ""
    """What else decides who is told of it; kept in the digest alone, so that a change is sent."""


@dataclass(frozen=True)
class Audience:
    """Who is told of an entry: those with one of `tokens` and with none of `but_not`.

    Never more people than the thing's visibility policy admits; rather fewer.
    """

    tokens: frozenset[str]
    but_not: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """How an object is shown to a reader who may see it."""

    url: str
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """What a model gives to be found. All methods cost the same number of queries for any number.

    `name` is kept in the entries; `model` is the base model whose keys they hold.
    """

    name: str
    model: type[Model]

    def objects(self) -> QuerySet[Any]:
        """Return every object that has entries, for a comparison of everything."""
        ...

    def entries(self, objects: Sequence[Any]) -> Iterable[Entry]:
        """Return what is found of some objects, each possibly in parts."""
        ...

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who is told of some `SearchEntry` rows, by the rows' keys."""
        ...

    def seen(self, who: Viewer) -> Q:
        """Return the condition, on `SearchEntry`, for the entries of this source he may see."""
        ...

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return how things (key and part) are shown; what he may not see is missing."""
        ...


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a source. Raises ValueError if its name is taken."""
    if source.name in _sources:
        raise ValueError(f"There is a source “{source.name}” already")
    _sources[source.name] = source


def all_sources() -> tuple[Source, ...]:
    """Return every source, in the order in which they were registered."""
    return tuple(_sources.values())


def source_of(model: type[Model]) -> Source | None:
    """Return the source of a model or of one of its bases."""
    return next((source for source in all_sources() if issubclass(model, source.model)), None)
