"""Organizations: the partners."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from directory.open_data.facts import PublicOffice, PublicOrganisation
from directory.open_data.hsds.listing import Directory, directory_of_today
from directory.open_data.hsds.locations import location
from directory.open_data.hsds.organisations import organization, organization_facts
from directory.open_data.hsds.providing import part_of_organization, service_facts
from directory.open_data.hsds.services import Organization, OrganizationFacts, PartOfOrganization
from portal.api.hsds.pages import Page, answer, on_page, page
from portal.api.hsds.parameters import (
    OneOrganizationAsked,
    OrganizationsAsked,
    refuse_unknown,
    wanted,
)

router = Router()


@router.get(
    "/organizations",
    response=Page[Organization] | Page[OrganizationFacts],
    tags=["organization"],
)
def list_organizations(request: HttpRequest, asked: Query[OrganizationsAsked]) -> HttpResponse:
    """List organizations: their own facts, or full with locations and services."""
    refuse_unknown(request, asked)
    directory = directory_of_today(request.build_absolute_uri)
    found = directory.organisations_wanted(wanted(asked))
    chosen = on_page(found, asked)
    if not (asked.full or asked.full_service):
        facts = [organization_facts(one, directory.note) for one in chosen]
        return page(len(found), facts, asked)
    offices = directory.offices_of({one.uuid for one in chosen})
    contents = [_full(directory, one, offices, with_services=asked.full_service) for one in chosen]
    return page(len(found), contents, asked)


@router.get("/organizations/{organization_id}", response=Organization, tags=["organization"])
def one_organization(
    request: HttpRequest, organization_id: UUID, asked: Query[OneOrganizationAsked]
) -> HttpResponse:
    """Return an organization with its locations and services."""
    refuse_unknown(request, asked)
    directory = directory_of_today(request.build_absolute_uri)
    for one in directory.organisations.values():
        if one.uuid == organization_id:
            offices = directory.offices_of({organization_id})
            return answer(_full(directory, one, offices, with_services=asked.full_service))
    raise Http404


def _full(
    directory: Directory,
    one: PublicOrganisation,
    offices: Sequence[PublicOffice],
    *,
    with_services: bool,
) -> Organization:
    """Return an organization with all of its own; its services short or in full."""
    own = [office for office in offices if office.organisation == one]
    services = [
        part_of_organization(each)
        if with_services
        else PartOfOrganization(**dict(service_facts(each)))
        for each in directory.services_of(own)
    ]
    locations = tuple(location(office, directory.note) for office in own)
    return organization(one, locations, tuple(services), directory.note)
