"""Words of two texts compared, so that a person can read what is different."""

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from agreement.comparison.pieces import Piece, Words
from agreement.comparison.sequences import Budget, Match, matches

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
FEW_WORDS = 3
"""Up to so many words that stayed between two changes go with them, if these are longer."""


class Stretch(NamedTuple):
    """Tokens of both sides that belong together: the same, or the ones in place of the others."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    is_kept: bool = False


def compare_words(old: str, new: str) -> tuple[Words, ...]:
    """Return the words of two texts, those that stayed once, in reading order.

    Leaving out the added gives the old text, leaving out the removed the new one, exactly.
    """
    if old == new:
        return (Words(Piece.KEPT, old),) if old else ()
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    found: list[Words] = []
    for stretch in stretches(before, after, before, after):
        removed = "".join(before[stretch.old_start : stretch.old_end])
        if stretch.is_kept:
            found.append(Words(Piece.KEPT, removed))
            continue
        added = "".join(after[stretch.new_start : stretch.new_end])
        found += [
            Words(piece, text)
            for piece, text in ((Piece.REMOVED, removed), (Piece.ADDED, added))
            if text
        ]
    return tuple(found)


def stretches(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    old_texts: Sequence[str],
    new_texts: Sequence[str],
    budget: Budget | None = None,
) -> list[Stretch]:
    """Return two sequences of tokens in stretches that cover both, kept and changed in turns.

    Tokens are compared by `old` and `new`; the texts say how long and how wordy they are.
    """
    lengths = _Lengths(old_texts, new_texts)
    done: list[Stretch] = []
    for stretch in _in_turns(matches(old, new, budget), len(old), len(new)):
        done.append(stretch)
        while len(done) > 2 and not done[-1].is_kept and lengths.are_torn(*done[-3:]):
            left, _kept, right = done[-3:]
            done[-3:] = [Stretch(left.old_start, right.old_end, left.new_start, right.new_end)]
    return done


def _in_turns(found: Sequence[Match], old_length: int, new_length: int) -> Iterator[Stretch]:
    old, new = 0, 0
    for match in [*found, Match(old_length, new_length, 0)]:
        if match.old > old or match.new > new:
            yield Stretch(old, match.old, new, match.new)
        old, new = match.old + match.length, match.new + match.length
        if match.length:
            yield Stretch(match.old, old, match.new, new, is_kept=True)


class _Lengths:
    """How long stretches are, summed up once: a long text has many of them."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = list(accumulate(map(len, old), initial=0))
        self._new = list(accumulate(map(len, new), initial=0))
        self._words = list(accumulate((text[0].isalnum() for text in old), initial=0))

    def are_torn(self, left: Stretch, kept: Stretch, right: Stretch) -> bool:
        """Whether what was kept between two changes only tears them apart.

        A single “der” between two rewritten halves tells a reader nothing.
        """
        words = self._words[kept.old_end] - self._words[kept.old_start]
        return words <= FEW_WORDS and self._of(kept) <= min(self._of(left), self._of(right))

    def _of(self, stretch: Stretch) -> int:
        """Return how many characters came or went, whichever are more."""
        removed = self._old[stretch.old_end] - self._old[stretch.old_start]
        added = self._new[stretch.new_end] - self._new[stretch.new_start]
        return max(removed, added)
