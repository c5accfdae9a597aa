"""Who may do what with an organisation's page, beyond what Wagtail's rights say."""

from typing import Any

from wagtail.models import PagePermissionTester

from directory.groups import COORDINATION


class OrganisationPermissions(PagePermissionTester):
    """An organisation is archived; to delete it, with all that was hers, is an administrator's."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Return whether the page may be deleted, and therefore moved."""
        return bool(self.user.is_superuser) and super().can_delete(ignore_bulk)


def may_archive(user: Any) -> bool:
    """Return whether somebody may archive organisations: coordination and administrators."""
    return bool(user.is_active and (user.is_superuser or _is_coordination(user)))


def may_set_approval(user: Any, organisation: Any) -> bool:
    """Return whether somebody decides if an organisation's articles need approval.

    Its lead editors do, the coordination and administrators.
    """
    if may_archive(user):
        return True
    lead = organisation.lead_group_id
    return bool(user.is_active and lead and user.groups.filter(pk=lead).exists())


def _is_coordination(user: Any) -> bool:
    return bool(user.groups.filter(name=COORDINATION).exists())
