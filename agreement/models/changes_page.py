"""The page on which staff read what changed for them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import path

from agreement.acknowledgement import views
from portal.core.models import ToolPage


class ChangesPage(ToolPage):
    """What changed for me: /intern/aenderungen/."""

    class Meta:
        verbose_name = gettext_lazy("Was sich ändert")

    @path("")
    def mine(self, request: HttpRequest) -> HttpResponse:
        """Show what changed for the reader's organisations, and confirm having read it."""
        return views.mine(request, self)

    @path("uebersicht/")
    def overview(self, request: HttpRequest) -> HttpResponse:
        """Show who has confirmed."""
        return views.overview(request, self)

    @path("uebersicht/tabelle/")
    def overview_table(self, request: HttpRequest) -> HttpResponse:
        """Give out who has confirmed as a spreadsheet."""
        return views.overview_table(request, self)
