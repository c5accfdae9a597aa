"""The facts of a case: what is known about a person who looks for advice.

Every fact may be unknown. Unknown never means "none": it means "any value of the closed set".
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

AGE_MIN, AGE_MAX = 0, 120

# The youngest age a parent is assumed to have, so that an unknown age of the parents
# does not stand for parents who are small children themselves.
PARENT_AGE_MIN = 12


class Dimension(StrEnum):
    """A fact that rules can ask for; SET_DIMENSIONS are named as the fields of `Case`."""

    AGE = "age"
    PARENT_AGE = "parent_age"
    STATUS = "status"
    ACCOMMODATION = "accommodation"
    ARRIVAL = "arrival"
    MUNICIPALITY = "municipality"
    TOPIC = "topic"
    PERIOD = "period"


# The facts that are one code out of a closed set.
SET_DIMENSIONS = (
    Dimension.STATUS,
    Dimension.ACCOMMODATION,
    Dimension.ARRIVAL,
    Dimension.MUNICIPALITY,
    Dimension.TOPIC,
    Dimension.PERIOD,
)


@dataclass(frozen=True, slots=True)
class Ages:
    """Whole years from `low` to `high`, both included. Raises ValueError for what cannot be."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"Ages the wrong way round: from {self.low} to {self.high}.")
        if self.low < AGE_MIN or self.high > AGE_MAX:
            raise ValueError(
                f"Ages lie between {AGE_MIN} and {AGE_MAX}, not from {self.low} to {self.high}."
            )

    @classmethod
    def any(cls) -> Self:
        """Every age: the age is unknown, or does not matter."""
        return cls(AGE_MIN, AGE_MAX)

    @property
    def years(self) -> int:
        """How many ages these are."""
        return self.high - self.low + 1

    def shared_with(self, other: "Ages") -> "Ages | None":
        """The ages in both ranges, None if there are none."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Ages(low, high) if low <= high else None


ANY_AGE = Ages.any()
POSSIBLE_PARENTS = Ages(PARENT_AGE_MIN, AGE_MAX)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one person. None, or more than one age, is unknown.

    `parent_ages` counts only where a rule says that the age of the parents decides.
    """

    ages: Ages = ANY_AGE
    parent_ages: Ages = ANY_AGE
    status: str | None = None
    accommodation: str | None = None
    arrival: str | None = None
    municipality: str | None = None
    topic: str | None = None
    period: str | None = None

    def fact(self, dimension: Dimension) -> str | None:
        """The code given for one of SET_DIMENSIONS, None if it is unknown."""
        code: str | None = getattr(self, dimension.value)
        return code
