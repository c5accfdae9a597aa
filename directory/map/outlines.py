"""The outlines of the 32 municipalities, read once by each process."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
PARTS_OF_A_DEGREE = 10_000

Coordinate = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A municipality: its official key, name, point for a label, and the rings around it."""

    ags: str
    name: str
    is_town: bool
    label_at: Coordinate
    rings: tuple[tuple[Coordinate, ...], ...]


@cache
def outlines() -> tuple[Outline, ...]:
    """Return all municipalities in the order of their keys.

    Outlines and label points: © GeoBasis-DE / BKG 2016 (Daten verändert).
    """
    rings = json.loads((DATA / "outlines.json").read_text())
    facts = json.loads((DATA / "municipalities.json").read_text())
    return tuple(
        Outline(
            ags=town["ags"],
            name=town["name"],
            is_town=town["kind"] == "Große Kreisstadt",
            label_at=(town["lon"], town["lat"]),
            rings=tuple(tuple(_coordinates(ring)) for ring in rings[town["ags"]]),
        )
        for town in sorted(facts, key=lambda town: str(town["ags"]))
    )


def _coordinates(numbers: list[int]) -> Iterator[Coordinate]:
    for lon, lat in zip(numbers[::2], numbers[1::2], strict=True):
        yield lon / PARTS_OF_A_DEGREE, lat / PARTS_OF_A_DEGREE
