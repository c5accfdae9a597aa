"""The offices to name for a service: those that serve the place, the most local first.

All services are looked up together, by their offers: a query for each of them would make the
pages that name every service the slowest.
"""

from collections.abc import Collection, Mapping

from agreement.reading import InForceRules
from directory.models import Offer, OfficePage, OrganisationPage
from portal.core.visibility import Viewer, visible

Offices = Mapping[str, list[OfficePage]]


def offices_offering(
    services: Collection[str], ags: str | None, rules: InForceRules, who: Viewer
) -> Offices:
    """Return the offices of each service, those that name the municipality first.

    Where the agreement says who provides a service in a municipality, only offices of these
    organisations are named. Without a municipality every office of the district is.
    """
    found: dict[str, dict[OfficePage, bool]] = {service: {} for service in services}
    offers = _offers(services, ags, rules)
    offices = _fetched({office for _service, office, _names in offers}, who)
    for service, pk, names_municipality in offers:
        office = offices.get(pk)
        if office and _is_provider(office, rules.providers(service, ags)):
            found[service][office] = found[service].get(office, False) or names_municipality
    return {service: _most_local_first(ranks) for service, ranks in found.items()}


def _most_local_first(ranks: Mapping[OfficePage, bool]) -> list[OfficePage]:
    return sorted(ranks, key=lambda office: (not ranks[office], office.title))


def _offers(
    services: Collection[str], ags: str | None, rules: InForceRules
) -> list[tuple[str, int, bool]]:
    """Return service, office and whether it names the municipality, for every offer today."""
    offers = Offer.objects.on(rules.on).filter(service__code__in=services)
    if ags is None:
        pairs = offers.values_list("service__code", "office")
        return [(service, office, False) for service, office in pairs]
    here = offers.covering(ags)
    return list(here.values_list("service__code", "office", "names_municipality"))


def _fetched(pks: Collection[int], who: Viewer) -> dict[int, OfficePage]:
    """Return the visible offices by key, with what their cards show and their organisations."""
    offices = visible(OfficePage.objects.for_cards().filter(pk__in=pks), who)
    found = {office.pk: office for office in offices}
    paths = {office.organisation_path for office in found.values()}
    organisations = visible(OrganisationPage.objects.filter(path__in=paths), who)
    by_path = {organisation.path: organisation for organisation in organisations}
    for pk, office in list(found.items()):
        if office.organisation_path in by_path:
            office.organisation = by_path[office.organisation_path]
        else:
            del found[pk]
    return found


def _is_provider(office: OfficePage, providers: Collection[str]) -> bool:
    return not providers or str(office.organisation.uuid) in providers
