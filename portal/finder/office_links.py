"""What somebody can do with an office at once: find the way, keep the contact."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from directory.models import OfficePage
from directory.open_data.addresses import vcard_url

DIRECTIONS = "https://www.openstreetmap.org/directions"
"""A link and nothing more: nothing is asked of that computer unless somebody follows it."""


@dataclass(frozen=True, slots=True)
class OfficeLinks:
    """Where the buttons of an office's card lead."""

    directions: str
    map_app: str
    vcard: str


def office_links(office: OfficePage, request: HttpRequest) -> OfficeLinks:
    """Return the links of an office.

    The way is asked by the address in words: an office has no coordinates.
    """
    return OfficeLinks(
        directions=f"{DIRECTIONS}?{urlencode({'to': office.address})}",
        map_app=f"geo:0,0?q={quote(office.address)}",
        vcard=vcard_url(office, request),
    )
