"""Who must have a second factor, and what happens to a log-in without one.

Apps say by `register_requirement` which roles a person has; `settings.SECOND_FACTOR_ROLES` says
which of them require a factor.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.models import User
from portal.accounts.sessions import end_other_sessions

Rule = Callable[[User], frozenset[str]]

ADMINISTRATOR = "administrator"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SET_UP_HERE = "second_factor_set_up"
"""Key in the session in which a factor was set up, which proves as much as using it."""

# What is open to somebody who has yet to set up the factor …
SETTING_UP = frozenset({"account_logout", "account_reauthenticate"})
SETTING_UP_PREFIX = "mfa_"
# … and to somebody who has yet to show it. Setting up another one here would need no more than
# the password, and prove nothing.
SHOWING = frozenset({"account_logout", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})

_rules: list[Rule] = []


def register_requirement(rule: Rule) -> None:
    """Add a rule that names the roles a person has, as they are spelt in SECOND_FACTOR_ROLES."""
    _rules.append(rule)


def administrator(user: User) -> frozenset[str]:
    """Return the one role that accounts know by themselves."""
    return frozenset({ADMINISTRATOR} if user.is_superuser else ())


def is_required(user: User) -> bool:
    """Tell whether a role of this person requires a second factor."""
    required = settings.SECOND_FACTOR_ROLES
    return bool(required) and any(required & rule(user) for rule in _rules)


def has_second_factor(user: User) -> bool:
    """Tell whether this person has set up an authenticator app or a passkey."""
    return bool(is_mfa_enabled(user, FACTORS))


def is_proven(request: HttpRequest) -> bool:
    """Tell whether this very session has shown a second factor.

    Having one is not enough: a session that began with a stolen password does not become
    better by the owner's setting up a factor elsewhere.
    """
    if request.session.get(SET_UP_HERE):
        return True
    records = get_authentication_records(request, request.user)
    return any(_counts(record) for record in records)


def _counts(record: dict[str, Any]) -> bool:
    if record["method"] == "socialaccount":
        return bool(settings.OIDC_IS_SECOND_FACTOR)
    return bool(record["method"] == "mfa")


def remember_set_up(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    """Note in the session that a factor was set up in it, and end those without one."""
    if authenticator.type in FACTORS:
        request.session[SET_UP_HERE] = True
        end_other_sessions(request)


class SecondFactorStage(AuthenticateStage):
    """Allauth's step of the log-in, left out where single sign-on counts as the second factor."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Lead to the second factor if there is one and it has not been shown."""
        records = get_authentication_records(self.request, self.login.user)
        if any(_counts(record) for record in records):
            return None, True
        response, goes_on = super().handle()
        return response, goes_on


class RequireSecondFactor:
    """Lets nobody whose role requires a second factor any further without it.

    Everything but the set-up and the way out is shut, public pages too: they would say
    "logged in" to somebody who is so only half-way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the decision falls when the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Lead to the set-up, or to showing a factor that was set up elsewhere."""
        # Without a cookie there is no session; asking for it would make the page uncacheable.
        if not settings.SECOND_FACTOR_ROLES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated or is_proven(request):
            return None
        return _way_to_prove(request, request.user) if is_required(request.user) else None


def _way_to_prove(request: HttpRequest, user: User) -> HttpResponseRedirect | None:
    """Return where to go first, None if that is where the request goes."""
    name = getattr(request.resolver_match, "url_name", None) or ""
    if not has_second_factor(user):
        is_open = name in SETTING_UP or name.startswith(SETTING_UP_PREFIX)
        return None if is_open else HttpResponseRedirect(reverse("mfa_index"))
    if name in SHOWING:
        return None
    methods = get_adapter().get_reauthentication_methods(user)
    shown_by = [each["url"] for each in methods if str(each["id"]).startswith("mfa_")]
    target = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    return HttpResponseRedirect(f"{shown_by[0]}?{urlencode({'next': target})}")
