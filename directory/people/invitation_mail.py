"""The mail that carries an invitation."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.enums import Role
from directory.models import Invitation
from directory.people.listing import place_in_words

log = logging.getLogger(__name__)


def mail_invitation(invitation: Invitation, token: str) -> bool:
    """Send the link; return whether the mail server took it.

    A mail that fails stops nothing: the inviter is told and sends it again. The log names
    neither address nor link.
    """
    with override(settings.LANGUAGE_CODE):
        address = settings.WAGTAILADMIN_BASE_URL + reverse("people_invitation", args=[token])
        subject = _("Einladung: %(place)s") % {"place": place_in_words(invitation.organisation)}
        text = render_to_string(
            "email/invitation.txt",
            {
                "invitation": invitation,
                "place": place_in_words(invitation.organisation),
                "roles": role_labels(invitation),
                "address": address,
            },
        )
    try:
        send_mail(" ".join(subject.split()), text, None, [invitation.email])
    except (SMTPException, OSError):
        log.warning("An invitation was not taken by the mail server", exc_info=True)
        return False
    return True


def role_labels(invitation: Invitation) -> list[str]:
    """Return the offered roles as people call them."""
    return [str(Role(role).label) for role in invitation.roles]
