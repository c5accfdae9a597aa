"""Who may do what with example cases."""

from typing import Any

from agreement.permissions import may_decide_versions
from directory.groups import NETWORK


def may_propose(user: Any) -> bool:
    """Return whether somebody may propose an example case: everybody of the network."""
    is_member = user.is_active and user.groups.filter(name=NETWORK).exists()
    return bool(is_member or may_decide(user))


def may_decide(user: Any) -> bool:
    """Return whether somebody may write down what the partners agreed: the coordination."""
    return may_decide_versions(user)
