"""Registry of the main navigation: apps add their entrance in `AppConfig.ready()`."""

from dataclasses import dataclass
from typing import Any

from portal.core.languages import localized_path, without_prefix


@dataclass(frozen=True)
class Entrance:
    """A part of the portal in the navigation: German address, title, position, what it is for."""

    path: str
    title: Any
    order: int
    text: Any = ""


@dataclass(frozen=True)
class NavigationLink:
    """An entrance as it stands on a page."""

    url: str
    title: str
    is_current: bool
    text: str


_main: list[Entrance] = []
_footer: list[Entrance] = []


def register_entrance(entrance: Entrance, *, footer: bool = False) -> None:
    """Add an entrance to the main navigation or to the footer."""
    entrances = _footer if footer else _main
    entrances.append(entrance)
    entrances.sort(key=lambda e: e.order)


def _links(entrances: list[Entrance], current_path: str) -> list[NavigationLink]:
    here = without_prefix(current_path)
    return [
        NavigationLink(localized_path(e.path), str(e.title), here.startswith(e.path), str(e.text))
        for e in entrances
    ]


def main_navigation(current_path: str) -> list[NavigationLink]:
    """Return the main navigation as seen from an address."""
    return _links(_main, current_path)


def footer_navigation(current_path: str) -> list[NavigationLink]:
    """Return the links of the footer as seen from an address."""
    return _links(_footer, current_path)
