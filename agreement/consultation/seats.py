"""Where somebody sits in a consultation: for which organisations, and with which right.

Asked afresh at every act: a right that ended a moment ago, when the page was open, counts.
"""

from dataclasses import dataclass
from typing import Any

from directory.enums import EDITING, Role
from directory.models import Membership


@dataclass(frozen=True)
class Standing:
    """The organisations (UUIDs) for which somebody reads, comments and gives the answer."""

    reads_for: frozenset[str] = frozenset()
    comments_for: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    coordinates: bool = False


def standing_of(user: Any) -> Standing:
    """Return where somebody sits today (one query); nowhere without an open account."""
    if not (user and user.is_authenticated and user.is_active):
        return Standing()
    rows: list[tuple[str, Any]] = list(
        Membership.objects.giving_rights()
        .filter(user=user.pk)
        .values_list("role", "organisation__uuid")
    )
    return Standing(
        reads_for=frozenset(str(uuid) for _role, uuid in rows if uuid),
        comments_for=frozenset(str(uuid) for role, uuid in rows if uuid and role in EDITING),
        leads=frozenset(str(uuid) for role, uuid in rows if uuid and role == Role.LEAD_EDITOR),
        coordinates=any(role == Role.COORDINATION for role, _uuid in rows),
    )
