"""What somebody of the network finds first in the staff area: where one belongs, as what."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from directory.models import Membership, OrganisationPage


@dataclass(frozen=True)
class Place:
    """An organisation one belongs to (None: the coordination), and one's roles there in words."""

    organisation: OrganisationPage | None
    roles: str


def places_of(user: Any) -> list[Place]:
    """Return where somebody has a role today, by name (one query); the coordination first."""
    if user is None:
        return []
    memberships = Membership.objects.giving_rights().filter(user=user)
    roles: dict[OrganisationPage | None, list[str]] = defaultdict(list)
    for membership in memberships.select_related("organisation").order_by("role"):
        roles[membership.organisation].append(membership.get_role_display())
    places = [Place(organisation, ", ".join(names)) for organisation, names in roles.items()]
    return sorted(places, key=lambda p: (p.organisation is not None, str(p.organisation or "")))
