"""Which municipality does somebody mean who types a place? Pure, deterministic, forgiving."""

from .gazetteer import Gazetteer
from .results import Locality, Municipality, Place, PlaceKind, PlaceProblem, PlaceResult
from .search import search_place

__all__ = [
    "Gazetteer",
    "Locality",
    "Municipality",
    "Place",
    "PlaceKind",
    "PlaceProblem",
    "PlaceResult",
    "search_place",
]
