"""The places of the district from the database, kept in memory by each process."""

from functools import lru_cache
from time import monotonic

from directory.models.reference import Locality, Municipality, PlaceAlias
from directory.places import Alias, Gazetteer
from directory.places import Locality as Part
from directory.places import Municipality as Town

MAX_AGE = 60
"""Seconds after which a process looks again: another one may have saved a place."""


def gazetteer() -> Gazetteer:
    """Return the towns, their parts and spellings (four queries, once a minute and process)."""
    return _read(int(monotonic() // MAX_AGE))


@lru_cache(maxsize=1)
def _read(_minute: int) -> Gazetteer:
    towns = tuple(
        Town(town.ags, town.name, town.kind, tuple(code.code for code in town.postal_codes.all()))
        for town in Municipality.objects.prefetch_related("postal_codes")
    )
    parts = Locality.objects.values_list("name", "municipality__ags")
    spellings = PlaceAlias.objects.values_list("name", "municipality__ags")
    return Gazetteer(
        towns,
        tuple(Part(name, ags) for name, ags in parts),
        aliases=tuple(Alias(name, ags) for name, ags in spellings),
    )


def forget_places() -> None:
    """Let the next question read the places anew."""
    _read.cache_clear()
