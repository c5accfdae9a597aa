"""An office as a location."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from directory.open_data.example import marked
from directory.open_data.facts import PublicContact, PublicOffice
from directory.open_data.hsds.base import Language, Phone
from directory.open_data.hsds.ids import made_of
from directory.open_data.hsds.places import (
    Accessibility,
    Address,
    Contact,
    Location,
    LocationFacts,
    Schedule,
)
from directory.open_data.hsds.schedules import special, weekly

AGS = "AGS"


def location_facts(office: PublicOffice, note: str) -> LocationFacts:
    """Return a location without what belongs to it; `note` marks invented content.

    It has no coordinates: what is known is the municipality, and its point is no address.
    """
    town = office.town_of_district
    return LocationFacts(
        id=office.uuid,
        location_type="physical",
        organization_id=office.organisation.uuid,
        name=office.name,
        description=marked(office.hours_note, note) or None,
        url=office.url,
        external_identifier=town.ags if town else None,
        external_identifier_type=AGS if town else None,
    )


def location(office: PublicOffice, note: str) -> Location:
    """Return an office with all that belongs to it."""
    return Location(
        **dict(location_facts(office, note)),
        languages=tuple(_languages(office)),
        addresses=(_address(office),),
        contacts=tuple(contact(one, office) for one in office.contacts),
        accessibility=tuple(_accessibility(office)),
        phones=tuple(_phones(office)),
        schedules=tuple(_schedules(office)),
    )


def contact(one: PublicContact, office: PublicOffice) -> Contact:
    """Return a contact of an office, with the number that everybody may dial."""
    number = (
        Phone(id=made_of("phone", one.uuid), contact_id=one.uuid, number=one.phone, type="voice")
        if one.phone
        else None
    )
    return Contact(
        id=one.uuid,
        location_id=office.uuid,
        organization_id=office.organisation.uuid,
        title=one.function,
        name=one.name or None,
        email=one.email or None,
        phones=(number,) if number else None,
    )


def _languages(office: PublicOffice) -> Iterable[Language]:
    """Return the languages that are spoken; what needs an interpreter is no such language."""
    for language in office.languages:
        if not language.is_interpreted:
            yield Language(
                id=made_of("language", office.uuid, language.code, language.times),
                location_id=office.uuid,
                name=language.name,
                code=language.code.partition("-")[0],
                note=language.times or None,
            )


def _address(office: PublicOffice) -> Address:
    return Address(
        id=made_of("address", office.uuid),
        location_id=office.uuid,
        address_1=office.street,
        city=office.town,
        state_province="Baden-Württemberg",
        postal_code=office.postal_code,
        country="DE",
        address_type="physical",
    )


def _accessibility(office: PublicOffice) -> Iterable[Accessibility]:
    for name, is_so in office.accessibility:
        yield Accessibility(
            id=made_of("accessibility", office.uuid, name),
            location_id=office.uuid,
            description=f"{name}: {_('ja') if is_so else _('nein')}",
        )


def _phones(office: PublicOffice) -> Iterable[Phone]:
    if office.phone:
        yield Phone(
            id=made_of("phone", office.uuid),
            location_id=office.uuid,
            number=office.phone,
            type="voice",
        )


def _schedules(office: PublicOffice) -> Iterable[Schedule]:
    yield from weekly(office.hours, office.uuid, location_id=office.uuid)
    for days in office.special_days:
        yield from special(days, office.uuid)
