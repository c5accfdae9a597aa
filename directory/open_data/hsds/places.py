"""HSDS objects about where and when: locations, addresses, schedules, areas."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from directory.open_data.hsds.base import (
    Attribute,
    Clock,
    Day,
    Email,
    HsdsObject,
    Language,
    Phone,
    PlaceType,
    Text,
    Uri,
    Weekdays,
)

Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Contact(HsdsObject):
    """Whom to talk to: a function, and a name only where everybody may know it."""

    organization_id: UUID | None = None
    service_id: UUID | None = None
    service_at_location_id: UUID | None = None
    location_id: UUID | None = None
    name: Text | None = None
    title: Text | None = None
    department: Text | None = None
    email: Email | None = None
    phones: tuple[Phone, ...] | None = Field(default=None, min_length=1)


class Address(HsdsObject):
    """Where a location is."""

    location_id: UUID
    attention: Text | None = None
    address_1: Text
    address_2: Text | None = None
    city: Text
    region: Text | None = None
    state_province: Text
    postal_code: Text
    country: Text
    address_type: PlaceType


class Accessibility(HsdsObject):
    """One fact about getting in and around."""

    location_id: UUID
    description: Text
    details: Text | None = None
    url: Uri | None = None


class Schedule(HsdsObject):
    """When something is open: an RFC 5545 rule by weekday, or days that differ."""

    service_id: UUID | None = None
    location_id: UUID | None = None
    service_at_location_id: UUID | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    dtstart: Day | None = None
    timezone: float | None = None
    until: Day | None = None
    count: int | None = None
    wkst: Weekday | None = None
    freq: Literal["WEEKLY", "MONTHLY"] | None = None
    interval: int | None = None
    byday: Weekdays | None = None
    byweekno: Text | None = None
    bymonthday: Text | None = None
    byyearday: Text | None = None
    description: Text | None = None
    opens_at: Clock | None = None
    closes_at: Clock | None = None
    schedule_link: Uri | None = None
    attending_type: Text | None = None
    notes: Text | None = None


class ServiceArea(HsdsObject):
    """For whom a service is there: a municipality, or the whole district."""

    service_id: UUID | None = None
    service_at_location_id: UUID | None = None
    name: Text
    description: Text | None = None
    extent: Text | None = None
    extent_type: Text | None = None
    uri: Uri | None = None
    attributes: tuple[Attribute, ...] | None = Field(default=None, min_length=1)


class LocationFacts(HsdsObject):
    """A location without what belongs to it."""

    location_type: PlaceType
    url: Uri | None = None
    organization_id: UUID | None = None
    name: Text | None = None
    alternate_name: Text | None = None
    description: Text | None = None
    transportation: Text | None = None
    latitude: float | None = None
    longitude: float | None = None
    external_identifier: Text | None = None
    external_identifier_type: Text | None = None


class Location(LocationFacts):
    """A place one can go to."""

    languages: tuple[Language, ...] = ()
    addresses: tuple[Address, ...] = ()
    contacts: tuple[Contact, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    phones: tuple[Phone, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    attributes: tuple[Attribute, ...] = ()
