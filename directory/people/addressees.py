"""Whom the portal tells of something: the editors of an organisation, the coordination."""

from django.db.models import QuerySet

from directory.enums import EDITING, Role
from directory.models import Membership
from portal.accounts.models import User


def editors_of(organisation: int | None) -> QuerySet[User]:
    """Return who edits an organisation (its key) today and has an open account."""
    roles = Membership.objects.giving_rights().filter(organisation=organisation, role__in=EDITING)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True)


def coordinators() -> QuerySet[User]:
    """Return who belongs to the coordination today and has an open account."""
    roles = Membership.objects.current().filter(role=Role.COORDINATION)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True)
