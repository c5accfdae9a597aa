"""Who may change accounts and groups by hand."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from directory.people.group_sync import managed_groups


class AdministratorsOnly(ModelPermissionPolicy):
    """Whoever may change accounts could make himself an administrator: nobody else may."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether this is an administrator."""
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        """Return whether this is an administrator."""
        return self.user_has_permission(user, "")


class GroupsByHand(AdministratorsOnly):
    """Administrators change the groups they made; those of organisations follow by themselves."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Return whether an administrator may change this very group."""
        follows = managed_groups().filter(pk=instance.pk).exists()
        return self.user_has_permission(user, action) and not follows


def groups_by_hand() -> QuerySet[Group]:
    """Return the groups that do not follow from memberships."""
    found: QuerySet[Group] = Group.objects.exclude(pk__in=managed_groups().values("pk"))
    return found
