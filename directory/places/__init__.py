"""Which municipality does somebody mean who types a place? Pure, deterministic, forgiving."""

from .gazetteer import Gazetteer
from .results import Alias, Locality, Municipality, Place, PlaceKind, PlaceProblem, PlaceResult
from .search import search_place

__all__ = [
    "Alias",
    "Gazetteer",
    "Locality",
    "Municipality",
    "Place",
    "PlaceKind",
    "PlaceProblem",
    "PlaceResult",
    "search_place",
]
