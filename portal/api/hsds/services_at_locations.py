"""Services at locations: a kind of advice at an office."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from directory.open_data.facts import PublicOffice
from directory.open_data.hsds.listing import Directory, Row, directory_of_today, id_at_location
from directory.open_data.hsds.providing import Provided, at_location_item, full_at_location
from directory.open_data.hsds.services import FullServiceAtLocation, ServiceAtLocationListItem
from portal.api.hsds.pages import Page, answer, on_page, page
from portal.api.hsds.parameters import AtLocationsAsked, refuse_unknown, wanted

router = Router()


@router.get(
    "/service_at_locations",
    response=Page[FullServiceAtLocation] | Page[ServiceAtLocationListItem],
    tags=["service_at_location"],
)
def list_services_at_locations(
    request: HttpRequest, asked: Query[AtLocationsAsked]
) -> HttpResponse:
    """List services at their offices; `postcode` asks for those that are there for its people."""
    refuse_unknown(request, asked)
    directory = directory_of_today(request.build_absolute_uri)
    rows = directory.rows(wanted(asked))
    item = full_at_location if asked.full else at_location_item
    contents = [item(*pair) for pair in _pairs(directory, on_page(rows, asked))]
    return page(len(rows), contents, asked)


@router.get(
    "/service_at_locations/{service_at_location_id}",
    response=FullServiceAtLocation,
    tags=["service_at_location"],
)
def one_service_at_location(request: HttpRequest, service_at_location_id: UUID) -> HttpResponse:
    """Return a service at an office with all that belongs to both."""
    refuse_unknown(request)
    directory = directory_of_today(request.build_absolute_uri)
    rows = [row for row in directory.rows() if id_at_location(row) == service_at_location_id]
    for pair in _pairs(directory, rows):
        return answer(full_at_location(*pair))
    raise Http404


def _pairs(directory: Directory, rows: Iterable[Row]) -> Iterable[tuple[Provided, PublicOffice]]:
    """Return each row as the service and the office that it is about, in order."""
    chosen = list(rows)
    pairs = {
        (office.uuid, one.service.code): (one, office)
        for one in directory.provided(chosen)
        for office in one.offices
    }
    keys = ((row.office, row.service_code) for row in chosen)
    return [pairs[key] for key in keys if key in pairs]
