"""The coordination's addresses below the page of consultations, and the synopsis."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.consultation import views_coordination, views_synopsis


class CoordinationRoutes:
    """Adds inviting, managing and the synopsis to a page of the staff area."""

    @path("einladen/<uuid:process>/")
    def invite(self, request: HttpRequest, process: UUID) -> HttpResponse:
        """Ask organisations about the last round of a process."""
        return views_coordination.invite_organisations(request, self, process)

    @path("<uuid:uuid>/verwalten/")
    def manage(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Give more time, remind, end."""
        return views_coordination.manage(request, self, uuid)

    @path("<uuid:uuid>/synopse/")
    def synopsis(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Show who said what, and what came of it."""
        return views_synopsis.show(request, self, uuid)

    @path("<uuid:uuid>/synopse/docx/")
    def synopsis_docx(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Give it out as a Word document."""
        return views_synopsis.docx_file(request, self, uuid)

    @path("<uuid:uuid>/synopse/xlsx/")
    def synopsis_xlsx(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Give it out as a workbook."""
        return views_synopsis.xlsx_file(request, self, uuid)
