"""The staff's own way to ask the rules."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from portal.core.models import ToolPage
from portal.finder.staff import views


class ResponsibilityPage(ToolPage):
    """One box for a question on the phone, for any day and version: /intern/zustaendigkeit/."""

    class Meta:
        verbose_name = _("Zuständigkeit prüfen")

    @path("")
    def box(self, request: HttpRequest) -> HttpResponse:
        """Ask and answer."""
        return views.ask(request, self)

    @path("beispielfall/", name="propose_example")
    def propose_example(self, request: HttpRequest) -> HttpResponse:
        """Propose the question as an example case."""
        return views.propose(request, self)
