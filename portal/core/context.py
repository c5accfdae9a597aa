"""What every page of the portal shows around its content."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.core.languages import language_links
from portal.core.models import PortalSettings
from portal.core.navigation import footer_navigation, main_navigation
from portal.core.visibility import viewer


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return navigation, languages, viewer and the portal's settings.

    Lazy where it costs a query: Wagtail's admin renders through the same processors and uses
    none of it. Messages are read only where there can be some, else reading would open a session.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    # Somebody without a session, such as a newcomer, carries messages in a cookie.
    has_note = CookieStorage.cookie_name in request.COOKIES
    return {
        "main_navigation": SimpleLazyObject(lambda: main_navigation(request.path)),
        "footer_navigation": SimpleLazyObject(lambda: footer_navigation(request.path)),
        "languages": SimpleLazyObject(lambda: language_links(request.get_full_path())),
        "viewer": SimpleLazyObject(lambda: viewer(request)),
        "has_admin_access": SimpleLazyObject(lambda: _has_admin_access(request)),
        "portal": SimpleLazyObject(lambda: PortalSettings.load(request_or_site=request)),
        "messages": get_messages(request) if has_session or has_note else [],
        "user": request.user if has_session and hasattr(request, "user") else None,
    }


def _has_admin_access(request: HttpRequest) -> bool:
    """Return whether the reader edits anything, so that a link to the admin helps."""
    who = viewer(request)
    return who.is_authenticated and who.user.has_perm("wagtailadmin.access_admin")
