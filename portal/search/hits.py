"""Searching pages and clauses in force, by the one visibility policy."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from agreement.models import VersionClause
from agreement.reading import clause_url
from portal.core.visibility import Viewer, visible

LIMIT = 50
"""Hits of a kind at most: whoever gets more has to ask more exactly."""


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    url: str
    kind: str
    excerpt: str


def search_clauses(query: str, who: Viewer, on: date) -> list[Hit]:
    """Return the clauses in force on a day that match, best first."""
    clauses = _searchable(VersionClause.objects.in_force_on(on), who)
    return [
        Hit(
            title=f"{clause.number} {clause.heading}",
            url=clause_url(str(clause.clause_id)),
            kind=_("Klausel der Vereinbarung"),
            excerpt=Truncator(clause.plain or clause.text).words(30),
        )
        for clause in _best(clauses, query)
    ]


def search_pages(query: str, who: Viewer) -> list[Hit]:
    """Return the pages that match and that the viewer may see, best first."""
    pages = _searchable(Page.objects.filter(depth__gt=1), who)
    return [
        Hit(
            title=page.title,
            url=page.get_url() or "",
            kind=str(page.specific_class._meta.verbose_name),
            excerpt=page.search_description,
        )
        for page in _best(pages, query)
    ]


def _searchable(queryset: Any, who: Viewer) -> Any:
    """Return what the viewer may see as a queryset that the search backend accepts.

    The backend refuses filters on fields it does not index; the policy stays one subquery.
    """
    keys = visible(queryset, who).values("pk")
    return queryset.model.objects.filter(pk__in=keys)


def _best(queryset: Any, query: str) -> list[Any]:
    """Return whole words first, then titles that begin like the words; nothing twice."""
    found = list(queryset.search(query, operator="and")[:LIMIT])
    seen = {obj.pk for obj in found}
    begun = queryset.autocomplete(query, operator="and")[:LIMIT]
    return [*found, *(obj for obj in begun if obj.pk not in seen)][:LIMIT]
