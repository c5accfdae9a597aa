"""Who is in the network: organisations with their offers and their people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from agreement.coverage.subjects import Subject
from agreement.impact_page.providers import (
    Provider,
    ProviderChange,
    Reach,
    provider_changes,
    providers_in,
    reaches,
)
from agreement.reading import text_of
from directory.models import Membership, Offer, OrganisationPage


@dataclass(frozen=True, eq=False)
class Network:
    """Organisations as two texts and their offices' offers say on a day."""

    before: tuple[Provider, ...]
    after: tuple[Provider, ...]
    offers: tuple[Provider, ...]
    places: tuple[str, ...]

    @cached_property
    def reach_before(self) -> Mapping[str, Reach]:
        """What every organisation provided where."""
        return reaches(self.before, self.offers, self.places)

    @cached_property
    def reach_after(self) -> Mapping[str, Reach]:
        """What every organisation provides where from now on."""
        return reaches(self.after, self.offers, self.places)

    @cached_property
    def provider_changes(self) -> list[ProviderChange]:
        """Where the texts name other providers."""
        return provider_changes(self.before, self.after, self.places)


def network_of(old: Subject, new: Subject, day: date) -> Network:
    """Return the network as two texts see it on a day."""
    return Network(
        before=named_providers(old, day),
        after=named_providers(new, day),
        offers=offers_on(day),
        places=tuple(sorted(new.words.municipalities)),
    )


def named_providers(subject: Subject, day: date) -> tuple[Provider, ...]:
    """Return who provides what by a text, as valid on a day."""
    if subject.period is None:
        sections = [page.structured_fields() for page in subject.working_text.sections()]
    else:
        sections = [section.fields for section in text_of(subject.period.version).sections]
    return providers_in(({one.key: one.value for one in fields} for fields in sections), day)


def offers_on(day: date) -> tuple[Provider, ...]:
    """Return what offices offer on a day, as offered by their organisations (three queries)."""
    organisations = {
        path: str(uuid) for path, uuid in OrganisationPage.objects.values_list("path", "uuid")
    }
    steplen = OrganisationPage.steplen
    offers = Offer.objects.on(day).filter(office__live=True)
    rows = offers.select_related("office", "service").prefetch_related("municipalities")
    found = []
    for offer in rows:
        organisation = organisations.get(offer.office.path[:-steplen])
        if organisation:
            towns = frozenset(town.ags for town in offer.municipalities.all())
            found.append(Provider(organisation, offer.service.code, towns))
    return tuple(found)


def organisation_names() -> dict[str, str]:
    """Return the organisations by UUID, in the order of their names (one query).

    Those in the archive are left out: their names are not for everybody in the network.
    """
    live = OrganisationPage.objects.live().order_by("title")
    rows: Sequence[tuple[object, str]] = live.values_list("uuid", "title")
    return {str(uuid): title for uuid, title in rows}


def people_of_organisations() -> dict[str, set[int]]:
    """Return the keys of the people who have a role today, by organisation (one query).

    Those of the coordination stand under the empty text.
    """
    rows: Any = Membership.objects.giving_rights().values_list("organisation__uuid", "user")
    found: dict[str, set[int]] = defaultdict(set)
    for uuid, user in rows:
        found[str(uuid or "")].add(user)
    return dict(found)
