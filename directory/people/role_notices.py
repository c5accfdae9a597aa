"""What people are told when somebody else changes their roles."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.enums import Role
from directory.models import Membership
from portal.accounts.notifications import notify

ROLES = "rollen"
"""The kind of these notices."""

GIVEN = _("Sie haben eine neue Rolle: %(role)s (%(place)s).")
LIMITED = _("Ihre Rolle %(role)s (%(place)s) gilt bis zum %(day)s.")
UNLIMITED = _("Ihre Rolle %(role)s (%(place)s) gilt jetzt ohne Ende.")
ENDED = _("Ihre Rolle %(role)s (%(place)s) ist beendet.")


def tell_of_role(actor: Any, membership: Membership, sentence: Any) -> None:
    """Leave a notice for the person of a role, unless he did it himself."""
    if actor.pk == membership.user_id:
        return
    organisation = membership.organisation
    with override(settings.LANGUAGE_CODE):
        words = {
            "role": str(Role(membership.role).label),
            "place": organisation.short_name if organisation else _("ganzes Netzwerk"),
            "day": date_format(membership.until) if membership.until else "",
        }
        notify([membership.user], ROLES, sentence, reverse("account_roles"), words=words)
