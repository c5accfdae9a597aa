"""What is asked of the lists, and which services, locations and organizations answer it.

Lists are chosen from short rows – two queries, however many offices – and only what stands on
the page is then looked at closely.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from directory.models import Offer, OfficePage
from directory.office_places import place_of
from directory.open_data.example import example_note
from directory.open_data.facts import PublicOffice, PublicOrganisation, PublicService
from directory.open_data.gathering import public_offices, public_organisations
from directory.open_data.hsds.ids import service_at_location_id, service_id, taxonomy_id, term_id
from directory.open_data.hsds.providing import Provided
from directory.open_data.hsds.terms import KINDS, SERVICES
from directory.places.spelling import flat
from portal.core.trees import below
from portal.core.visibility import Viewer, visible

Absolute = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed by; None and empty narrow nothing."""

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    postcode: str = ""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Row:
    """An office with one service it offers, as short as a list can have it."""

    organisation: PublicOrganisation
    office_path: str
    office: UUID
    service_code: str
    order: int
    text: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Directory:
    """The public directory of today, for one answer."""

    organisations: dict[str, PublicOrganisation]
    absolute: Absolute
    today: date
    note: str

    def rows(self, wanted: Wanted = EVERYTHING) -> list[Row]:
        """Return the offices with their services, in the order of organisations and services."""
        rows = list(_rows(self.organisations, self.today, wanted.postcode))
        kept = [row for row in rows if _is_wanted(row, wanted)]
        return sorted(kept, key=lambda row: (row.organisation.name, row.order, row.office_path))

    def organisations_wanted(self, wanted: Wanted) -> list[PublicOrganisation]:
        """Return the organisations that a list asks for, by name."""
        found = [
            one
            for one in self.organisations.values()
            if says(f"{one.name} {one.short_name} {one.about}", wanted.search)
            and wanted.taxonomy_id in {None, taxonomy_id(KINDS)}
            and wanted.taxonomy_term_id in {None, term_id(KINDS, one.kind)}
        ]
        return sorted(found, key=lambda one: one.name)

    def provided(self, rows: Iterable[Row]) -> list[Provided]:
        """Return the services of rows, each with all offices that offer it there (in order)."""
        chosen = dict.fromkeys((row.organisation.uuid, row.service_code) for row in rows)
        offices = self.offices_of({organisation for organisation, _code in chosen})
        by_key = {
            (one.organisation.uuid, one.service.code): one for one in self.services_of(offices)
        }
        return [by_key[key] for key in chosen if key in by_key]

    def offices_of(self, organisations: set[UUID]) -> list[PublicOffice]:
        """Return the offices of some organisations with all their facts."""
        paths = [path for path, one in self.organisations.items() if one.uuid in organisations]
        pages = OfficePage.objects.filter(below(paths)).order_by("path")
        return public_offices(pages, self.organisations, self.absolute)

    def services_of(self, offices: Iterable[PublicOffice]) -> Iterable[Provided]:
        """Return every service of every organisation, as these offices offer it."""
        found: dict[tuple[UUID, str], tuple[PublicService, list[PublicOffice]]] = {}
        for office in offices:
            for service in dict.fromkeys(offer.service for offer in office.offers):
                key = (office.organisation.uuid, service.code)
                found.setdefault(key, (service, []))[1].append(office)
        for service, there in found.values():
            yield Provided(there[0].organisation, service, tuple(there), self.today, self.note)


def directory_of_today(absolute: Absolute) -> Directory:
    """Return the public directory, with its organisations read (three queries)."""
    return Directory(public_organisations(absolute), absolute, timezone.localdate(), example_note())


def first_of_services(rows: Iterable[Row]) -> list[Row]:
    """Return the first row of each service, in order."""
    found: dict[UUID, Row] = {}
    for row in rows:
        found.setdefault(id_of_service(row), row)
    return list(found.values())


def id_of_service(row: Row) -> UUID:
    """Return the id of the service that a row belongs to."""
    return service_id(row.organisation.uuid, row.service_code)


def id_at_location(row: Row) -> UUID:
    """Return the id of the service at its office."""
    return service_at_location_id(row.office, row.service_code)


def _rows(
    organisations: dict[str, PublicOrganisation], today: date, postcode: str
) -> Iterable[Row]:
    offers = Offer.objects.on(today)
    if postcode:
        place = place_of(postcode)
        offers = offers.covering(place.ags) if place else offers.none()
    seen = visible(OfficePage.objects.all(), Viewer())
    found: Iterable[dict[str, Any]] = (
        offers.filter(office__in=seen)
        .order_by("service__order", "office__path")
        .values(
            *("office__path", "office__uuid", "office__title", "office__town"),
            *("office__last_published_at", "service__order"),
            *("service__code", "service__name", "service__short_name"),
        )
    )
    known: set[tuple[str, str]] = set()
    for one in found:
        path, code = one["office__path"], one["service__code"]
        organisation = organisations.get(path[: -OfficePage.steplen])
        if organisation is None or (path, code) in known:
            continue
        known.add((path, code))
        names = (organisation.name, organisation.short_name, one["office__title"])
        what = (one["office__town"], one["service__name"], one["service__short_name"])
        moments = (organisation.changed_at, one["office__last_published_at"])
        yield Row(
            organisation=organisation,
            office_path=path,
            office=one["office__uuid"],
            service_code=code,
            order=one["service__order"],
            text=" ".join((*names, *what)),
            changed_at=max(filter(None, moments), default=None),
        )


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    after = wanted.modified_after
    return (
        wanted.organization_id in {None, row.organisation.uuid}
        and wanted.taxonomy_id in {None, taxonomy_id(SERVICES)}
        and wanted.taxonomy_term_id in {None, term_id(SERVICES, row.service_code)}
        # What nobody knows the date of may have changed.
        and (after is None or row.changed_at is None or row.changed_at >= after)
        and says(row.text, wanted.search)
    )


def says(text: str, search: str) -> bool:
    """Return whether a text has every word that is searched for, umlauts or not."""
    flattened = flat(text)
    return all(word in flattened for word in flat(search).split())
