"""In which municipality an office stands: its postal code says so, since it has no coordinates."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from directory.gazetteer import gazetteer
from directory.map import DistrictMap, district_map
from directory.map.outlines import outlines


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """A municipality of the district, and its point for a label (degrees)."""

    ags: str
    name: str
    lat: float
    lon: float


def place_of(postal_code: str) -> OfficePlace | None:
    """Return the municipality of a postal code; None outside the district."""
    found = gazetteer().by_code.get(postal_code, ())
    return _places().get(found[0].municipality.ags) if len(found) == 1 else None


def place_of_municipality(ags: str) -> OfficePlace | None:
    """Return a municipality by its official key; None for one that is not in the district."""
    return _places().get(ags)


@cache
def _places() -> dict[str, OfficePlace]:
    return {
        town.ags: OfficePlace(town.ags, town.name, lat=town.label_at[1], lon=town.label_at[0])
        for town in outlines()
    }


def map_of_offices(postal_codes: Iterable[str], highlight: str, filter_url: str) -> DistrictMap:
    """Return the map with a marker for each office's municipality.

    Each municipality leads to the offices that are there for it: `filter_url` ends where its
    key belongs. Offices outside the district are not on the map.
    """
    places = [place for code in postal_codes if (place := place_of(code))]
    return district_map(
        highlight=[highlight] if highlight else [],
        points=[(place.lat, place.lon, place.name) for place in places],
        links={town.ags: f"{filter_url}{town.ags}" for town in outlines()},
    )
