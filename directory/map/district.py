"""The map as data: what the template draws, without a word for readers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from .outlines import outlines
from .projection import Projection, projection_for, svg_path

WIDTH = 1000
MARGIN = 12
LINE = 46
"""Room for a line of text: a name gives way to the marker at the same place."""
HALF_A_LETTER = 11


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality and where its name stands.

    `shows_name` is true of the towns everybody knows and of what is highlighted.
    """

    ags: str
    name: str
    path: str
    x: int
    y: int
    shows_name: bool
    is_highlighted: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """A place where something is: how much, and the labels of all of it, each once."""

    x: int
    y: int
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """The drawing in units of its view box; what is highlighted comes last, on top."""

    width: int
    height: int
    areas: tuple[Area, ...]
    markers: tuple[Marker, ...]

    @property
    def highlighted(self) -> tuple[str, ...]:
        """The names of the municipalities that are highlighted."""
        return tuple(area.name for area in self.areas if area.is_highlighted)

    @property
    def has_links(self) -> bool:
        """Whether the municipalities lead somewhere."""
        return any(area.url for area in self.areas)


def district_map(
    highlight: Iterable[str] = (),
    points: Iterable[tuple[float, float, str]] = (),
    links: Mapping[str, str] | None = None,
) -> DistrictMap:
    """Return the map of the 32 municipalities.

    `highlight` and `links` name municipalities by their official keys; unknown keys are left
    out. `points` are (latitude, longitude, label); those outside the map are left out, those
    at one place become one marker.
    """
    wanted, urls = set(highlight), links or {}
    projection, plain = _drawn()
    markers = _markers(projection, points)
    taken = {(marker.x, marker.y) for marker in markers}
    areas = (
        replace(
            area,
            x=_whole(area),
            y=area.y + LINE if (area.x, area.y) in taken else area.y,
            shows_name=area.shows_name or area.ags in wanted,
            is_highlighted=area.ags in wanted,
            url=urls.get(area.ags, ""),
        )
        for area in plain
    )
    on_top = tuple(sorted(areas, key=lambda area: area.is_highlighted))
    return DistrictMap(projection.width, projection.height, on_top, markers)


def _whole(area: Area) -> int:
    """Return where the middle of a name stands so that no letter falls off the drawing."""
    room = len(area.name) * HALF_A_LETTER
    return min(max(area.x, room), WIDTH - room)


def _markers(
    projection: Projection, points: Iterable[tuple[float, float, str]]
) -> tuple[Marker, ...]:
    labels: dict[tuple[int, int], list[str]] = defaultdict(list)
    for lat, lon, label in points:
        at = projection.point(lon, lat)
        if projection.holds(at):
            labels[at].append(label)
    markers = (
        Marker(x, y, len(found), ", ".join(dict.fromkeys(found)))
        for (x, y), found in labels.items()
    )
    return tuple(sorted(markers, key=lambda marker: marker.label))


@cache
def _drawn() -> tuple[Projection, tuple[Area, ...]]:
    """Return the projection and all municipalities, drawn once by each process."""
    towns = outlines()
    every = (coordinate for town in towns for ring in town.rings for coordinate in ring)
    projection = projection_for(every, WIDTH, MARGIN)
    areas = []
    for town in towns:
        x, y = projection.point(*town.label_at)
        rings = ([projection.point(*coordinate) for coordinate in ring] for ring in town.rings)
        areas.append(Area(town.ags, town.name, svg_path(rings), x, y, town.is_town))
    return projection, tuple(areas)
