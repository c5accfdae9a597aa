"""Services: a kind of advice at an organisation."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from directory.open_data.hsds.listing import (
    directory_of_today,
    first_of_services,
    id_of_service,
)
from directory.open_data.hsds.providing import full_service, list_item, minimal_item
from directory.open_data.hsds.services import Service, ServiceFacts, ServiceListItem
from portal.api.hsds.pages import Page, answer, on_page, page
from portal.api.hsds.parameters import ServicesAsked, refuse_unknown, wanted

router = Router()


@router.get(
    "/services",
    response=Page[Service] | Page[ServiceListItem] | Page[ServiceFacts],
    tags=["service"],
)
def list_services(request: HttpRequest, asked: Query[ServicesAsked]) -> HttpResponse:
    """List services: with their organization, full with all that belongs to them, or minimal."""
    refuse_unknown(request, asked)
    directory = directory_of_today(request.build_absolute_uri)
    found = first_of_services(directory.rows(wanted(asked)))
    item = full_service if asked.full else minimal_item if asked.minimal else list_item
    contents = [item(one) for one in directory.provided(on_page(found, asked))]
    return page(len(found), contents, asked)


@router.get("/services/{service_id}", response=Service, tags=["service"])
def one_service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Return a service with all that belongs to it."""
    refuse_unknown(request)
    directory = directory_of_today(request.build_absolute_uri)
    rows = [row for row in directory.rows() if id_of_service(row) == service_id]
    for found in directory.provided(rows):
        return answer(full_service(found))
    raise Http404
