"""What was asked, taken apart: the form in which both engines get a question. Pure."""

import re
from dataclasses import dataclass

WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """One thing that was asked for.

    `word` is as it was typed: one word, or several with single blanks between them if it stood in
    quotes (`is_phrase`: side by side, in this order) or if several words are one in a list of
    synonyms. `alternatives` mean the same; several words of one stand side by side.
    """

    word: str
    alternatives: tuple[tuple[str, ...], ...] = ()
    is_phrase: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The single words."""
        return tuple(self.word.split())


@dataclass(frozen=True)
class Citation:
    """A place or a paper that was named by its number.

    `text` is its one spelling: `§ 3 Abs. 2` (as the numbers of clauses are written) for whatever
    was `typed` (`§3 (2)`, `3.2`), or a file number as it was typed. `is_file` tells which.
    """

    text: str
    typed: str
    is_file: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its one spelling, as they stand side by side in a text, without signs."""
        return tuple(WORDS.findall(self.text))


@dataclass(frozen=True)
class Query:
    """A question: all its terms and citations; `text` is what it was made from, tidied."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.terms or self.citations)

    @property
    def needed(self) -> int:
        """How many of the terms and citations an answer has: most of a whole question suffice."""
        return needed_of(len(self.terms) + len(self.citations))


def needed_of(asked: int) -> int:
    """Return how many of so many terms suffice: both of two, otherwise half of them."""
    return asked if asked <= 2 else (asked + 1) // 2
