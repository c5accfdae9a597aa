"""Offices in lists: by organisation, with the filters a reader has chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from directory.forms.filters import OfficeFilterForm
from directory.models.offices import OfficePage
from directory.opening_hours import BERLIN
from directory.phone import phone_uri
from directory.presentation.breadcrumbs import breadcrumbs
from directory.presentation.office import OfficeCard, office_card
from directory.querysets import OfficeQuerySet, for_cards
from portal.core.visibility import viewer, visible

if TYPE_CHECKING:
    from directory.models.organisations import OrganisationPage, PartnerIndexPage


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

    Filters that name something impossible are said to do so, and nothing is filtered. Without a
    filter, organisations that have no office are listed, too.
    """
    form = OfficeFilterForm(request.GET)
    chosen, now, who = form.chosen, timezone.now(), viewer(request)
    offices = visible(_matching(chosen, now).descendant_of(index), who)
    listed = _listed(
        visible(organisations, who).order_by("title"),
        offices.prefetch_related(*for_cards()),
        now,
        request,
    )
    shown = [organisation for organisation in listed if organisation.offices or not chosen]
    return {
        "form": form,
        "is_filtered": bool(chosen),
        "organisations": shown,
        "office_count": sum(len(organisation.offices) for organisation in shown),
        "breadcrumbs": breadcrumbs(index, request),
    }


def _matching(chosen: dict[str, str], now: datetime) -> OfficeQuerySet:
    offices = OfficePage.objects.order_by("title")
    service, municipality = chosen.get("dienst"), chosen.get("gemeinde")
    if service or municipality:
        offices = offices.offering(service, municipality, now.astimezone(BERLIN).date())
    return offices.speaking(chosen["sprache"]) if "sprache" in chosen else offices


def _listed(
    organisations: Iterable["OrganisationPage"],
    offices: Iterable[OfficePage],
    now: datetime,
    request: HttpRequest,
) -> list[ListedOrganisation]:
    by_path = {organisation.path: organisation for organisation in organisations}
    cards: dict[str, list[OfficeCard]] = {path: [] for path in by_path}
    for office in offices:
        path = office.organisation_path
        if path in by_path:
            office.organisation = by_path[path]
            cards[path].append(office_card(office, now, request))
    return [
        ListedOrganisation(
            name=organisation.title,
            url=organisation.get_url(request) or "",
            kind=organisation.get_kind_display(),
            offices=cards[path],
        )
        for path, organisation in by_path.items()
    ]


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
