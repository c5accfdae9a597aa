"""Where a text has what was asked for, and the passage that shows most of it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.search.language.analysis import CITED, SHORT, STEM, WHOLE, is_short_name, parts
from portal.search.language.citations import keys, places
from portal.search.language.folding import folded
from portal.search.language.stemming import GERMAN, stem
from portal.search.language.tokens import JOINED_SIGNS, WORD
from portal.search.language.wanted import Wanted

MOST_SPOTS = 200
READ_SIGNS = 200_000
ROOT = 4
"""So many letters a word shares with the form it is found by; what has them is looked at."""
LEAD = 60
"""Signs of a passage before the first word that was asked for."""

TIED = re.compile(rf"{WORD.pattern}(?:[-\u2010\u2011]{WORD.pattern})+")

# Sign by sign, so that places stay the same: what takes two letters keeps its first one.
PLAIN = {
    code: plain[0] for code in range(0x600) if (plain := folded(chr(code))) and chr(code) != plain
}


@dataclass(frozen=True)
class Spot:
    """A word or citation of a text that was asked for: `wanted[term]`."""

    start: int
    end: int
    term: int


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    is_marked: bool


def pieces(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str]
) -> list[Piece]:
    """Return a whole text in pieces, with what was asked for marked."""
    return _cut(text, spots(text, wanted, language, compounds), 0, len(text))


def passage(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str], length: int
) -> list[Piece]:
    """Return the stretch of a text that has most of what was asked for; empty if it has nothing.

    It is cut between words; dots say where something was left out.
    """
    tidy = " ".join(text[:READ_SIGNS].split())
    found = spots(tidy, wanted, language, compounds)
    if not found:
        return []
    first = max(found, key=lambda spot: (_told(found, spot, length), -spot.start))
    start = tidy.find(" ", max(first.start - LEAD, 0), first.start) + 1 if first.start > LEAD else 0
    end = max(start + length, first.end)
    if end < len(tidy):
        end = max(tidy.rfind(" ", first.end, end), first.end)
    cut = _cut(tidy, found, start, end)
    before = [Piece("… ", is_marked=False)] if start else []
    after = [Piece(" …", is_marked=False)] if end < len(tidy) else []
    return [*before, *cut, *after]


def spots(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str]
) -> list[Spot]:
    """Return where a text has what was asked for, in order, none within another; 200 at most."""
    found: list[Spot] = []
    end = 0
    for spot in sorted(
        [*_cited(text, wanted), *_words(text, wanted, language, compounds)],
        key=lambda spot: (spot.start, -spot.end),
    ):
        if spot.start >= end:
            found.append(spot)
            end = spot.end
    return found[:MOST_SPOTS]


def _told(found: Sequence[Spot], first: Spot, length: int) -> int:
    """Return how many terms a passage has that begins shortly before a spot."""
    end = first.start - LEAD + length
    return len({spot.term for spot in found if first.start <= spot.start and spot.end <= end})


def _cut(text: str, found: Sequence[Spot], start: int, end: int) -> list[Piece]:
    cut: list[Piece] = []
    at = start
    for spot in found:
        if spot.start >= at and spot.end <= end:
            cut.append(Piece(text[at : spot.start], is_marked=False))
            cut.append(Piece(text[spot.start : spot.end], is_marked=True))
            at = spot.end
    cut.append(Piece(text[at:end], is_marked=False))
    return [piece for piece in cut if piece.text]


def _cited(text: str, wanted: Sequence[Wanted]) -> Iterator[Spot]:
    terms = {form.words[0]: term for term, each in enumerate(wanted) for form in each.forms}
    if not any(key[0] == CITED for key in terms):
        return
    for place in places(text[:READ_SIGNS]):
        term = next((terms[key] for key in keys(place.citation) if key in terms), None)
        if term is not None:
            yield Spot(place.start, place.end, term)


def _words(
    text: str, wanted: Sequence[Wanted], language: str, compounds: frozenset[str]
) -> Iterator[Spot]:
    terms, beginnings = _sought(wanted)
    roots = {_root(form) for form in (*terms, *beginnings)}
    if not roots:
        return
    plain = text[:READ_SIGNS].translate(PLAIN)
    end = count = 0
    for found in re.finditer("|".join(sorted(roots, key=len, reverse=True)), plain):
        if found.start() < end:
            continue
        word = WORD.match(text, _start(text, found.start()))
        if word is None:
            continue
        end = word.end()
        term = _term(word[0], terms, beginnings, language, compounds)
        if term is None and (tied := TIED.match(text, word.start())):
            term = _term(tied[0], terms, beginnings, language, compounds)
            end = tied.end() if term is not None else end
        if term is not None:
            yield Spot(word.start(), end, term)
            count += 1
            if count == MOST_SPOTS:
                return


def _sought(wanted: Sequence[Wanted]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the forms of words, and those that words begin with, by their terms."""
    terms: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    for term, each in enumerate(wanted):
        if any(form.words[0][0] == CITED for form in each.forms):
            continue
        for form in each.forms:
            for word in form.words:
                if len(word) > 1:
                    (beginnings if form.is_begun else terms).setdefault(word, term)
    return terms, beginnings


def _root(form: str) -> str:
    """Return an expression for how words of a form begin, or a part of them does."""
    letters = re.sub("s+", "s", form[1 : 1 + ROOT])
    return "".join(_letter(letter) for letter in letters)


def _letter(letter: str) -> str:
    if letter == "s":
        return "s+"
    return f"{letter}e?" if letter in "aou" else re.escape(letter)


def _start(text: str, at: int) -> int:
    """Return where the word begins that stands at a place."""
    while at and (text[at - 1].isalnum() or JOINED_SIGNS.match(text[at - 1])):
        at -= 1
    return at


def _term(
    word: str,
    terms: dict[str, int],
    beginnings: dict[str, int],
    language: str,
    compounds: frozenset[str],
) -> int | None:
    """Return which term a word of the text answers, if any."""
    plain = folded(word)
    forms = [WHOLE + plain, STEM + stem(word, language)]
    if is_short_name(word):
        forms.append(SHORT + plain)
    if language in GERMAN:
        forms.extend(sorted(parts(word, compounds)))
    for form in forms:
        if form in terms:
            return terms[form]
    whole = WHOLE + plain
    return next((term for begun, term in beginnings.items() if whole.startswith(begun)), None)
