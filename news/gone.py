"""What an organisation published for a time and is over: its address says so (410), not 404.

A page is closed at the second at which it expires, whether or not anything has run since. Only
what had been open to this very reader is said to be gone; a draft, a page that was taken back
by hand and a closed one leave no trace, as before. The title is not named.
"""

from copy import copy
from typing import TYPE_CHECKING, Any, TypeAlias

from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from portal.core.page_visibility import page_visible_to
from portal.core.visibility import Viewer, viewer

if TYPE_CHECKING:
    _Page: TypeAlias = Page
else:
    _Page = object  # a second base that is a model would make a table of its own

GONE = 410


class ClosesForGood(_Page):
    """A page that lets its folder say that it has expired; before the page class."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route to this page, or to its folder with the word that this page is gone."""
        if not path_components and is_gone(self, viewer(request)):
            return RouteResult(self.get_parent().specific, kwargs={"is_gone": True})
        return super().route(request, path_components)


class SaysWhatIsGone(_Page):
    """A folder that answers for those of its pages that have expired; before the page class.

    The folder answers because the policy serves nothing of a page that has expired.
    """

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve the folder, or the page that says what is gone."""
        if kwargs.pop("is_gone", False):
            context = {"news_url": self.get_url(request)}
            return TemplateResponse(request, "news/gone.html", context, status=GONE)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response


def is_gone(page: Page, who: Viewer) -> bool:
    """Return whether a page had been open to somebody and has expired.

    An approval may come after the end: what was first published then has never been seen.
    """
    now = timezone.now()
    is_over = page.expired if not page.live else bool(page.expire_at and page.expire_at <= now)
    first, last = page.first_published_at, page.expire_at
    if not is_over or (first and last and first >= last):
        return False
    as_it_was = copy(page)
    as_it_was.live, as_it_was.expire_at = True, None
    return page_visible_to(as_it_was, who)
