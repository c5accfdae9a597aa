"""The offices to name for a service: those that serve the place, the most local first.

All services are looked up together, by their offers: a query for each of them would make the
pages that name every service the slowest.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Value

from agreement.reading import InForceRules
from directory.models import Offer, OfficePage, OrganisationPage
from portal.core.visibility import Viewer, visible

Offices = Mapping[str, list[OfficePage]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An office that offers a service for the place; local if it names the municipality."""

    service: str
    office: int
    title: str
    organisation_path: str
    is_local: bool


def offices_offering(
    wanted: Mapping[str, int], ags: str | None, rules: InForceRules, who: Viewer
) -> Offices:
    """Return offices for each service, at most as many as wanted of it, most local first.

    Where the agreement says who provides a service in a municipality, only offices of these
    organisations are named. Without a municipality every office of the district may be.
    """
    candidates = _candidates(wanted, ags, rules, who)
    paths = {one.organisation_path for one in candidates}
    organisations = visible(OrganisationPage.objects.filter(path__in=paths), who)
    by_path = {organisation.path: organisation for organisation in organisations}
    named = {
        service: _first(service, most, candidates, _of_providers(service, ags, rules, by_path))
        for service, most in wanted.items()
    }
    offices = _fetched({pk for pks in named.values() for pk in pks}, by_path)
    return {service: [offices[pk] for pk in pks] for service, pks in named.items()}


def _candidates(
    services: Collection[str], ags: str | None, rules: InForceRules, who: Viewer
) -> list[_Candidate]:
    """Return every visible office for each of its offers that hold today, most local first."""
    offers = Offer.objects.on(rules.on).filter(
        service__code__in=services, office__in=visible(OfficePage.objects.order_by(), who)
    )
    facts = ["service__code", "office", "office__title", "office__path"]
    if ags is None:
        offers = offers.annotate(names_municipality=Value(value=False))
    else:
        offers = offers.covering(ags)
    found = [
        _Candidate(service, office, title, path[: -OfficePage.steplen], is_local)
        for service, office, title, path, is_local in offers.values_list(
            *facts, "names_municipality"
        )
    ]
    return sorted(found, key=lambda one: (not one.is_local, one.title, one.office))


def _of_providers(
    service: str, ags: str | None, rules: InForceRules, by_path: Mapping[str, OrganisationPage]
) -> set[str]:
    """Return the tree paths of the organisations that may be named for a service."""
    providers = rules.providers(service, ags)
    return {path for path, one in by_path.items() if not providers or str(one.uuid) in providers}


def _first(
    service: str, most: int, candidates: Iterable[_Candidate], paths: Collection[str]
) -> list[int]:
    """Return the keys of the first offices for a service, each once."""
    keys = (
        one.office
        for one in candidates
        if one.service == service and one.organisation_path in paths
    )
    return list(dict.fromkeys(keys))[:most]


def _fetched(
    pks: Collection[int], by_path: Mapping[str, OrganisationPage]
) -> dict[int, OfficePage]:
    """Return offices by key, with what their cards show and with their organisations."""
    offices: dict[int, OfficePage] = OfficePage.objects.for_cards().in_bulk(pks)
    for office in offices.values():
        office.organisation = by_path[office.organisation_path]
    return offices
