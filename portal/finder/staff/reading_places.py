"""The place in a note: found by the same search as everywhere, among all the other words. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.places import Gazetteer, Place, PlaceKind, PlaceResult, search_place
from portal.finder.staff.notes import TAKEN, Note

MOST_WORDS = 3
"""“Karlsdorf bei Bruchsal”: no place of the district needs more words."""

SHORTEST_GUESS = 4
"""Words of a note are often short; only longer ones are looked up by their beginning."""

MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class PlacesRead:
    """Municipalities (official keys) with the words; places to ask about; a town outside."""

    found: tuple[tuple[str, str], ...] = ()
    choices: tuple[Place, ...] = ()
    outside: str = ""


def read_places(note: Note, gazetteer: Gazetteer, silent: frozenset[str]) -> PlacesRead:
    """Take the places out of a note: those that are sure first, then what may be meant.

    Two different municipalities are asked about, not chosen from.
    """
    found = list(_sure(note, gazetteer, silent))
    towns = dict.fromkeys(place.municipality for place, _words in found)
    if len(towns) == 1:
        place, words = found[0]
        return PlacesRead(found=((place.municipality.ags, words),))
    if found:
        return PlacesRead(choices=tuple(dict.fromkeys(place for place, _words in found)))
    return _perhaps(note, gazetteer, silent)


def _sure(note: Note, gazetteer: Gazetteer, silent: frozenset[str]) -> Iterator[tuple[Place, str]]:
    for most in range(MOST_WORDS, 0, -1):
        words = note.words()
        for start, end in _neighbours(note, words, most):
            text = note.rest[start:end]
            if TAKEN in text or _says_nothing(note, words, start, end, silent):
                continue
            result = search_place(text, gazetteer)
            if result.place:
                yield result.place, note.take(start, end)


def _neighbours(note: Note, words: list[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    """Yield where so many words follow one another with nothing taken between them."""
    for first in range(len(words) - most + 1):
        start, end = words[first][0], words[first + most - 1][1]
        if TAKEN not in note.rest[start:end]:
            yield start, end


def _says_nothing(
    note: Note, words: list[tuple[int, int]], start: int, end: int, silent: frozenset[str]
) -> bool:
    """Whether a group of words begins or ends with one that cannot belong to a name."""
    inside = [note.rest[a:b] for a, b in words if start <= a and b <= end]
    return inside[0] in silent or inside[-1] in silent


def _perhaps(note: Note, gazetteer: Gazetteer, silent: frozenset[str]) -> PlacesRead:
    """Take the first word that may name places of the district, or else a town outside."""
    results = [
        (start, end, search_place(note.rest[start:end], gazetteer))
        for start, end in note.words()
        if note.rest[start:end] not in silent
    ]
    for start, end, result in results:
        if end - start >= SHORTEST_GUESS and 0 < len(result.choices) <= MOST_CHOICES:
            note.take(start, end)
            return PlacesRead(choices=result.choices)
    for start, end, result in results:
        if result.kind is PlaceKind.OUTSIDE:
            typed = note.take(start, end)
            return PlacesRead(outside=_name(result, typed))
    return PlacesRead()


def _name(result: PlaceResult, typed: str) -> str:
    return result.outside_name or typed
