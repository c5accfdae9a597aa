"""The addresses of impact, below the page of coverage."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.impact_page import views


class ImpactRoutes:
    """Adds /auswirkung/ … to a page of the staff area."""

    @path("auswirkung/", name="impact")
    def impact(self, request: HttpRequest) -> HttpResponse:
        """Lead to the two texts to compare."""
        return views.choose(request, self)

    @path("auswirkung/<slug:old>/<slug:new>/", name="impact_between")
    def impact_between(self, request: HttpRequest, old: str, new: str) -> HttpResponse:
        """Show what changes from one text to another."""
        return views.compare(request, self, old, new)
