"""How far an office is, from one municipality's label point to the other's.

Beelines between the middles of towns: enough to put the nearer office first, and said as such.
"""

from math import cos, hypot, radians

from django.utils.translation import gettext as _

from directory.office_places import OfficePlace, place_of, place_of_municipality

KILOMETRES_A_DEGREE = 111.2
FAR = 1_000.0
"""Further than anything in the district: offices whose place is not known come last."""


def kilometres(postal_code: str, ags: str | None) -> float:
    """Return how far the municipality of a postal code is from a visitor's; FAR if unknown."""
    here = place_of_municipality(ags) if ags else None
    there = place_of(postal_code)
    return _between(here, there) if here and there else FAR


def distance_in_words(postal_code: str, ags: str | None) -> str:
    """Return how far an office is for a visitor; nothing where that is not known."""
    here = place_of_municipality(ags) if ags else None
    there = place_of(postal_code)
    if not here or not there:
        return ""
    if here.ags == there.ags:
        return _("In Ihrer Gemeinde")
    words = {"kilometres": round(_between(here, there)), "town": here.name}
    return _("Etwa %(kilometres)s km von %(town)s (Luftlinie)") % words


def _between(here: OfficePlace, there: OfficePlace) -> float:
    north = here.lat - there.lat
    east = (here.lon - there.lon) * cos(radians((here.lat + there.lat) / 2))
    return KILOMETRES_A_DEGREE * hypot(north, east)
