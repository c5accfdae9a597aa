"""What the portal knows about a person, for that person: apps add their parts.

Articles 15 and 20 of the GDPR: everything that was given or came about by using the portal, in
a file that a program can read. Secrets (passwords, keys, codes, tokens) are left out.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from portal.accounts.models import User

Section = Callable[[User], Any]
Obstacle = Callable[[User], str | None]

_sections: dict[str, Section] = {}
_obstacles: list[Obstacle] = []


def register_section(name: str, section: Section) -> None:
    """Add a part to everybody's export; it returns what `json` can write, dates included.

    Raises ValueError if the name is taken.
    """
    if name in _sections:
        raise ValueError(f"There is a section called “{name}” already")
    _sections[name] = section


def register_obstacle(obstacle: Obstacle) -> None:
    """Add a reason why an account cannot be deleted now: a sentence that says what to do first."""
    _obstacles.append(obstacle)


def own_data(user: User) -> dict[str, Any]:
    """Return everything the portal knows about a person, by section."""
    parts = {name: section(user) for name, section in sorted(_sections.items())}
    return {"exported_at": timezone.now(), **parts}


def obstacles(user: User) -> list[str]:
    """Return every reason why an account cannot be deleted now; none: it can."""
    found = (obstacle(user) for obstacle in _obstacles)
    return [sentence for sentence in found if sentence]
