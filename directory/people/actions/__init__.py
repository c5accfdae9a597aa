"""The acts on people: each checks, changes in one transaction, logs, and tells by mail."""

from directory.people.actions.invitations import (
    Newcomer,
    Sent,
    accept_invitation,
    invite,
    open_invitation,
    resend,
    revoke_invitation,
)
from directory.people.actions.memberships import (
    change_roles,
    change_until,
    end_membership,
    grant,
    remove_person,
)

__all__ = [
    "Newcomer",
    "Sent",
    "accept_invitation",
    "change_roles",
    "change_until",
    "end_membership",
    "grant",
    "invite",
    "open_invitation",
    "remove_person",
    "resend",
    "revoke_invitation",
]
