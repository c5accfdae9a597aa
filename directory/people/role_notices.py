"""What people are told when somebody else changes their roles."""

from typing import Any

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from directory.enums import Role
from directory.models import Membership
from portal.accounts.notifications import notify

ROLES = "rollen"
"""The kind of these notices."""
OWN_ROLES = "/konto/rollen/"
NETWORK = _("ganzes Netzwerk")

GIVEN = _("Sie haben eine neue Rolle: %(role)s (%(place)s).")
LIMITED = _("Ihre Rolle %(role)s (%(place)s) gilt bis zum %(day)s.")
UNLIMITED = _("Ihre Rolle %(role)s (%(place)s) gilt jetzt ohne Ende.")
ENDED = _("Ihre Rolle %(role)s (%(place)s) ist beendet.")


def tell_of_role(actor: Any, membership: Membership, sentence: Any) -> None:
    """Leave a notice for the person of a role, unless he did it himself."""
    if actor.pk == membership.user_id:
        return
    organisation = membership.organisation
    words = {
        "role": Role(membership.role).label,
        "place": organisation.short_name if organisation else NETWORK,
        "day": lazy(date_format, str)(membership.until) if membership.until else "",
    }
    notify([membership.user], ROLES, sentence, OWN_ROLES, words=words)
