"""The offices to name for a service: those that serve the place, the most local first."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet, Value

from agreement.reading import InForceRules
from directory.models import OfficePage, OrganisationPage
from portal.core.visibility import Viewer, visible

Offices = Mapping[str, list[OfficePage]]


def offices_offering(
    services: Collection[str], ags: str | None, rules: InForceRules, who: Viewer
) -> Offices:
    """Return the offices of each service, in the same few queries for any number of them.

    Where the agreement says who provides a service in a municipality, only offices of these
    organisations are named. Without a municipality every office of the district is.
    """
    ranked = _ranked(services, ags, rules, who)
    known = _fetched({pk for pks in ranked.values() for pk in pks}, who)
    found = {}
    for service, pks in ranked.items():
        providers = rules.providers(service, ags)
        offices = [known[pk] for pk in pks if pk in known]
        found[service] = [one for one in offices if _is_provider(one, providers)]
    return found


def _fetched(pks: Collection[int], who: Viewer) -> dict[int, OfficePage]:
    """Return offices by key with what their cards show, and with their organisations."""
    offices: dict[int, OfficePage] = OfficePage.objects.for_cards().in_bulk(pks)
    paths = {office.organisation_path for office in offices.values()}
    organisations = visible(OrganisationPage.objects.filter(path__in=paths), who)
    by_path = {organisation.path: organisation for organisation in organisations}
    for pk, office in list(offices.items()):
        if office.organisation_path in by_path:
            office.organisation = by_path[office.organisation_path]
        else:
            del offices[pk]
    return offices


def _is_provider(office: OfficePage, providers: Collection[str]) -> bool:
    return not providers or str(office.organisation.uuid) in providers


def _ranked(
    services: Collection[str], ags: str | None, rules: InForceRules, who: Viewer
) -> dict[str, list[int]]:
    """Return the keys of the offices of each service, most local first (one query)."""
    if not services:
        return {}
    ranked: dict[str, list[int]] = {service: [] for service in services}
    first, *others = [_of_service(service, ags, rules, who) for service in services]
    rows = first.union(*others, all=True) if others else first
    for service, pk, _names, _title in rows.order_by("-names_municipality", "title"):
        ranked[service].append(pk)
    return ranked


def _of_service(service: str, ags: str | None, rules: InForceRules, who: Viewer) -> QuerySet[Any]:
    offices = visible(OfficePage.objects.offering(service, ags, rules.on), who).order_by()
    if ags is None:
        offices = offices.annotate(names_municipality=Value(value=False))
    offices = offices.annotate(service_code=Value(service))
    return offices.values_list("service_code", "pk", "names_municipality", "title")
