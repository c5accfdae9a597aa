"""What long German words are made of, by a list of words of the field. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from portal.search.language.folding import folded

LINKS = ("", "s", "es", "n", "en", "er", "ern", "e", "ns", "in", "innen")
"""What German puts between and behind the parts: Integration-s-management, Berater-innen."""
SHORTEST_REST = 3
"""Letters of a part that is not in the list: what is shorter is an ending."""
DERIVED = ("bar", "haft", "heit", "ig", "isch", "keit", "lich", "los", "schaft", "tig", "ung")
"""What makes another word of one rather than a compound: Verein, Vereinbarkeit."""
LONGEST_WORD = 80
MOST_REMEMBERED = 100_000
LIST = Path(__file__).with_name("compounds.txt")


@cache
def curated_compounds() -> frozenset[str]:
    """Return the words of the list that comes with the portal, as they are written."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@dataclass(frozen=True)
class Parts:
    """Takes words apart by one list; remembers what it has seen."""

    words: frozenset[str]
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word that are in the list, without the word itself."""
        parts = self.seen.get(word)
        if parts is None:
            if len(self.seen) > MOST_REMEMBERED:
                self.seen.clear()
            parts = self.seen[word] = tuple(dict.fromkeys(self._taken_apart(word)))
        return parts

    def _taken_apart(self, word: str) -> Iterator[str]:
        """Return listed parts, and theirs: Beratungsstellen, Beratungsstelle, Beratung, Stelle.

        A word that is listed is taken apart only if listed words make it up completely.
        """
        if len(word) > LONGEST_WORD:
            return
        found = self._chain(word, 0, {})
        if found is None:
            found = [] if self._is_listed(word) else list(self._ends(word))
        for part in found:
            yield part
            yield from self.of(part)

    def _is_listed(self, word: str) -> bool:
        """Whether a word is in the list, with an ending or without."""
        return any(
            word.endswith(end) and word[: len(word) - len(end)] in self.words for end in LINKS
        )

    def _chain(self, word: str, start: int, known: dict[int, list[str] | None]) -> list[str] | None:
        """Return the fewest, longest parts that make up the rest of a word, or None."""
        if start == len(word):
            return []
        if start not in known:
            chains = [
                [part, *rest]
                for part, after in self._next(word, start)
                if part != word and (rest := self._chain(word, after, known)) is not None
            ]
            known[start] = min(chains, key=len, default=None)
        return known[start]

    def _next(self, word: str, start: int) -> Iterator[tuple[str, int]]:
        """Return listed words that stand at a place of a word, and where the next may begin."""
        for end in range(len(word), start + 1, -1):
            part = word[start:end]
            if part in self.words:
                for link in LINKS:
                    if word.startswith(link, end):
                        yield part, end + len(link)

    def _ends(self, word: str) -> Iterator[str]:
        """Return the longest listed words at the end and at the start of a word, if it has more."""
        lengths = range(len(word) - SHORTEST_REST, SHORTEST_REST, -1)
        yield from _first(word[-length:] for length in lengths if word[-length:] in self.words)
        beginnings = (word[:length] for length in lengths if word[:length] in self.words)
        yield from _first(part for part in beginnings if not word.startswith(DERIVED, len(part)))


def _first(parts: Iterator[str]) -> Iterator[str]:
    first = next(parts, None)
    if first is not None:
        yield first


@lru_cache(maxsize=4)
def parts_by(compounds: frozenset[str]) -> Parts:
    """Return what takes words apart by a list of words as they are written."""
    return Parts(frozenset(folded(word) for word in compounds))
