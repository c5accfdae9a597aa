"""Who may sign, upload, confirm and take back: asked afresh at every act.

What a request remembers of its roles is not enough here: a right that ended a moment ago, when
the page was open already, must count.
"""

from collections.abc import Iterable
from typing import Any

from directory.enums import Role
from directory.models import Membership

FOR_PAPER = (Role.LEAD_EDITOR, Role.SIGNATORY)
"""Whoever handles a party's paper, beside the coordination."""


def parties_with(user: Any, *roles: str) -> frozenset[str]:
    """Return the organisations (UUIDs) where somebody has one of some roles today (one query)."""
    rows = _roles_of(user).filter(role__in=roles, organisation__isnull=False)
    return frozenset(str(uuid) for uuid in rows.values_list("organisation__uuid", flat=True))


def is_of_coordination(user: Any) -> bool:
    """Return whether somebody belongs to the coordination today."""
    return bool(_roles_of(user).filter(role=Role.COORDINATION).exists())


def may_sign_for(user: Any, party: str) -> bool:
    """Return whether somebody signs for an organisation: its signatories alone."""
    return party in parties_with(user, Role.SIGNATORY)


def may_handle_paper(user: Any, party: str) -> bool:
    """Return whether somebody uploads and confirms a party's signatures on paper."""
    return is_of_coordination(user) or party in parties_with(user, *FOR_PAPER)


def may_withdraw_for(user: Any, party: str) -> bool:
    """Return whether somebody takes back a party's signature."""
    return is_of_coordination(user) or may_sign_for(user, party)


def _roles_of(user: Any) -> Any:
    if not (user and user.is_authenticated):
        return Membership.objects.none()
    return Membership.objects.giving_rights().filter(user=user.pk, user__is_active=True)


def people_of(parties: Iterable[str], *roles: str) -> dict[str, set[int]]:
    """Return the accounts (keys) with one of some roles in each organisation (one query)."""
    rows = Membership.objects.giving_rights().filter(
        organisation__uuid__in=list(parties), role__in=roles, user__is_active=True
    )
    found: dict[str, set[int]] = {}
    for uuid, user in rows.values_list("organisation__uuid", "user"):
        found.setdefault(str(uuid), set()).add(user)
    return found
