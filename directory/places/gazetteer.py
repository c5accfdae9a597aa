"""The places of the district, found by every spelling of their names, and towns outside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .results import Alias, Locality, Municipality, Place
from .spelling import keys

# Towns around the district that people type although the portal does not serve them.
TOWNS_OUTSIDE = (
    "Bad Herrenalb",
    "Baden-Baden",
    "Durlach",
    "Eppingen",
    "Gaggenau",
    "Germersheim",
    "Gernsbach",
    "Heidelberg",
    "Heilbronn",
    "Hockenheim",
    "Karlsruhe",
    "Knittlingen",
    "Landau",
    "Ludwigshafen",
    "Mannheim",
    "Maulbronn",
    "Mühlacker",
    "Pforzheim",
    "Rastatt",
    "Remchingen",
    "Schwetzingen",
    "Sinsheim",
    "Speyer",
    "Stuttgart",
    "Walldorf",
    "Wiesloch",
    "Wörth am Rhein",
)

# How the largest of them are written by people who type in their own script.
TOWNS_OUTSIDE_IN_OTHER_SCRIPTS = {
    "Карлсруэ": "Karlsruhe",
    "Карлсруе": "Karlsruhe",
    "كارلسروه": "Karlsruhe",
    "Гейдельберг": "Heidelberg",
    "Хайдельберг": "Heidelberg",
    "Гайдельберг": "Heidelberg",
    "هايدلبرغ": "Heidelberg",
    "Хайльбронн": "Heilbronn",
    "Гайльбронн": "Heilbronn",
    "هايلبرون": "Heilbronn",
    "Мангейм": "Mannheim",
    "Маннгайм": "Mannheim",
    "مانهايم": "Mannheim",
    "Пфорцхайм": "Pforzheim",
    "Пфорцгайм": "Pforzheim",
    "بفورتسهايم": "Pforzheim",
    "Штутгарт": "Stuttgart",
    "شتوتغارت": "Stuttgart",
}


@dataclass(frozen=True)
class Gazetteer:
    """The places of the district, and names of more towns outside it (``neighbours``).

    ``aliases`` are further spellings of municipalities. A locality or an alias with an ``ags``
    of no municipality is a KeyError at the first search.
    """

    municipalities: tuple[Municipality, ...]
    localities: tuple[Locality, ...]
    neighbours: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Place, ...]]:
        """Return the municipalities of each postal code."""
        pairs = ((code, Place(town)) for town in self.municipalities for code in town.postal_codes)
        return _grouped(pairs)

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Place, ...]]:
        """Return the places of each spelling, town parts also together with their town."""
        names = ((key, place) for place in self._places for key in _spellings(place))
        aliases = (
            (key, Place(self._towns[alias.ags]))
            for alias in self.aliases
            for key in keys(alias.name)
        )
        # A text without a letter has an empty key, which would be the beginning of every name.
        return _grouped((key, place) for key, place in (*names, *aliases) if key)

    @cached_property
    def outside_by_key(self) -> Mapping[str, str]:
        """Return the town outside of each spelling that names nothing in the district."""
        names = (*TOWNS_OUTSIDE, *self.neighbours)
        spellings = {**{name: name for name in names}, **TOWNS_OUTSIDE_IN_OTHER_SCRIPTS}
        outside = {key: name for spelling, name in spellings.items() for key in keys(spelling)}
        return {key: name for key, name in outside.items() if key not in self.by_key}

    @cached_property
    def all_keys(self) -> tuple[str, ...]:
        """Return every spelling, inside first."""
        return (*self.by_key, *self.outside_by_key)

    @cached_property
    def _towns(self) -> Mapping[str, Municipality]:
        return {town.ags: town for town in self.municipalities}

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        parts = (Place(self._towns[part.ags], part) for part in self.localities)
        return (*(Place(town) for town in self.municipalities), *parts)


def _spellings(place: Place) -> Iterator[str]:
    town = place.municipality.name
    if place.locality is None:
        yield from keys(town)
        return
    name = place.locality.name
    for text in (name, f"{name} {town}", f"{town} {name}"):
        yield from keys(text)


def _grouped(pairs: Iterable[tuple[str, Place]]) -> dict[str, tuple[Place, ...]]:
    groups: dict[str, tuple[Place, ...]] = {}
    for key, place in pairs:
        if place not in groups.get(key, ()):
            groups[key] = (*groups.get(key, ()), place)
    return groups
