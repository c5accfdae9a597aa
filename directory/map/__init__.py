"""The map of the district as inline SVG: outlines in, paths out. Pure: no Django."""

from .district import Area, DistrictMap, Marker, district_map

__all__ = ["Area", "DistrictMap", "Marker", "district_map"]
