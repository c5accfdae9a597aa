"""What the portal knows of what somebody has read, for that person."""

from typing import Any

from agreement.models.acknowledgement import Acknowledgement
from portal.accounts.models import User


def acknowledgements_of(user: User) -> list[dict[str, Any]]:
    """Return what a person was to read, and when he confirmed it (one query)."""
    rows = Acknowledgement.objects.filter(user=user).order_by("told_at", "pk")
    found = rows.select_related("version__agreement").defer("version__canonical")
    return [
        {
            "agreement": row.version.agreement.title,
            "version": row.version.number,
            "organisation": row.organisation_name,
            "told_at": row.told_at,
            "read_at": row.read_at,
            "reminded_on": row.reminded_on,
        }
        for row in found
    ]
