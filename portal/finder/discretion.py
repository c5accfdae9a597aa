"""What every answer of the finder owes its visitors: it leaves no trace on the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

NEUTRAL_PAGE = "https://www.dwd.de/"
"""The weather: where somebody goes at once who must not be seen on a page about violence."""

View = Callable[..., HttpResponseBase]


def discreet(view: View) -> View:
    """Tell no other site where the visitor came from, and keep answers to a POST nowhere.

    Exempt from the CSRF token: it would set a cookie, and there is nothing to protect, since
    these pages know no session and write nothing.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        if request.method == "POST":
            response["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(answer)
