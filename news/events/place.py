"""Where an event takes place, as far as its reader may know."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from portal.core.page_visibility import page_visible_to
from portal.core.visibility import Viewer

if TYPE_CHECKING:
    from directory.models import OfficePage
    from news.models.events import EventPage

MAP = "https://www.openstreetmap.org/search?"


@dataclass(frozen=True, slots=True)
class Place:
    """A place: what is not known is empty. `office` is there if the reader may see it."""

    name: str
    street: str
    postal_code: str
    town: str
    office: "OfficePage | None" = None

    @property
    def address(self) -> str:
        """Street and town on one line."""
        town = f"{self.postal_code} {self.town}".strip()
        return ", ".join(filter(None, (self.street, town)))

    @property
    def in_one_line(self) -> str:
        """Name and address."""
        return ", ".join(filter(None, (self.name, self.address)))

    @property
    def map_url(self) -> str:
        """Where a map shows the address; empty without a town."""
        return MAP + urlencode({"query": self.address}) if self.town else ""


def place_of(event: "EventPage", who: Viewer) -> Place | None:
    """Return the place: the office if the reader may see it, else what the event says itself.

    A room or hall that an event names in its office stands before the name of the office.
    """
    office = event.office
    if office is not None and page_visible_to(office, who):
        name = ", ".join(filter(None, (event.place_name, office.title)))
        return Place(name, office.street, office.postal_code, office.town, office)
    if event.place_name or event.street or event.town:
        return Place(event.place_name, event.street, event.postal_code, event.town)
    return None
