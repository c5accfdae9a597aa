"""Roles with a last day: the day after it they are gone, at the next request or by command."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from directory.audit import record
from directory.models import Membership
from directory.people.release import settle
from directory.people.roles import remember
from portal.accounts.models import User
from portal.accounts.sessions import end_all_sessions


@transaction.atomic
def expire(user: Any) -> int:
    """Take away the roles of somebody whose last day is over; return how many.

    Whoever has none left is logged out everywhere; administrators stay what they are.
    """
    ended = list(Membership.objects.ended().select_for_update().filter(user=user).order_by("pk"))
    for membership in ended:
        data = {"role": membership.role, "until": str(membership.until)}
        place = membership.organisation
        action = "portal.people.expire"
        record(membership, action, user=None, organisation=place, person=user, data=data)
        Membership.objects.filter(pk=membership.pk).delete()
    if ended:
        settle(user)
        if not _belongs(user):
            end_all_sessions(user)
    return len(ended)


def expire_all() -> int:
    """Take away every role whose last day is over; return how many. Each person by itself."""
    people = User.objects.filter(pk__in=Membership.objects.ended().values("user"))
    return sum(expire(person) for person in people)


def roles_of_today(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Look up the roles of whoever has logged in, once for the request, and end those over.

    One query, which the rest of the request need not ask again (directory.people.roles).
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Without the cookie there is no session to open: public pages stay free of it.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            _bring_up_to_date(request)
        return get_response(request)

    return middleware


def _bring_up_to_date(request: HttpRequest) -> None:
    if not remember(request.user):
        return
    expire(request.user)
    if _belongs(request.user):
        remember(request.user)
    else:
        logout(request)


def _belongs(user: Any) -> bool:
    """Return whether somebody still has a reason to be logged in."""
    return user.is_superuser or Membership.objects.filter(user=user).exists()
