"""Texts of clauses compared: paragraphs first, then the words within them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from agreement.comparison.pieces import BlockChange, Fate, Piece, RunChange
from agreement.comparison.sequences import Budget, Match, matches
from agreement.comparison.words import TOKENS, stretches
from agreement.text.runs import Run, TextBlock

MOST_PAIRED = 40
"""Up to so many paragraphs a side are paired by likeness; more are paired in their order."""
ALIKE = 0.35
"""From this share of common words on two paragraphs are one that was changed."""


def compare_blocks(old: Sequence[TextBlock], new: Sequence[TextBlock]) -> tuple[BlockChange, ...]:
    """Return the paragraphs of two texts in reading order, each in its change.

    `old_of` and `new_of` give both texts back exactly.
    """
    found: list[BlockChange] = []
    old_at, new_at = 0, 0
    budget = Budget()
    for match in [*matches(old, new, budget), Match(len(old), len(new), 0)]:
        found += _replaced(old[old_at : match.old], new[new_at : match.new], budget)
        old_at, new_at = match.old + match.length, match.new + match.length
        found += [compare_block(block, block) for block in old[match.old : old_at]]
    return tuple(found)


def old_of(changes: Iterable[BlockChange]) -> tuple[TextBlock, ...]:
    """Return the text before."""
    return tuple(change.old for change in changes if change.old is not None)


def new_of(changes: Iterable[BlockChange]) -> tuple[TextBlock, ...]:
    """Return the text after."""
    return tuple(change.new for change in changes if change.new is not None)


def old_runs(pieces: Iterable[RunChange]) -> tuple[Run, ...]:
    """Return the runs of a paragraph before, those of one form joined."""
    return _joined(one.was or one.run for one in pieces if one.piece is not Piece.ADDED)


def new_runs(pieces: Iterable[RunChange]) -> tuple[Run, ...]:
    """Return the runs of a paragraph after, those of one form joined."""
    return _joined(one.run for one in pieces if one.piece is not Piece.REMOVED)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def compare_block(
    old: TextBlock | None, new: TextBlock | None, budget: Budget | None = None
) -> BlockChange:
    """Return what became of a paragraph; None where it does not stand."""
    if old is None or new is None:
        block, fate, piece = (
            (old, Fate.GONE, Piece.REMOVED) if new is None else (new, Fate.NEW, Piece.ADDED)
        )
        runs = block.runs if block else ()
        return BlockChange(fate, old, new, tuple(RunChange(piece, run) for run in runs))
    fate = Fate.SAME if old == new else Fate.CHANGED
    return BlockChange(fate, old, new, compare_runs(old.runs, new.runs, budget))


def _replaced(
    old: Sequence[TextBlock], new: Sequence[TextBlock], budget: Budget
) -> Iterator[BlockChange]:
    """Yield paragraphs none of which stayed as it was: changed ones in pairs."""
    old_at, new_at = 0, 0
    for old_next, new_next in [*_pairs(old, new), (len(old), len(new))]:
        yield from (compare_block(block, None) for block in old[old_at:old_next])
        yield from (compare_block(None, block) for block in new[new_at:new_next])
        if old_next < len(old):
            yield compare_block(old[old_next], new[new_next], budget)
        old_at, new_at = old_next + 1, new_next + 1


def _pairs(old: Sequence[TextBlock], new: Sequence[TextBlock]) -> list[tuple[int, int]]:
    """Return which paragraph became which, in order, with the most words in common."""
    before, after = [_bag(block) for block in old], [_bag(block) for block in new]
    if max(len(old), len(new)) > MOST_PAIRED:
        pairs = enumerate(zip(before, after, strict=False))
        return [(place, place) for place, pair in pairs if _likeness(*pair) >= ALIKE]
    # best[i][j]: how much the first i and the first j paragraphs have in common at most.
    best = [[0.0] * (len(after) + 1) for _row in range(len(before) + 1)]
    alike = [[_likeness(one, other) for other in after] for one in before]
    for i in range(len(before)):
        for j in range(len(after)):
            pair = best[i][j] + alike[i][j] if alike[i][j] >= ALIKE else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], pair)
    return _traced(best)


def _traced(best: list[list[float]]) -> list[tuple[int, int]]:
    i, j = len(best) - 1, len(best[0]) - 1
    found: list[tuple[int, int]] = []
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _bag(block: TextBlock) -> Counter[str]:
    return Counter(token for token in TOKENS.findall(block.text) if not token.isspace())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words, 0 to 1 (Sørensen–Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


class _Tokens(NamedTuple):
    """The words of a paragraph: what tells them apart, and how they read.

    A word of a link is another if the link leads elsewhere.
    """

    keys: list[Hashable]
    texts: list[str]

    def add(self, texts: list[str], run: Run) -> None:
        """Add the words of a run, or of several that lead to the same place."""
        leads = (run.href, run.clause)
        self.keys.extend([(text, *leads) for text in texts] if any(leads) else texts)
        self.texts.extend(texts)


def compare_runs(
    old: Sequence[Run], new: Sequence[Run], budget: Budget | None = None
) -> tuple[RunChange, ...]:
    """Return the runs of two paragraphs, cut where something changes.

    `old_runs` and `new_runs` give both back, exactly if runs of one form were joined.
    """
    if tuple(old) == tuple(new):
        return tuple(RunChange(Piece.KEPT, run) for run in old)
    before, after = _tokens(old), _tokens(new)
    old_cut, new_cut = _Cutter(old), _Cutter(new)
    found: list[RunChange] = []
    for stretch in stretches(before.keys, after.keys, before.texts, after.texts, budget):
        removed = old_cut.next(sum(map(len, before.texts[stretch.old_start : stretch.old_end])))
        added = new_cut.next(sum(map(len, after.texts[stretch.new_start : stretch.new_end])))
        if stretch.is_kept:
            found += _kept(removed, added)
        else:
            found += [RunChange(Piece.REMOVED, run) for run in removed]
            found += [RunChange(Piece.ADDED, run) for run in added]
    return tuple(found)


def _tokens(runs: Sequence[Run]) -> _Tokens:
    """Return the words of a paragraph; a word is one even where half of it is bold.

    A reference to a clause is one word: it reads as a number, which cannot be cut.
    """
    found = _Tokens([], [])
    text = ""
    for place, run in enumerate(runs):
        if run.clause:
            found.add([run.text] if run.text else [], run)
            continue
        text += run.text
        following = runs[place + 1] if place + 1 < len(runs) else None
        if following and (following.href, following.clause) == (run.href, run.clause):
            continue
        found.add(TOKENS.findall(text), run)
        text = ""
    return found


class _Cutter:
    """Gives the characters of some runs from the front, in runs."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._run, self._at = 0, 0

    def next(self, length: int) -> list[Run]:
        """Return the next so many characters."""
        found: list[Run] = []
        while length:
            run = self._runs[self._run]
            text = run.text[self._at : self._at + length]
            if text:
                found.append(replace(run, text=text))
            length -= len(text)
            self._at += len(text)
            if self._at == len(run.text):
                self._run, self._at = self._run + 1, 0
        return found


def _kept(old: Sequence[Run], new: Sequence[Run]) -> Iterator[RunChange]:
    """Yield the same characters as they were and as they are, cut where either changes form."""
    before, after = list(old), list(new)
    while before and after:
        length = min(len(before[0].text), len(after[0].text))
        was, run = (replace(side[0], text=side[0].text[:length]) for side in (before, after))
        yield RunChange(Piece.KEPT, run) if was == run else RunChange(Piece.RESTYLED, run, was)
        for side in (before, after):
            rest = side[0].text[length:]
            side[:1] = [replace(side[0], text=rest)] if rest else []
