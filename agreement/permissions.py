"""Who may do what with the agreement."""

from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from directory.groups import COORDINATION


def may_decide_versions(user: Any) -> bool:
    """Return whether somebody may seal and commence versions: the coordination alone.

    An administrator may not: keeping accounts gives no right over what the partners agree.
    """
    return bool(user.is_active and user.groups.filter(name=COORDINATION).exists())


def may_write_in(user: Any, working_text: Any) -> bool:
    """Return whether somebody may change a working text, or at least one of its sections.

    Providers' editors have the right to change at their own sections alone.
    """
    if working_text.permissions_for_user(user).can_edit():
        return True
    rights = PagePermissionPolicy().get_cached_permissions_for_user(user)
    return any(
        right.permission.codename == "change_page" and right.page.path.startswith(working_text.path)
        for right in rights
    )
