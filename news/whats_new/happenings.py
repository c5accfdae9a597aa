"""What a happening is, and how a source of them names its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from portal.core.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Span:
    """From when (exclusive) until when (inclusive)."""

    since: datetime
    until: datetime

    def holds(self, field: str) -> Q:
        """Return the condition that a moment lies within."""
        return Q(**{f"{field}__gt": self.since, f"{field}__lte": self.until})


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, what, and where to read it."""

    at: datetime
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What happened of one kind, the newest first; `total` counts all of it."""

    heading: str
    items: tuple[Happening, ...]
    total: int
    more_url: str

    @property
    def rest(self) -> int:
        """How many are not named."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of happenings."""

    heading: Any
    more_path: str
    """Where all of the kind stand, whether new or not."""
    rows: Callable[[Span, Viewer], QuerySet[Any]]
    """Returns what happened in a span and may be seen, with its moment as `moment`."""
    tell: Callable[[Any, Span, HttpRequest], Happening]
    """Makes a happening of a row, without a query."""
