"""The address at which versions are checked, below an agreement."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from agreement.reading_page.reader import Reader
from agreement.verification.forms import CheckForm


class CheckRoutes:
    """Adds /pruefen/ to an agreement."""

    @path("pruefen/")
    def checking_page(self, request: HttpRequest) -> HttpResponse:
        """Explain how to check a version, and take a file to check."""
        return self.checking(request, {"form": CheckForm()})

    def checking(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Show the form for a file to check, with what was found in one."""
        reader = Reader(request, self)
        found = {"has_versions": bool(reader.periods), **context}
        return reader.answer("agreement/check.html", found)
