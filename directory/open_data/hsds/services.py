"""HSDS objects about who helps with what: organizations, services, services at locations."""

from uuid import UUID

from pydantic import Field

from directory.open_data.hsds.base import (
    Attribute,
    Day,
    Email,
    HsdsObject,
    Language,
    Moment,
    Phone,
    Status,
    Text,
    Uri,
)
from directory.open_data.hsds.places import Contact, Location, LocationFacts, Schedule, ServiceArea


class OrganizationFacts(HsdsObject):
    """An organization without what belongs to it; an item of the list."""

    name: Text
    alternate_name: Text | None = None
    description: Text
    email: Email | None = None
    website: Uri | None = None
    tax_status: Text | None = None
    tax_id: Text | None = None
    year_incorporated: int | None = None
    legal_status: Text | None = None
    logo: Text | None = None
    uri: Uri | None = None
    parent_organization_id: UUID | None = None


class ServiceFacts(HsdsObject):
    """A service without what belongs to it."""

    organization_id: UUID | None = None
    program_id: UUID | None = None
    name: Text
    alternate_name: Text | None = None
    description: Text | None = None
    url: Uri | None = None
    email: Email | None = None
    status: Status
    interpretation_services: Text | None = None
    application_process: Text | None = None
    fees_description: Text | None = None
    wait_time: Text | None = None
    fees: Text | None = None
    accreditations: Text | None = None
    eligibility_description: Text | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    assured_date: Day | None = None
    assurer_email: Email | None = None
    licenses: Text | None = None
    alert: Text | None = None
    last_modified: Moment | None = None


class ServiceListItem(ServiceFacts):
    """A service in a list, with its organization."""

    organization: OrganizationFacts | None = None


class ServiceAtLocationFacts(HsdsObject):
    """A service at a location without what belongs to both."""

    service_id: UUID
    location_id: UUID
    description: Text | None = None


class ServiceAtLocationListItem(ServiceAtLocationFacts):
    """A service at a location in a list."""

    location: LocationFacts
    service: ServiceListItem


class ServiceAtLocation(ServiceAtLocationFacts):
    """A service at a location as part of a service."""

    service_areas: tuple[ServiceArea, ...] = ()
    contacts: tuple[Contact, ...] = ()
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    location: Location
    attributes: tuple[Attribute, ...] = ()


class PartOfOrganization(ServiceFacts):
    """A service as part of its organization: short, or with all that belongs to it."""

    phones: tuple[Phone, ...] | None = None
    schedules: tuple[Schedule, ...] | None = None
    service_areas: tuple[ServiceArea, ...] | None = None
    service_at_locations: tuple[ServiceAtLocation, ...] | None = None
    languages: tuple[Language, ...] | None = None
    contacts: tuple[Contact, ...] | None = None
    attributes: tuple[Attribute, ...] | None = None


class Organization(OrganizationFacts):
    """An organization with all that belongs to it."""

    contacts: tuple[Contact, ...] = ()
    phones: tuple[Phone, ...] = ()
    locations: tuple[Location, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    services: tuple[PartOfOrganization, ...] = ()


class Service(PartOfOrganization):
    """A service with all that belongs to it."""

    organization: OrganizationFacts
    attributes: tuple[Attribute, ...] = Field(default=(), min_length=1)


class FullServiceAtLocation(ServiceAtLocation):
    """A service at a location with all that belongs to both."""

    service: ServiceListItem
