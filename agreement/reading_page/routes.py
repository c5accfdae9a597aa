"""The addresses at which an agreement is read: in force today, on any day, in any version."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.reading_page import views_of_history, views_of_reading


class HistoryRoutes:
    """Adds /fassungen/ … to an agreement."""

    @path("fassungen/")
    def versions(self, request: HttpRequest) -> HttpResponse:
        """Show every version with the days it was in force."""
        return views_of_history.versions(request, self)

    @path("fassungen/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the contents of one version, how it came about, and what proves it."""
        return views_of_history.version(request, self, number)

    @path("fassungen/<int:number>/dienste/")
    def services_of_version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show what one version says of the services, side by side."""
        return views_of_reading.services_of_version(request, self, number)

    @path("fassungen/<int:number>/gesamttext/")
    def whole_text_of_version(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the whole text of one version on one page."""
        return views_of_reading.whole_text_of_version(request, self, number)

    @path("fassungen/<int:number>/<slug:slug>/")
    def section_of_version(self, request: HttpRequest, number: int, slug: str) -> HttpResponse:
        """Show a section of one version."""
        return views_of_reading.section_of_version(request, self, number, slug)


class ReadingRoutes:
    """Adds the text itself. Goes last: its sections take any name that is left."""

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        """Show the contents of the version in force on the day asked for."""
        return views_of_reading.contents(request, self)

    @path("dienste/")
    def services(self, request: HttpRequest) -> HttpResponse:
        """Show what the text says of the services, side by side."""
        return views_of_reading.services_on_day(request, self)

    @path("gesamttext/")
    def whole_text(self, request: HttpRequest) -> HttpResponse:
        """Show the whole text on one page, to search and to print."""
        return views_of_reading.whole_text_on_day(request, self)

    @path("<slug:slug>/")
    def section(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show a section of the version in force on the day asked for."""
        return views_of_reading.section_on_day(request, self, slug)
