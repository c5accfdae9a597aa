"""Which of the entries found comes first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from portal.search.asking.weights import weight
from portal.search.language.spelling import Vocabulary
from portal.search.language.wanted import Wanted

TITLE, LABEL, TEXT = 3.0, 2.2, 1.0
WHOLE_TITLE = 1.5
SCORE = 0.1
"""Of the database: it decides among those that have the same in the same places."""


@dataclass(frozen=True)
class Candidate:
    """An entry as far as it counts for the order; texts analysed, with blanks around them."""

    key: int
    kind: str
    title: str
    labelled: str
    """The title and what stands beside it."""
    text: str
    date: date | None
    score: float
    """What the database makes of it."""


def best_first(
    candidates: Sequence[Candidate], wanted: Sequence[Wanted], words: Vocabulary, on: date
) -> list[int]:
    """Return the keys of candidates in order: many and rare words, in the title, word for word."""
    rarity = [_rarity(each, words) for each in wanted]
    highest = max((candidate.score for candidate in candidates), default=0.0) or 1.0
    worth = {
        candidate.key: _worth(candidate, wanted, rarity)
        * weight(candidate.kind, candidate.date, on)
        + SCORE * candidate.score / highest
        for candidate in candidates
    }
    return sorted(worth, key=lambda key: (-worth[key], key))


def _rarity(wanted: Wanted, words: Vocabulary) -> float:
    shares = (min(map(words.share, form.words)) for form in wanted.forms)
    share = max(shares, default=0.0)
    return 1 + log(1 / max(share, 0.001))


def _worth(candidate: Candidate, wanted: Sequence[Wanted], rarity: Sequence[float]) -> float:
    worth, found, named = 0.0, 0, 0
    for each, rare in zip(wanted, rarity, strict=True):
        in_label = LABEL * each.strength_in(candidate.labelled)
        in_title = TITLE * each.strength_in(candidate.title) if in_label else 0.0
        in_text = TEXT * each.strength_in(candidate.text)
        named += bool(in_label)
        found += bool(in_label or in_text)
        worth += rare * (max(in_title, in_label) + in_text)
    length = candidate.labelled.count(" 0") or 1
    filled = 1 + (WHOLE_TITLE - 1) * min(named / length, 1)
    return worth * filled * found / len(wanted)
