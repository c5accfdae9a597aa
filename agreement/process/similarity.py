"""Which clauses a vanished one resembles: a suggestion, on which somebody decides. Pure."""

from collections.abc import Mapping
from difflib import SequenceMatcher

LEAST = 0.35
"""Below this two wordings have hardly more in common than any two clauses of an agreement."""
MOST = 3
"""How many suggestions one can look at."""


def resembling(text: str, candidates: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return the keys of the texts most alike, the best first, each with its per cent.

    Compared word by word.
    """
    # The matcher keeps what it learnt of its second sequence: the one compared with all others.
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text.split())
    found = []
    for key, candidate in candidates.items():
        matcher.set_seq1(candidate.split())
        # Two upper bounds that cost little come first.
        if matcher.real_quick_ratio() < LEAST or matcher.quick_ratio() < LEAST:
            continue
        if (ratio := matcher.ratio()) >= LEAST:
            found.append((key, round(ratio * 100)))
    return sorted(found, key=lambda pair: -pair[1])[:MOST]
