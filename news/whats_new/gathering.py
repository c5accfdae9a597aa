"""Gathering what happened: by kind for the page, as one number for the staff's home."""

from typing import Any

from django.db.models import Count, Value, Window
from django.http import HttpRequest

from news.whats_new import of_agreements, of_news
from news.whats_new.happenings import Group, Source, Span
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, viewer

MOST = 8
"""So many happenings of a kind are named; the rest is counted."""
SOURCES = (*of_news.SOURCES, *of_agreements.SOURCES)


def happened(request: HttpRequest, span: Span) -> list[Group]:
    """Return what happened in a span and may be seen by who asks; one query for each kind."""
    groups = (_group(source, request, span) for source in SOURCES)
    return [group for group in groups if group.total]


def how_much(span: Span, who: Viewer) -> int:
    """Return how many things happened in a span (one query for all kinds)."""
    first, *others = (source.rows(span, who).order_by().values_list(Value(1)) for source in SOURCES)
    number: int = first.union(*others, all=True).count()
    return number


def _group(source: Source, request: HttpRequest, span: Span) -> Group:
    found = source.rows(span, viewer(request)).annotate(total=Window(Count("pk")))
    rows: list[Any] = list(found.order_by("-moment", "-pk")[:MOST])
    return Group(
        heading=str(source.heading),
        items=tuple(source.tell(row, span, request) for row in rows),
        total=rows[0].total if rows else 0,
        more_url=localized_path(source.more_path),
    )
