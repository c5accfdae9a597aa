"""Searching pages and clauses in force, by the one visibility policy."""

from collections.abc import Iterable
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
    clauses = visible(VersionClause.objects.in_force_on(on), who)
    return [
        Hit(
            title=f"{clause.number} {clause.heading}",
            url=clause_url(str(clause.clause_id)),
            kind=_("Klausel der Vereinbarung"),
            excerpt=Truncator(clause.plain or clause.text).words(30),
        )
        for clause in clauses.search(query, operator="and")[:LIMIT]
    ]


def search_pages(query: str, who: Viewer) -> list[Hit]:
    """Return the pages that match and that the viewer may see, best first."""
    pages = visible(Page.objects.filter(depth__gt=1), who).defer_streamfields()
    found: Iterable[Any] = pages.search(query, operator="and")[:LIMIT]
    return [
        Hit(
            title=page.title,
            url=page.get_url() or "",
            kind=str(page.specific_class._meta.verbose_name),
            excerpt=page.search_description,
        )
        for page in found
    ]
