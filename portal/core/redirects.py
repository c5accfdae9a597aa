"""Redirects tell nobody of a page he may not see: its old address answers like a missing one."""

from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.core.page_visibility import page_visible_to
from portal.core.visibility import viewer


class VisibleRedirects(RedirectMiddleware):
    """Wagtail's redirects, but only to pages that the reader may see."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Lead on from an old address, or leave the answer as it is."""
        found = _redirect_at(request) if response.status_code == 404 else None
        if found is None or found.link is None:
            return response
        page = found.redirect_page
        if page is not None and not page_visible_to(page, viewer(request)):
            return response
        kind = HttpResponsePermanentRedirect if found.is_permanent else HttpResponseRedirect
        return kind(found.link)


def _redirect_at(request: HttpRequest) -> Redirect | None:
    """Return the redirect from an address, as Wagtail finds it: with its query, then without."""
    for address in dict.fromkeys((request.get_full_path(), request.path)):
        found = get_redirect(request, Redirect.normalise_path(address, decode_unicode=False))
        if found is not None:
            return found
    return None
