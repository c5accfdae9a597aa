"""The addresses of comparison, below an agreement."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path, re_path

from agreement.comparison_page.views import choose, compare_two


class ComparisonRoutes:
    """Adds /vergleich/ … to an agreement; goes before whatever takes any name for a section."""

    @path("vergleich/")
    def comparison_start(self, request: HttpRequest) -> HttpResponse:
        """Ask for the two texts to compare."""
        return choose(request, self)

    @re_path(r"^vergleich/(?P<old>[^/]+)/(?P<new>[^/]+)/$", name="comparison")
    def comparison(self, request: HttpRequest, old: str, new: str) -> HttpResponse:
        """Show what changes from one text to another."""
        return compare_two(request, self, old, new)
