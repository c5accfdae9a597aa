"""Where allauth's defaults are not ours."""

import logging
from smtplib import SMTPException
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

logger = logging.getLogger(__name__)

ANYWHERE = "login_failed_anywhere"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by himself: people are invited by their organisation."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "Zu viele Versuche. Bitte warten Sie fünf Minuten und versuchen Sie es dann noch "
            "einmal."
        ),
        "incorrect_code": _(
            "Das hat nicht geklappt. Prüfen Sie den Code oder nehmen Sie einen neuen."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Keep self-registration closed."""
        return False

    def get_login_stages(self) -> list[str]:
        """Return the steps of a log-in: of allauth's only the second factor concerns us."""
        return ["portal.accounts.second_factor.SecondFactorStage"]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per account *and* address: nobody locks out somebody elsewhere."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a further try after too many failures here, or far too many from anywhere."""
        super().pre_authenticate(request, **credentials)
        key = str(credentials.get("email", "")).lower()
        if not ratelimit.consume(request, action=ANYWHERE, key=key, dry_run=True):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the failure for the account, wherever it came from."""
        ratelimit.consume(request, action=ANYWHERE, key=str(credentials.get("email", "")).lower())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what happened to the account; a failing mail does not undo it."""
        try:
            super().send_notification_mail(template_prefix, user, context, email)
        except (SMTPException, OSError):
            logger.exception("The mail about a change of account %s was not sent", user.pk)
