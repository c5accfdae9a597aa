"""What is done to somebody else's account."""

from allauth.account.forms import ResetPasswordForm
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.models import User
from portal.accounts.sessions import end_all_sessions

RESET = "portal.account.second_factor_reset"


def may_reset_second_factor(actor: User, user: User) -> bool:
    """Tell whether one may take the factor off another: administrators, and never of themselves.

    One's own factor is changed at one's own account, which asks for it first.
    """
    return actor.is_superuser and actor.pk != user.pk


def reset_second_factor(user: User, *, by: User | None) -> int:
    """Take every second factor off an account whose owner has lost it; returns how many.

    All its sessions end, and its owner is told by mail. `by` is the administrator, None for the
    command line. Raises PermissionDenied for anybody else.
    """
    if by is not None and not may_reset_second_factor(by, user):
        raise PermissionDenied
    with transaction.atomic():
        factors = Authenticator.objects.filter(user=user)
        number = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
        factors.delete()
        end_all_sessions(user)
        log(instance=user, action=RESET, user=by, data={"factors": number})
        transaction.on_commit(lambda: _tell(user))
    return number


def _tell(user: User) -> None:
    subject = _("Schnittstellenportal: Ihr zweiter Faktor wurde zurückgesetzt")
    text = render_to_string("account/email/second_factor_reset_message.txt")
    user.email_user(subject, text, fail_silently=True)


def send_password_mail(request: HttpRequest, user: User) -> None:
    """Send somebody the link to choose a password, since nobody else is to know it."""
    form = ResetPasswordForm({"email": user.email})
    form.is_valid()
    form.save(request)
