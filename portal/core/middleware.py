"""Middleware: what must hold for every answer."""

from collections.abc import Callable
from traceback import walk_tb

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from portal.core.errors import BadInput, bad_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMIN = "/admin/"
ADMIN_NEEDS = {"style-src": [UNSAFE_INLINE], "img-src": ["blob:"], "frame-src": [SELF]}
NOT_FRAMED, FRAMED_BY_US = f"frame-ancestors {NONE}", f"frame-ancestors {SELF}"


def refuse_nul(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL character in path or query: no database stores or finds one."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            sentence = _("Die Adresse enthält ein Zeichen, das es in Texten nicht gibt.")
            error: BadRequest = BadInput(sentence)
            return bad_request(request, error)
        return get_response(request)

    return middleware


class RefuseGiantNumbers:
    """Answer 400 where a key in a request is larger than any number that SQLite holds.

    Fields that choose among pages look for whatever key they are sent; only the database
    notices. An overflow in a calculation of ours stays a fault.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return the page for bad requests if the database driver refused a number."""
        if not isinstance(exception, OverflowError):
            return None
        *_before, (innermost, _line) = walk_tb(exception.__traceback__)
        is_driver = innermost.f_globals["__name__"].startswith("django.db.backends.")
        return bad_request(request) if is_driver else None


def private_answers(get_response: GetResponse) -> GetResponse:
    """Keep answers to a session out of every cache; let caches revalidate all others.

    ASVS 5.0 14.3.2: what a person saw while logged in is not stored anywhere. Pages without
    a session are the same for everybody; they may be kept, but are asked for again each time,
    so that no cached page outlives what it says.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response["Cache-Control"] = "private, no-store"
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def admin_policy(get_response: GetResponse) -> GetResponse:
    """Loosen the content security policy for Wagtail's admin as far as it needs.

    Its scripts set styles, show pictures before they are uploaded, and previews in a frame. A
    previewed page brings the public policy along and keeps it, but for the frame around it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith(ADMIN):
            if response.has_header(HEADER):
                response[HEADER] = response[HEADER].replace(NOT_FRAMED, FRAMED_BY_US)
            vars(response)["_csp_update"] = ADMIN_NEEDS
            vars(response)["_csp_replace"] = {"frame-ancestors": [SELF]}
        return response

    return middleware
