"""What the filter of the list offers, and what the organisations are called: one query."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Exists, IntegerField, OuterRef, Value
from django.db.models.functions import Cast, ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.gazetteer import gazetteer
from directory.models import OrganisationPage, Topic
from directory.places.spelling import flat
from news.forms import NamedOrganisation, NamedTown, Offered
from news.models.articles import ArticlePage
from portal.core.visibility import viewer, visible

YES = Value(True, BooleanField())  # noqa: FBT003  # a value in SQL
NONE = Value("", CharField())


@dataclass(frozen=True, slots=True)
class Names:
    """What is offered, and the names of all organisations by their place in the tree.

    Those of hidden organisations too: their articles are still there.
    """

    offered: Offered
    titles: Mapping[str, str]


def names(request: HttpRequest) -> Names:
    """Return organisations by name, topics in their order, years newest first, and all towns."""
    who = viewer(request)
    seen = visible(OrganisationPage.objects.order_by().filter(pk=OuterRef("pk")), who)
    # Rows, not pages: with three hundred organisations, making pages of them takes most time.
    organisations = OrganisationPage.objects.order_by().values_list(
        Value("organisation", CharField()),
        Value(0, IntegerField()),
        Cast("title", CharField()),
        Cast("slug", CharField()),
        Cast("path", CharField()),
        Exists(seen),
    )
    topics = Topic.objects.order_by().values_list(
        Value("topic", CharField()),
        Cast("order", IntegerField()),
        Cast("name", CharField()),
        Cast("code", CharField()),
        NONE,
        YES,
    )
    years = (
        visible(ArticlePage.objects.order_by(), who)
        .values_list(
            Value("year", CharField()),
            Cast(ExtractYear("date"), IntegerField()),
            NONE,
            NONE,
            NONE,
            YES,
        )
        .distinct()
    )
    rows: dict[str, list[tuple[int, str, str, str, bool]]] = defaultdict(list)
    for kind, *row in organisations.union(topics, years, all=True):
        rows[kind].append(tuple(row))
    offered = Offered(
        organisations=[
            NamedOrganisation(slug, title, path)
            for _order, title, slug, path, is_seen in sorted(
                rows["organisation"], key=lambda row: flat(row[1])
            )
            if is_seen
        ],
        topics=[(code, _(name)) for _order, name, code, *_rest in sorted(rows["topic"])],
        towns=[NamedTown(town.ags, town.name) for town in gazetteer().municipalities],
        years=sorted((year for year, *_rest in rows["year"]), reverse=True),
    )
    return Names(
        offered, {path: title for _order, title, _slug, path, _seen in rows["organisation"]}
    )
