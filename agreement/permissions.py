"""Who may do what with the agreement."""

from typing import Any

from directory.groups import COORDINATION


def may_decide_versions(user: Any) -> bool:
    """Return whether somebody may seal and commence versions: the coordination alone.

    An administrator may not: keeping accounts gives no right over what the partners agree.
    """
    return bool(user.is_active and user.groups.filter(name=COORDINATION).exists())


def may_edit_working_text(user: Any, working_text: Any) -> bool:
    """Return whether somebody may edit a working text: whom Wagtail lets change its pages."""
    return bool(working_text.permissions_for_user(user).can_edit())
