"""Single sign-on by OpenID Connect: it opens accounts that are there, and makes none."""

import logging
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from portal.accounts.models import User

logger = logging.getLogger(__name__)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Ties an identity of the provider to the account of the same verified address, once.

    Afterwards issuer and subject identify the person, whatever becomes of the address.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account; raises ImmediateHttpResponse with a page that says why not."""
        claims = _claims(sociallogin.account.extra_data)
        if claims is None:
            raise _refused(request, _("Die Antwort des Anbieters passt nicht zusammen."))
        sociallogin.account.extra_data = {}  # nothing of it is needed again
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        if not _is_true(claims.get("email_verified")):
            raise _refused(
                request,
                _(
                    "Der Anbieter hat Ihre E-Mail-Adresse nicht bestätigt. Melden Sie sich mit "
                    "Passwort an oder wenden Sie sich an Ihre IT-Abteilung."
                ),
            )
        user = User.objects.filter(
            email__iexact=str(claims.get("email", "")), is_active=True
        ).first()
        if user is None:
            raise _refused(
                request,
                _(
                    "Zu Ihrer E-Mail-Adresse gibt es hier kein Konto. Bitten Sie die Leitung der "
                    "Redaktion Ihrer Organisation um eine Einladung."
                ),
            )
        sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let nobody get an account by it."""
        return False


def _claims(data: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the provider says of the person; None if its two statements differ.

    OpenID Connect Core 1.0, 5.3.2: the subject of the userinfo must be that of the ID token,
    else somebody has put one answer in the place of another.
    """
    userinfo, id_token = data.get("userinfo") or {}, data.get("id_token") or {}
    if userinfo and id_token and userinfo.get("sub") != id_token.get("sub"):
        return None
    return dict(userinfo or id_token)


def _is_true(value: object) -> bool:
    """Tell whether a claim is true; some providers send words, and “false” is no empty text."""
    return value is True or value == "true"


def _refused(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    context = {"sentence": sentence}
    page = render(request, "socialaccount/authentication_error.html", context, status=403)
    return ImmediateHttpResponse(page)


class ProviderConverter:
    """Stands for the one provider in addresses, so that its redirect address is always the same.

    The provider's own id changes with the issuer.
    """

    regex = "zurueck"

    def to_python(self, value: str) -> str:
        """Return the id of the provider; raises ValueError (no such address) without one."""
        apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        if not apps:
            raise ValueError
        return str(apps[0]["provider_id"])

    def to_url(self, value: str) -> str:
        """Return the word that stands for the provider."""
        return self.regex


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, by a page that leads on by itself.

    A redirect in answer to the form would need the provider, and whomever it redirects to, in
    the content security policy (`form-action`). Only log-in is begun here: allauth's own view
    would also tie an identity to whoever is logged in. Raises Http404 without a provider.
    """
    providers = SingleSignOnAdapter(request).list_providers(request)
    if not providers:
        raise Http404
    next_url = get_next_redirect_url(request)
    try:
        answer = providers[0].redirect(request, process=AuthProcess.LOGIN, next_url=next_url)
    except RequestException:
        return _unreachable(request)
    context = {"provider": providers[0], "target": answer.url}
    return render(request, "socialaccount/leaving.html", context)


@require_GET
def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take somebody back from the provider."""
    try:
        answer: HttpResponse = callback(request, provider_id)
    except RequestException:
        return _unreachable(request)
    return answer


def _unreachable(request: HttpRequest) -> HttpResponse:
    logger.exception("The provider of single sign-on cannot be reached")
    sentence = _(
        "Der Anbieter antwortet gerade nicht. Versuchen Sie es später noch einmal oder melden Sie "
        "sich mit Passwort an."
    )
    context = {"sentence": sentence}
    return render(request, "socialaccount/authentication_error.html", context, status=503)
