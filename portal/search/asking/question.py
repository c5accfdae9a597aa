"""What is asked of the search. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

PAGE_LENGTH = 20
LAST_PAGE = 50
"""Nobody reads on behind a thousand results; whoever gets there asks more exactly."""


class Order(StrEnum):
    """In which order results come."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True)
class Question:
    """One search as it was asked.

    `text` is what was typed, `filters` the chosen facets: pairs of a `Facet` and one of its
    values; two values of one facet widen, two facets narrow. `past` also finds the wordings of
    versions that are not in force, for those who may read them.
    """

    text: str
    language: str = "de"
    filters: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    order: Order = Order.BEST
    page: int = 1
    past: bool = False

    def values_of(self, facet: str) -> frozenset[str]:
        """Return the chosen values of a facet."""
        return frozenset(value for name, value in self.filters if name == facet)
