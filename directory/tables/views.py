"""The table of all offices, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.models import OfficePage, OrganisationPage
from directory.open_data.answers import KEPT
from directory.open_data.example import example_note
from directory.tables.columns import PUBLIC
from directory.tables.export import as_file, rows_of
from portal.core.visibility import Viewer, visible


@require_safe
def public_table(request: HttpRequest, ending: str) -> HttpResponse:
    """Give all offices that a visitor sees, whoever asks, as CSV or XLSX."""
    organisations = visible(OrganisationPage.objects.all(), Viewer())
    pages = visible(OfficePage.objects.order_by("path"), Viewer())
    response = as_file(PUBLIC, rows_of(pages, organisations, PUBLIC), ending, example_note())
    response["Cache-Control"] = KEPT
    return response
