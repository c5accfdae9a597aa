"""The staff's pages of news: internal notices, and what is new since the last look."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from news.notices import views
from news.whats_new import views as whats_new
from portal.core.models import ToolPage


class NoticesPage(ToolPage):
    """Internal notices: /intern/hinweise/."""

    class Meta:
        verbose_name = gettext_lazy("Hinweise")

    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        """List the notices that hold, those to be acknowledged first."""
        return views.current(request, self)

    @path("archiv/")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """List the notices whose time is over."""
        return views.archive(request, self)

    @path("neu/")
    def add(self, request: HttpRequest) -> HttpResponse:
        """Write a notice."""
        return views.add(request, self)

    @path("<uuid:uuid>/")
    def notice(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Show a notice, and take the acknowledgement."""
        return views.notice(request, self, uuid)

    @path("<uuid:uuid>/aendern/")
    def change(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Change a notice."""
        return views.change(request, self, uuid)

    @path("<uuid:uuid>/zuruecknehmen/")
    def withdraw(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Take a notice back."""
        return views.withdraw(request, self, uuid)

    @path("<uuid:uuid>/bestaetigungen/")
    def acknowledgements(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Show who has read it, and who has not."""
        return views.acknowledgements(request, self, uuid)


class WhatsNewPage(ToolPage):
    """What happened since the last look: /intern/neues/."""

    class Meta:
        verbose_name = gettext_lazy("Neu seit dem letzten Mal")

    @path("")
    def start(self, request: HttpRequest) -> HttpResponse:
        """Show what is new, and take the mark that it was seen."""
        return whats_new.start(request, self)
