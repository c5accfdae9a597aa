"""Offices in lists: by organisation, with the filters a reader has chosen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from directory.forms.filters import OfficeFilterForm
from directory.map import DistrictMap
from directory.models.offices import OfficePage
from directory.office_places import map_of_offices
from directory.opening_hours import BERLIN
from directory.phone import phone_uri
from directory.presentation.breadcrumbs import breadcrumbs
from directory.presentation.office import OfficeCard, office_card
from directory.querysets import OfficeQuerySet, for_cards
from portal.core.paging import page_of
from portal.core.visibility import viewer, visible

if TYPE_CHECKING:
    from directory.models.organisations import OrganisationPage, PartnerIndexPage


ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """An organisation in the list, with those of its offices that match."""

    name: str
    url: str
    kind: str
    offices: list[OfficeCard]


def index_context(
    index: "PartnerIndexPage", organisations: QuerySet["OrganisationPage"], request: HttpRequest
) -> dict[str, Any]:
    """Return the filters, and the organisations with the offices that match.

    Page by page. Filters that name something impossible are said to do so, and nothing is
    filtered. Without a filter, organisations that have no office are listed, too.
    """
    form = OfficeFilterForm(request.GET)
    chosen, now, who = form.chosen, timezone.now(), viewer(request)
    offices = _by_organisation(visible(_matching(chosen, now).descendant_of(index), who))
    listed = [
        organisation
        for organisation in visible(organisations, who).order_by("title")
        if organisation.path in offices or not chosen
    ]
    page, problems = page_of(listed, ON_A_PAGE, request)
    # Only the offices of this page are looked at closely: hours and languages cost most.
    on_page = [office for one in page for office in offices.get(one.path, [])]
    prefetch_related_objects(on_page, *for_cards())
    return {
        "form": form,
        "problems": problems,
        "page_obj": page,
        "organisations": [
            _listed(organisation, offices.get(organisation.path, []), now, request)
            for organisation in page
        ],
        "office_count": sum(len(offices.get(one.path, [])) for one in listed),
        "map": _map(listed, offices, chosen),
        "breadcrumbs": breadcrumbs(index, request),
    }


def _map(
    listed: list["OrganisationPage"], offices: dict[str, list[OfficePage]], chosen: dict[str, str]
) -> DistrictMap:
    """Return the map of all offices listed; its links keep the other filters."""
    kept = {name: value for name, value in chosen.items() if name != "gemeinde"}
    filter_url = f"?{urlencode({**kept, 'gemeinde': ''})}"
    codes = [office.postal_code for one in listed for office in offices.get(one.path, [])]
    return map_of_offices(codes, chosen.get("gemeinde", ""), filter_url)


def _by_organisation(offices: Iterable[OfficePage]) -> dict[str, list[OfficePage]]:
    """Return offices by the place of their organisation in the tree."""
    found: dict[str, list[OfficePage]] = defaultdict(list)
    for office in offices:
        found[office.organisation_path].append(office)
    return dict(found)


def _matching(chosen: dict[str, str], now: datetime) -> OfficeQuerySet:
    offices = OfficePage.objects.order_by("title")
    service, municipality = chosen.get("dienst"), chosen.get("gemeinde")
    if service or municipality:
        offices = offices.offering(service, municipality, now.astimezone(BERLIN).date())
    return offices.speaking(chosen["sprache"]) if "sprache" in chosen else offices


def _listed(
    organisation: "OrganisationPage", offices: list[OfficePage], now: datetime, request: HttpRequest
) -> ListedOrganisation:
    for office in offices:
        office.organisation = organisation
    return ListedOrganisation(
        name=organisation.title,
        url=organisation.get_url(request) or "",
        kind=organisation.get_kind_display(),
        offices=[office_card(office, now, request) for office in offices],
    )


def organisation_context(organisation: "OrganisationPage", request: HttpRequest) -> dict[str, Any]:
    """Return the offices of an organisation, and how to reach it."""
    now = timezone.now()
    children = OfficePage.objects.child_of(organisation).order_by("title")
    offices = visible(children, viewer(request))
    cards = []
    for office in offices.prefetch_related(*for_cards()):
        office.organisation = organisation
        cards.append(office_card(office, now, request))
    return {
        "offices": cards,
        "phone_uri": phone_uri(organisation.phone),
        "breadcrumbs": breadcrumbs(organisation, request),
    }
