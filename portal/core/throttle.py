"""A limit on how often an address may send a public form.

It keeps one machine from using up the portal; it guards no secret (log-in and passwords have
allauth's limits). So each worker counts for itself, in memory, and no visit writes to the
database.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponseBase

from portal.core.errors import too_many_requests

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def is_allowed(request: HttpRequest, name: str, *, amount: int, seconds: int) -> bool:
    """Count a request of this address and tell whether it is still within the limit.

    `amount` requests are allowed in `seconds` from the first one on; an IPv6 network counts as
    one address. X-Forwarded-For counts as far as TRUSTED_PROXIES says. The setting THROTTLED
    turns the limits off, for measuring.
    """
    if not settings.THROTTLED:
        return True
    key = f"throttle:{name}:{truncate_ip(get_adapter().get_client_ip(request))}"
    counts = caches["memory"]
    counts.add(key, 0, seconds)
    try:
        return counts.incr(key) <= amount
    except ValueError:  # it has run out since the line above
        return True


def throttled(
    name: str, *, amount: int, seconds: int = 60, methods: frozenset[str] = frozenset({"POST"})
) -> Callable[[View[P]], View[P]]:
    """Answer 429, which says when to try again, to an address above the limit.

    `name` keeps the counts of different forms apart; only requests by `methods` count.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in methods and not is_allowed(
                request, name, amount=amount, seconds=seconds
            ):
                return too_many_requests(request, seconds=seconds)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
