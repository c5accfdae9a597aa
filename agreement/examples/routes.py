"""The addresses of the example cases, below the page of coverage."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.examples import views


class ExampleRoutes:
    """Adds /beispielfaelle/ … to a page of the staff area."""

    @path("beispielfaelle/", name="examples")
    def examples(self, request: HttpRequest) -> HttpResponse:
        """List the cases as one text answers them."""
        return views.listing(request, self)

    @path("beispielfaelle/neu/", name="example_new")
    def example_new(self, request: HttpRequest) -> HttpResponse:
        """Propose a case."""
        return views.new(request, self)

    @path("beispielfaelle/<uuid:uuid>/", name="example")
    def example(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Show a case with what every text says about it, and take the coordination's acts."""
        return views.detail(request, self, uuid)

    @path("beispielfaelle/<uuid:uuid>/bearbeiten/", name="example_edit")
    def example_edit(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        """Change a case."""
        return views.edit(request, self, uuid)
