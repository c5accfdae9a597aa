"""The way from the home page to a page of the directory."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.core.languages import localized_path, without_prefix

DEPTH_OF_HOME = 2


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A page on the way."""

    url: str
    title: str


def step(page: Page, request: HttpRequest) -> Breadcrumb:
    """Return a page of the directory as a step, in the reader's language, without its type."""
    return Breadcrumb(localized_path(without_prefix(page.get_url(request) or "")), page.title)


def breadcrumbs(page: Page, request: HttpRequest) -> list[Breadcrumb]:
    """Return the way to a page, the page itself last.

    It costs no query where the address was routed to the page, since it knows its parents then.
    """
    steps = [step(page, request)]
    while page.depth > DEPTH_OF_HOME + 1:
        page = page.get_parent()
        steps.append(step(page, request))
    return [Breadcrumb(localized_path("/"), _("Startseite")), *reversed(steps)]
