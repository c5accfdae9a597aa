"""Who may do what with the agreement."""

from typing import Any

from directory.groups import COORDINATION


def may_decide_versions(user: Any) -> bool:
    """Return whether somebody may seal and commence versions: the coordination alone.

    An administrator may not: keeping accounts gives no right over what the partners agree.
    """
    return bool(user.is_active and user.groups.filter(name=COORDINATION).exists())
