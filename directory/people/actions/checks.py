"""What every act on people asks first."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.enums import ROLES_OF_ORGANISATIONS, Role
from directory.models import OrganisationPage
from directory.people.refusals import PeopleRefused
from directory.people.roles import forget, may_manage_people


def require_management(actor: Any, organisation: OrganisationPage | None) -> None:
    """Raise PermissionDenied unless the actor manages the people there, as of this moment."""
    forget(actor)
    if not may_manage_people(actor, organisation):
        raise PermissionDenied


def require_open(organisation: OrganisationPage | None) -> None:
    """Refuse new rights in an archived organisation."""
    if organisation is not None and organisation.archived_on is not None:
        raise PeopleRefused(
            _("Diese Organisation ist archiviert. Dort bekommt niemand mehr eine Rolle.")
        )


def require_fitting(roles: Iterable[str], organisation: OrganisationPage | None) -> None:
    """Refuse roles that do not exist in this place, and none at all."""
    wanted = set(roles)
    there = {Role.COORDINATION} if organisation is None else set(ROLES_OF_ORGANISATIONS)
    if not wanted:
        raise PeopleRefused(_("Wählen Sie mindestens eine Rolle."), "roles")
    if not wanted <= there:
        raise PeopleRefused(_("Diese Rolle gibt es hier nicht. Wählen Sie eine andere."), "roles")


def require_another(actor: Any, user: Any) -> None:
    """Refuse more rights for oneself: somebody else has to give them."""
    if actor.pk == user.pk:
        raise PeopleRefused(
            _(
                "Eigene Rechte kann niemand erweitern. "
                "Bitten Sie die Koordination oder eine andere Leitung der Redaktion."
            )
        )


def require_future(until: date | None) -> None:
    """Refuse a last day that is over."""
    if until is not None and until < timezone.localdate():
        raise PeopleRefused(
            _("Dieser Tag ist schon vorbei. Wählen Sie heute oder einen späteren Tag."), "until"
        )
