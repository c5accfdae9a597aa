"""A kind of advice at an organisation: a service, with the offices that offer it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from directory.open_data.example import marked
from directory.open_data.facts import (
    PublicChannel,
    PublicOffice,
    PublicOrganisation,
    PublicService,
    PublicTown,
)
from directory.open_data.hsds.base import Attribute, Phone, Status
from directory.open_data.hsds.ids import made_of, service_at_location_id, service_id
from directory.open_data.hsds.locations import contact, location, location_facts
from directory.open_data.hsds.organisations import organization_facts
from directory.open_data.hsds.places import Contact, Schedule, ServiceArea
from directory.open_data.hsds.schedules import weekly
from directory.open_data.hsds.services import (
    FullServiceAtLocation,
    PartOfOrganization,
    Service,
    ServiceAtLocation,
    ServiceAtLocationListItem,
    ServiceFacts,
    ServiceListItem,
)
from directory.open_data.hsds.terms import attribute, service_term, town_term
from directory.presentation.reach import interpreters_in_words

DISTRICT = "Landkreis Karlsruhe"


@dataclass(frozen=True, slots=True)
class Provided:
    """A kind of advice at an organisation, and those of its offices that offer it today."""

    organisation: PublicOrganisation
    service: PublicService
    offices: tuple[PublicOffice, ...]
    today: date
    note: str
    """Marks invented content; empty for real content."""

    @property
    def id(self) -> UUID:
        """The identifier of the service."""
        return service_id(self.organisation.uuid, self.service.code)

    @property
    def changed_at(self) -> datetime | None:
        """When the last of all pages behind it was published."""
        moments = [self.organisation.changed_at, *(one.changed_at for one in self.offices)]
        return max(filter(None, moments), default=None)

    @property
    def status(self) -> Status:
        """Whether somebody is there today: closed where every office is closed by special days."""
        closed = all(office.is_closed_on(self.today) for office in self.offices)
        return "temporarily closed" if closed else "active"


def service_facts(one: Provided) -> ServiceFacts:
    """Return a service without what belongs to it."""
    return ServiceFacts(
        id=one.id,
        organization_id=one.organisation.uuid,
        name=one.service.name,
        alternate_name=one.service.short_name,
        description=marked(one.service.description, one.note) or None,
        url=one.organisation.url,
        email=one.organisation.email or None,
        status=one.status,
        interpretation_services=_by_office(one, _interpreting) or None,
        application_process=_by_office(one, lambda office: office.appointment) or None,
        fees_description=_("Die Beratung ist kostenlos und vertraulich."),
        eligibility_description=one.service.description or None,
        assured_date=_assured(one.offices),
        alert=one.note or None,
        last_modified=one.changed_at,
    )


def minimal_item(one: Provided) -> ServiceFacts:
    """Return a service with no more than what a reader needs to see whether it has changed."""
    return ServiceFacts(
        id=one.id, name=one.service.name, status=one.status, last_modified=one.changed_at
    )


def list_item(one: Provided) -> ServiceListItem:
    """Return a service in a list, with its organization."""
    organization = organization_facts(one.organisation, one.note)
    return ServiceListItem(**dict(service_facts(one)), organization=organization)


def part_of_organization(one: Provided) -> PartOfOrganization:
    """Return a service with all that belongs to it, but for its organization."""
    return PartOfOrganization(
        **dict(service_facts(one)),
        service_areas=tuple(_areas(_towns(one.offices, one.service.code), service_id=one.id)),
        service_at_locations=tuple(_at_location(one, office) for office in one.offices),
        attributes=(_kind(one),),
    )


def full_service(one: Provided) -> Service:
    """Return a service with all that belongs to it."""
    organization = organization_facts(one.organisation, one.note)
    return Service(**dict(part_of_organization(one)), organization=organization)


def at_location_item(one: Provided, office: PublicOffice) -> ServiceAtLocationListItem:
    """Return a service at an office in a list."""
    return ServiceAtLocationListItem(
        id=service_at_location_id(office.uuid, one.service.code),
        service_id=one.id,
        location_id=office.uuid,
        description=one.note or None,
        location=location_facts(office, one.note),
        service=list_item(one),
    )


def full_at_location(one: Provided, office: PublicOffice) -> FullServiceAtLocation:
    """Return a service at an office with all that belongs to both."""
    return FullServiceAtLocation(**dict(_at_location(one, office)), service=list_item(one))


def _at_location(one: Provided, office: PublicOffice) -> ServiceAtLocation:
    code = one.service.code
    own_id = service_at_location_id(office.uuid, code)
    channels = [way for way in office.channels if way.service in {"", code}]
    return ServiceAtLocation(
        id=own_id,
        service_id=one.id,
        location_id=office.uuid,
        description=one.note or None,
        service_areas=tuple(_areas(_towns([office], code), service_at_location_id=own_id)),
        contacts=tuple(_own_contacts(office, code)),
        phones=tuple(_own_phones(channels, own_id)),
        schedules=tuple(_own_schedules(channels, own_id)),
        location=location(office, one.note),
    )


def _own_contacts(office: PublicOffice, code: str) -> Iterable[Contact]:
    """Return those contacts of an office that are there for this service by name."""
    return (contact(each, office) for each in office.contacts if code in each.services)


def _own_phones(channels: Iterable[PublicChannel], own_id: UUID) -> Iterable[Phone]:
    for way in channels:
        if way.phone:
            yield Phone(
                id=made_of("phone", own_id, way.number),
                service_at_location_id=own_id,
                number=way.phone,
                type="voice",
                description=way.kind_name,
            )


def _own_schedules(channels: Iterable[PublicChannel], own_id: UUID) -> Iterable[Schedule]:
    for way in channels:
        facts = {"attending_type": way.kind_name, "description": way.note or way.kind_name}
        yield from weekly(
            way.hours, made_of(own_id, way.number), service_at_location_id=own_id, **facts
        )


def _towns(offices: Iterable[PublicOffice], code: str) -> list[PublicTown]:
    """Return the municipalities a service is for; none where one office is for the district."""
    towns: dict[str, PublicTown] = {}
    for office in offices:
        for offer in office.offers:
            if offer.service.code == code:
                if not offer.towns:
                    return []
                towns.update({town.ags: town for town in offer.towns})
    return [town for _ags, town in sorted(towns.items())]


def _areas(towns: list[PublicTown], **owner: Any) -> Iterable[ServiceArea]:
    (owner_id,) = owner.values()
    if not towns:
        yield ServiceArea(id=made_of("area", owner_id, DISTRICT), name=DISTRICT, **owner)
    for town in towns:
        own_id = made_of("area", owner_id, town.ags)
        link = attribute(town_term(town), "service_area", own_id)
        yield ServiceArea(id=own_id, name=town.name, attributes=(link,), **owner)


def _kind(one: Provided) -> Attribute:
    return attribute(service_term(one.service), "service", one.id)


def _interpreting(office: PublicOffice) -> str:
    interpreted = (
        f"{language.name} ({language.times})"
        for language in office.languages
        if language.is_interpreted
    )
    return "; ".join(filter(None, (interpreters_in_words(office.interpreters), *interpreted)))


def _by_office(one: Provided, words: Callable[[PublicOffice], str]) -> str:
    """Return what all offices say, else each with its name; nothing where none says anything."""
    said = {office.name: words(office) for office in one.offices}
    if len(set(said.values())) == 1:
        return next(iter(said.values()))
    return "; ".join(f"{name}: {text}" for name, text in said.items() if text)


def _assured(offices: Iterable[PublicOffice]) -> str | None:
    """Return the day on which the whole was last confirmed: the earliest of its offices."""
    days = [office.verified_on for office in offices]
    known = [day for day in days if day]
    return min(known).isoformat() if known and len(known) == len(days) else None
