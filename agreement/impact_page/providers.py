"""Who provides which service where, and whom a change touches. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreement.responsibility.impact import Change

Reach = Mapping[str, frozenset[str]]
"""The services an organisation provides, each with its municipalities."""


@dataclass(frozen=True)
class Provider:
    """An organisation (UUID) that provides a service: there, or (empty) in all other places."""

    organisation: str
    service: str
    municipalities: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ProviderChange:
    """A service that other organisations (UUIDs, sorted) provide than before, in these places."""

    service: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    municipalities: frozenset[str]


@dataclass(frozen=True)
class Touch:
    """What a change means for one organisation: the services by which it gains or loses cases."""

    change: Change
    gaining: tuple[str, ...]
    losing: tuple[str, ...]


def providers_in(sections: Iterable[Mapping[str, Any]], day: date) -> tuple[Provider, ...]:
    """Return who provides what by the fields of a text's sections, as valid on a day."""
    on = day.isoformat()
    return tuple(
        Provider(row["organisation"], fields["service"], frozenset(row["municipalities"]))
        for fields in sections
        if fields.get("service")
        for row in fields.get("providers") or ()
        if (row["valid_from"] or on) <= on <= (row["valid_until"] or on)
    )


def providing(providers: Iterable[Provider], service: str, municipality: str) -> frozenset[str]:
    """Return who provides a service in a place by the text.

    Whoever names the place goes before whoever provides it in all others.
    """
    rows = [row for row in providers if row.service == service]
    named = [row for row in rows if municipality in row.municipalities]
    others = [row for row in rows if not row.municipalities]
    return frozenset(row.organisation for row in (named or others))


def reaches(
    named: Sequence[Provider], offers: Iterable[Provider], places: Sequence[str]
) -> dict[str, Reach]:
    """Return what every organisation provides where: by the text, and by offers of its offices.

    An offer without places is for the whole district.
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for service in {row.service for row in named}:
        for place in places:
            for organisation in providing(named, service, place):
                found[organisation][service].add(place)
    for offer in offers:
        found[offer.organisation][offer.service].update(offer.municipalities or places)
    return {
        organisation: {service: frozenset(towns) for service, towns in services.items()}
        for organisation, services in found.items()
    }


def touches(changes: Iterable[Change], before: Reach, after: Reach) -> list[Touch]:
    """Return the changes by which an organisation with this reach gains or loses cases."""
    found = (
        Touch(
            change=change,
            gaining=_served(change.gaining, after, change),
            losing=_served(change.losing, before, change),
        )
        for change in changes
    )
    return [touch for touch in found if touch.gaining or touch.losing]


def _served(services: Iterable[str], reach: Reach, change: Change) -> tuple[str, ...]:
    meant = change.when.municipalities
    return tuple(
        service
        for service in services
        if (places := reach.get(service)) and (not meant or meant & places)
    )


def provider_changes(
    before: Sequence[Provider], after: Sequence[Provider], places: Iterable[str]
) -> list[ProviderChange]:
    """Return where the texts name other providers of a service, places alike together."""
    together: dict[tuple[str, tuple[str, ...], tuple[str, ...]], set[str]] = defaultdict(set)
    services = sorted({row.service for row in (*before, *after)})
    for service in services:
        for place in places:
            old, new = (tuple(sorted(providing(rows, service, place))) for rows in (before, after))
            if old != new:
                together[service, old, new].add(place)
    return [
        ProviderChange(service, old, new, frozenset(towns))
        for (service, old, new), towns in sorted(together.items())
    ]
