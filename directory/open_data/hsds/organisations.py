"""A partner as an organization."""

from directory.open_data.example import marked
from directory.open_data.facts import PublicOrganisation
from directory.open_data.hsds.base import Phone
from directory.open_data.hsds.ids import made_of
from directory.open_data.hsds.places import Location
from directory.open_data.hsds.services import Organization, OrganizationFacts, PartOfOrganization
from directory.open_data.hsds.terms import attribute, kind_term


def organization_facts(one: PublicOrganisation, note: str) -> OrganizationFacts:
    """Return an organization without what belongs to it; `note` marks invented content."""
    return OrganizationFacts(
        id=one.uuid,
        name=one.name,
        alternate_name=one.short_name,
        description=marked(one.about or one.kind_name, note),
        email=one.email or None,
        website=one.website or None,
        uri=one.url,
    )


def organization(
    one: PublicOrganisation,
    locations: tuple[Location, ...],
    services: tuple[PartOfOrganization, ...],
    note: str,
) -> Organization:
    """Return an organization with all that belongs to it."""
    phone = (
        Phone(
            id=made_of("phone", one.uuid), organization_id=one.uuid, number=one.phone, type="voice"
        )
        if one.phone
        else None
    )
    return Organization(
        **dict(organization_facts(one, note)),
        phones=(phone,) if phone else (),
        locations=locations,
        services=services,
        attributes=(attribute(kind_term(one.kind, one.kind_name), "organization", one.uuid),),
    )
