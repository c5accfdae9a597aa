"""The offices to name for a service: those that serve the place, the most local first.

Who offers what where is read once a minute and process, for visitors without an account; the
offices that are named are fetched for each answer, so that what was hidden is left out at once.
"""

from collections.abc import Collection, Iterable, Mapping

from agreement.reading import InForceRules
from directory.models import OfficePage, OrganisationPage
from portal.core.visibility import Viewer, visible
from portal.finder.nearness import kilometres
from portal.finder.offers import Offered, offered_on

Offices = Mapping[str, list[OfficePage]]


def offices_offering(
    wanted: Mapping[str, int], ags: str | None, rules: InForceRules, who: Viewer
) -> Offices:
    """Return offices for each service, at most as many as wanted of it, most local first.

    Most local are those that name the municipality, then those nearest to it. Where the
    agreement says who provides a service in a municipality, only offices of these organisations
    are named. Without a municipality every office of the district may be.
    """
    offered = offered_on(rules.on, who)
    named = {
        service: _first(offered.get(service, ()), ags, rules.providers(service, ags), most)
        for service, most in wanted.items()
    }
    offices = _fetched({pk for pks in named.values() for pk in pks}, who)
    return {service: [offices[pk] for pk in pks if pk in offices] for service, pks in named.items()}


def _first(
    offered: Iterable[Offered], ags: str | None, providers: Collection[str], most: int
) -> list[int]:
    """Return the keys of the first offices for a service, each once."""
    covering = [
        one
        for one in offered
        if one.covers(ags) and (not providers or one.organisation in providers)
    ]
    if ags is not None:
        covering.sort(key=lambda one: _rank(one, ags))
    return list(dict.fromkeys(one.office for one in covering))[:most]


def _rank(one: Offered, ags: str) -> tuple[bool, float]:
    """What comes first; those alike stay in the order of their titles."""
    return ags not in one.municipalities, kilometres(one.postal_code, ags)


def _fetched(pks: Collection[int], who: Viewer) -> dict[int, OfficePage]:
    """Return offices by key, with what their cards show and with their organisations."""
    offices = visible(OfficePage.objects.for_cards_of_a_service(), who).in_bulk(pks)
    paths = {office.organisation_path for office in offices.values()}
    organisations = visible(OrganisationPage.objects.filter(path__in=paths), who)
    by_path = {organisation.path: organisation for organisation in organisations}
    shown = {}
    for pk, office in offices.items():
        if office.organisation_path in by_path:
            office.organisation = by_path[office.organisation_path]
            shown[pk] = office
    return shown
