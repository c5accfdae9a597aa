"""Forms that need no log-in and set no cookie: sent from our own pages only."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from portal.core.errors import csrf_failure

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def comes_from_here(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of this very site sent the form.

    Every browser of today names the origin of a POST, and no page can make it name another.
    """
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def from_here_only(view: View[P]) -> View[P]:
    """Ask for the origin of what changes something, in the place of a token.

    The token would set a cookie. No other site can let its visitors send the form unawares.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in SAFE and not comes_from_here(request):
            return csrf_failure(request)
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)
