"""Places in the trees of pages and collections, by the paths that the nodes carry."""

from collections.abc import Iterable

from django.db.models import Q
from wagtail.models import Page

STEP: int = Page.steplen
"""How long one step of a path is; collections have the same."""


def below(paths: Iterable[str], field: str = "path") -> Q:
    """Return the condition for what is at or below one of some places (none: nothing is).

    `field` leads to the path, for what is not a node itself.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def path_and_above(path: str) -> list[str]:
    """Return the paths of a node and of all above it, the highest first."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]
