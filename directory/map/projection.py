"""From degrees to the units of a drawing, and lines to the shortest SVG path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

Point = tuple[int, int]
"""Units to the right and down from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular around the middle latitude; over 50 km its error is below a line's width."""

    west: float
    north: float
    shrink: float
    units: float
    width: int
    height: int
    margin: int

    def point(self, lon: float, lat: float) -> Point:
        """Return where a coordinate lies in the drawing; outside of it if it lies outside."""
        x = (lon - self.west) * self.shrink * self.units + self.margin
        y = (self.north - lat) * self.units + self.margin
        return round(x), round(y)

    def holds(self, point: Point) -> bool:
        """Return whether a point lies in the drawing."""
        x, y = point
        return 0 <= x <= self.width and 0 <= y <= self.height


def projection_for(
    coordinates: Iterable[tuple[float, float]], width: int, margin: int
) -> Projection:
    """Return the projection that fits all coordinates (lon, lat) into `width` units.

    Raises ValueError where there is none.
    """
    known = list(coordinates)
    if not known:
        raise ValueError("nothing to draw")
    lons, lats = [lon for lon, _lat in known], [lat for _lon, lat in known]
    shrink = cos(radians((min(lats) + max(lats)) / 2))
    units = (width - 2 * margin) / ((max(lons) - min(lons)) * shrink)
    height = round((max(lats) - min(lats)) * units) + 2 * margin
    return Projection(min(lons), max(lats), shrink, units, width, height, margin)


def svg_path(rings: Iterable[Sequence[Point]]) -> str:
    """Return closed rings as an SVG path in relative steps, which are the shortest to write."""
    return "".join(f"{_ring(ring)}z" for ring in rings)


def _ring(ring: Sequence[Point]) -> str:
    (x, y), *rest = ring
    path = f"M{x} {y}l"
    for to_x, to_y in rest:
        step_x, step_y = to_x - x, to_y - y
        if not step_x and not step_y:
            continue
        gap = "" if path[-1] == "l" or step_x < 0 else " "
        path += f"{gap}{step_x}{'' if step_y < 0 else ' '}{step_y}"
        x, y = to_x, to_y
    return path
