"""All offices as GeoJSON (RFC 7946). Pure: no Django."""

from collections.abc import Iterable
from typing import Any

from directory.open_data.facts import PublicOffice

ATTRIBUTION = "© GeoBasis-DE / BKG 2016 (Daten verändert)"
POINT = "Punkt der Gemeinde, nicht der Adresse"
"""Offices have no coordinates of their own; a reader must not take the point for a door."""


def geojson(offices: Iterable[PublicOffice], note: str) -> dict[str, Any]:
    """Return a collection with a feature for each office.

    The point is the one of the municipality that the postal code belongs to; an office outside
    the district has none. `note` marks invented content.
    """
    collection = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "features": [_feature(office) for office in offices],
    }
    return {**collection, "note": note} if note else collection


def _feature(office: PublicOffice) -> dict[str, Any]:
    geometry = None
    if office.point is not None:
        lat, lon = office.point
        geometry = {"type": "Point", "coordinates": [lon, lat]}
    town = office.town_of_district
    return {
        "type": "Feature",
        "id": str(office.uuid),
        "geometry": geometry,
        "properties": {
            "name": office.name,
            "organisation": office.organisation.name,
            "url": office.url,
            "street": office.street,
            "postal_code": office.postal_code,
            "town": office.town,
            "municipality": {"ags": town.ags, "name": town.name} if town else None,
            "point": POINT if town else None,
            "phone": office.phone,
            "email": office.email,
            "website": office.website,
            "opening_hours": office.hours,
            "languages": sorted({language.code for language in office.languages}),
            "services": sorted({offer.service.code for offer in office.offers}),
            "verified_on": office.verified_on.isoformat() if office.verified_on else None,
        },
    }
