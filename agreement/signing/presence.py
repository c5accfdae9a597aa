"""Whether whoever is about to sign has just shown to be the owner of the account.

Two things must hold: a second factor was shown in this very session, and the person confirmed
again not longer ago than allauth's REAUTHENTICATION_TIMEOUT (five minutes).
"""

import time
from dataclasses import dataclass

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.http import HttpRequest

from portal.accounts.second_factor import has_second_factor, is_proven


@dataclass(frozen=True)
class Presence:
    """What is known of who sits there; `ways` is how they showed it, for the evidence."""

    has_confirmed: bool
    has_shown_factor: bool
    has_factor: bool
    ways: tuple[str, ...] = ()

    @property
    def suffices(self) -> bool:
        """Whether somebody may sign now."""
        return self.has_confirmed and self.has_shown_factor


def presence_of(request: HttpRequest) -> Presence:
    """Return what this session shows of its owner."""
    user = request.user
    records = get_authentication_records(request, user)
    return Presence(
        has_confirmed=_has_confirmed(request),
        has_shown_factor=is_proven(request),
        has_factor=user.is_authenticated and has_second_factor(user),
        ways=tuple(dict.fromkeys(str(record["method"]) for record in records)),
    )


def _has_confirmed(request: HttpRequest) -> bool:
    """Return whether the person confirmed within the last five minutes.

    Who logs in by single sign-on alone has nothing to confirm with here, and allauth lets such
    accounts pass for good: for them a log-in as fresh as that is asked for.
    """
    if get_reauthentication_flows(request.user):
        return bool(did_recently_reauthenticate(request))
    records = get_authentication_records(request, request.user)
    newest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT
