"""The search: postal codes first, then names exactly, by their beginning, by likeness.

Never raises for any text: what cannot be placed is answered by a kind; its words are made
elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .gazetteer import Gazetteer
from .results import Place, PlaceKind, PlaceProblem, PlaceResult
from .spelling import WORD, flat, foldings

# Ranges in which every postal code belongs to that one city.
POSTAL_CODES_OUTSIDE = ((76131, 76229, "Karlsruhe"),)

_LONGEST_QUERY = 120
_SHORTEST_PREFIX = 3
_SHORTEST_SURE_NAME = 6
_MISTAKES_FROM_LENGTH = (4, 8, 13)
_MOST_SUGGESTIONS = 3
_SUGGESTION_CUTOFF = 60
_CODE = re.compile(r"(?:de?)?(\d{5})")
# What stands around a name and does not belong to it: "Stadt Bretten", "Büchig bei Bretten".
_FILLERS = frozenset({"bei", "gemeinde", "in", "ortsteil", "ot", "stadt", "stadtteil"})
_OFFICIAL_ADDITIONS = ("landkreiskarlsruhe", "kreiskarlsruhe", "karlsruhe", "baden")


def search_place(query: str, gazetteer: Gazetteer) -> PlaceResult:
    """Return the place of the district that ``query`` names by postal code, name or both.

    Forgiven are case, hyphens, umlauts written out or flat, and one typing mistake in a name
    of six letters or more. What could mean several places, the beginning of a name (three
    letters or more) and bolder corrections are asked, never guessed: CHOOSE, if need be with a
    single choice.
    """
    words = _words(query)
    if not words:
        return PlaceResult(PlaceKind.EMPTY)
    codes = [found[1] for word in words if (found := _CODE.fullmatch(word))]
    names = [word for word in words if not _has_digit(word)]
    if codes:
        return _search_codes(codes, names, gazetteer)
    result = _search_name(names, gazetteer)
    if len(names) < len(words) and result.kind in {PlaceKind.UNKNOWN, PlaceKind.EMPTY}:
        return PlaceResult(PlaceKind.INVALID, problem=_problem(words))
    return result


def _words(query: str) -> list[str]:
    text = unicodedata.normalize("NFKC", query.strip()[:_LONGEST_QUERY]).casefold()
    text = unicodedata.normalize("NFC", text)
    words = WORD.findall("".join(str(unicodedata.digit(char, char)) for char in text))
    together = "".join(words)
    return [together] if _CODE.fullmatch(together) else words


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _problem(words: Iterable[str]) -> PlaceProblem:
    if all(word.isdigit() for word in words if _has_digit(word)):
        return PlaceProblem.POSTAL_CODE_LENGTH
    return PlaceProblem.POSTAL_CODE_LETTERS


def _search_codes(codes: Sequence[str], names: Sequence[str], gazetteer: Gazetteer) -> PlaceResult:
    """Let the postal code decide; a name beside it may say which part, or contradict it."""
    towns = [place for code in codes for place in gazetteer.by_code.get(code, ())]
    if not towns:
        return PlaceResult(PlaceKind.OUTSIDE, outside_name=_city_of(codes[0]))
    named = _search_name(names, gazetteer)
    meant = (*named.choices, *([named.place] if named.place else ()))
    if parts := [place for place in meant if Place(place.municipality) in towns]:
        return _settled(parts)
    return _settled([*towns, *_exact(names, gazetteer).inside])


def _city_of(code: str) -> str | None:
    cities = (city for first, last, city in POSTAL_CODES_OUTSIDE if first <= int(code) <= last)
    return next(cities, None)


def _search_name(names: Sequence[str], gazetteer: Gazetteer) -> PlaceResult:
    if not names:
        return PlaceResult(PlaceKind.EMPTY)
    for find in (_exact, _beginning, _similar):
        matches = find(names, gazetteer)
        if matches.inside:
            return _settled(matches.inside, certain=matches.certain)
        if matches.outside:
            return PlaceResult(PlaceKind.OUTSIDE, outside_name=matches.only_outside)
    return PlaceResult(PlaceKind.UNKNOWN, suggestions=_suggestions(names, gazetteer))


@dataclass(frozen=True, slots=True)
class _Matches:
    inside: tuple[Place, ...]
    outside: frozenset[str]
    certain: bool = False

    @property
    def only_outside(self) -> str | None:
        return min(self.outside) if len(self.outside) == 1 else None


def _matches(keys: Iterable[str], gazetteer: Gazetteer, *, certain: bool = False) -> _Matches:
    known = tuple(keys)
    inside = tuple(place for key in known for place in gazetteer.by_key.get(key, ()))
    names = (gazetteer.outside_by_key.get(key) for key in known)
    outside = frozenset(name for name in names if name)
    return _Matches(inside, outside, certain and not (inside and outside))


def _exact(names: Sequence[str], gazetteer: Gazetteer) -> _Matches:
    keys = _query_keys(names)
    matches = _matches(keys, gazetteer, certain=True)
    if matches.inside or matches.outside:
        return matches
    # Namesakes elsewhere carry other additions: only these may be dropped.
    shorter = (key.removesuffix(addition) for key in keys for addition in _OFFICIAL_ADDITIONS)
    return _matches(dict.fromkeys(shorter), gazetteer, certain=True)


def _beginning(names: Sequence[str], gazetteer: Gazetteer) -> _Matches:
    starts = tuple(key for key in _query_keys(names) if len(key) >= _SHORTEST_PREFIX)
    return _matches((key for key in gazetteer.all_keys if key.startswith(starts)), gazetteer)


def _similar(names: Sequence[str], gazetteer: Gazetteer) -> _Matches:
    near: dict[str, int] = {}
    for typed in _query_keys(names):
        for key, mistakes, _index in process.extract(
            typed,
            gazetteer.all_keys,
            scorer=OSA.distance,
            score_cutoff=_allowed_mistakes(typed),
            limit=None,
        ):
            near[key] = min(mistakes, near.get(key, mistakes))
    fewest = min(near.values(), default=0)
    nearest = [key for key, mistakes in near.items() if mistakes == fewest]
    # Reutlingen and Esslingen are two letters from Ettlingen, Rust is one from Ruit.
    certain = fewest <= 1 and all(len(key) >= _SHORTEST_SURE_NAME for key in nearest)
    return _matches(nearest, gazetteer, certain=certain)


def _allowed_mistakes(typed: str) -> int:
    """Return how many letters may be wrong, missing or swapped in a name of that length."""
    return sum(len(typed) >= length for length in _MISTAKES_FROM_LENGTH)


def _suggestions(names: Sequence[str], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return places named somewhere in the query, else those spelled most like it."""
    if within := [place for name in names for place in _exact([name], gazetteer).inside]:
        return tuple(dict.fromkeys(within))[:_MOST_SUGGESTIONS]
    keys = _query_keys(names)
    begun = [key for key in gazetteer.by_key if key.startswith(keys)]
    alike = [
        key
        for typed in keys
        for key, _score, _index in process.extract(
            typed, list(gazetteer.by_key), scorer=fuzz.ratio, score_cutoff=_SUGGESTION_CUTOFF
        )
    ]
    found = _matches([*begun, *alike], gazetteer).inside
    return tuple(dict.fromkeys(found))[:_MOST_SUGGESTIONS]


def _settled(places: Iterable[Place], *, certain: bool = True) -> PlaceResult:
    """Return FOUND if all the places lie in one municipality for certain, else CHOOSE."""
    unique = dict.fromkeys(places)
    # "Karlsd" begins Karlsdorf and Karlsdorf-Neuthard: the whole includes its part.
    remaining = [
        place for place in unique if not (place.locality and Place(place.municipality) in unique)
    ]
    if certain and len({place.municipality for place in remaining}) == 1:
        only = remaining[0] if len(remaining) == 1 else Place(remaining[0].municipality)
        return PlaceResult(PlaceKind.FOUND, place=only)
    remaining.sort(key=lambda place: (place.locality is not None, flat(place.label)))
    return PlaceResult(PlaceKind.CHOOSE, choices=tuple(remaining))


def _query_keys(names: Sequence[str]) -> tuple[str, ...]:
    telling = [name for name in names if name not in _FILLERS] or names
    return foldings("".join(telling))
