"""Places, and the answer to somebody who looks for one."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the district; ``ags`` is its official key."""

    ags: str
    name: str
    kind: str
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locality:
    """A part of a municipality, such as a village that once was one itself."""

    name: str
    ags: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a municipality, such as in another script."""

    name: str
    ags: str


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, or one of its parts."""

    municipality: Municipality
    locality: Locality | None = None

    @property
    def label(self) -> str:
        """Return "Bretten" or "Büchig (Bretten)"; understood again as a query."""
        if self.locality is None:
            return self.municipality.name
        return f"{self.locality.name} ({self.municipality.name})"


class PlaceKind(Enum):
    """What became of a query."""

    FOUND = "found"
    CHOOSE = "choose"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    INVALID = "invalid"


class PlaceProblem(Enum):
    """Why a query is INVALID; the value is the German message's key."""

    POSTAL_CODE_LETTERS = "postleitzahl_mit_buchstaben"
    POSTAL_CODE_LENGTH = "postleitzahl_nicht_fuenfstellig"


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """The answer to a query; which fields are filled depends on ``kind``.

    place         FOUND: the municipality, with its part if that was typed
    choices       CHOOSE: the places to ask about
    outside_name  OUTSIDE: the town, or None if only its postal code is known to be elsewhere
    suggestions   UNKNOWN: up to three similar places
    problem       INVALID: what is wrong with the postal code
    """

    kind: PlaceKind
    place: Place | None = None
    choices: tuple[Place, ...] = ()
    outside_name: str | None = None
    suggestions: tuple[Place, ...] = ()
    problem: PlaceProblem | None = None
