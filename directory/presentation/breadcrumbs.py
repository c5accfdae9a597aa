"""The way from the home page to a page of the directory."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.core.languages import localized_path

DEPTH_OF_HOME = 2


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A page on the way."""

    url: str
    title: str


def breadcrumbs(page: Page, request: HttpRequest) -> list[Breadcrumb]:
    """Return the way to a page, the page itself last (at most one query)."""
    above = (
        page.get_ancestors().filter(depth__gt=DEPTH_OF_HOME)
        if page.depth > DEPTH_OF_HOME + 1
        else []
    )
    steps = [Breadcrumb(localized_path(p.get_url(request) or "/"), p.title) for p in above]
    return [
        Breadcrumb(localized_path("/"), _("Startseite")),
        *steps,
        Breadcrumb(page.get_url(request) or "", page.title),
    ]
