"""A typed note while it is read: what was taken from it, and what is left. Pure.

The note is compared without capitals, accents and the dots of umlauts; what is shown again is
what was typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from directory.places.spelling import flat

LONGEST_NOTE = 300
"""Nobody types more on the phone; what comes after it is not read."""

TAKEN = "|"
"""Stands for what was taken, so that no phrase reaches across it."""

_OVER = re.compile(r"(?<![^\W_])ü(?=\s?\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_NEGATION = re.compile(r"(?<![^\W_])(?:nicht|nie|ohne|kein\w{0,2})\s+$")


class Note:
    """A note, from which readers take what they understand."""

    def __init__(self, text: str) -> None:
        # “U27” and “Ü27” are opposites, and would be the same without the dots.
        self._typed = _OVER.sub("ue", unicodedata.normalize("NFKC", text)[:LONGEST_NOTE])
        pairs = [(at, one) for at, typed in enumerate(self._typed) for one in _folded(typed)]
        self._origin = [at for at, _one in pairs]
        self._letters = [one for _at, one in pairs]

    @property
    def rest(self) -> str:
        """What nobody has taken yet, folded; of the same length as long as the note is read."""
        return "".join(self._letters)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first place where a pattern stands in what is left."""
        return pattern.search(self.rest)

    def take(self, start: int, end: int) -> str:
        """Take a part of what is left, and return it as it was typed."""
        words = self.typed(start, end)
        self._letters[start:end] = TAKEN * (end - start)
        return words

    def typed(self, start: int, end: int) -> str:
        """Return a part as it was typed."""
        return self._typed[self._origin[start] : self._origin[end - 1] + 1].strip()

    def is_denied(self, start: int) -> bool:
        """Whether “nicht”, “kein” or “ohne” stands right before a place in the note."""
        return _NEGATION.search(self.rest[:start]) is not None

    def words(self) -> list[tuple[int, int]]:
        """Return where the words that are left begin and end."""
        return [found.span() for found in _WORD.finditer(self.rest)]

    def left_over(self, silent: frozenset[str]) -> Iterator[str]:
        """Yield what nobody understood as it was typed, without words that say nothing here."""
        rest = self.rest
        for start, end in self.words():
            if rest[start:end] not in silent:
                yield self.typed(start, end)


def _folded(letter: str) -> str:
    """Return a letter as it is compared; a digit of any script as an ordinary one."""
    digit = unicodedata.digit(letter, None)
    return flat(letter) if digit is None else str(digit)


@lru_cache(maxsize=512)
def phrase(words: str) -> re.Pattern[str]:
    """Return a pattern for words as they are written in German.

    “*” stands for any ending, a blank for blanks or a hyphen; umlauts may be written out.
    """
    text = re.escape(words.casefold()).replace(r"\*", r"[^\W_]*").replace(r"\ ", r"[\s\-./]*")
    for letter, pattern in {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ß": "ss?"}.items():
        text = text.replace(letter, pattern)
    return re.compile(rf"(?<![^\W_]){text}(?![^\W_])")
