"""Which clause of a file is which clause of the working text. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz, process


class MatchState(StrEnum):
    """How certain it is what a clause of a file is."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Wording:
    """A clause as it is compared: its uid (None: the file names none), heading and plain text."""

    uid: str | None
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a clause of the file is: which clause (uid), or the likely ones with the best first.

    `uid` is set for what is the same; a doubtful one has `likely` alone.
    """

    state: MatchState
    uid: str | None = None
    likely: tuple[str, ...] = ()


NEW = Match(MatchState.NEW)

SURE, SURE_BY_HEADING, LIKELY = 0.9, 0.6, 0.5
"""Shares of equal words; measured by `difflib`. A clause with the same heading needs fewer."""
AHEAD = 0.1
"""By how much the best must lead before the next, to be taken without asking."""
EDGE = 400
"""Beginning and end of a text that the quick comparison looks at."""
WINDOW = 200
"""How far from its place in the text a clause is looked for."""
COMPARED = 4
MOST_WORDS = 3_000


def match_clauses(found: Sequence[Wording], known: Sequence[Wording]) -> list[Match]:
    """Return for each clause of a file what it is among the clauses that exist.

    The same uid is the same clause, and one with a uid that nobody knows is new: that is what
    a uid is for. Without one the wording decides – equal, or so alike that nothing else can be
    meant; what is only alike is doubtful. No clause is given twice.
    """
    by_uid = {clause.uid for clause in known}
    matches: dict[int, Match] = {}
    for place, clause in enumerate(found):
        if clause.uid is not None:
            is_known = clause.uid in by_uid
            matches[place] = Match(MatchState.SAME, clause.uid) if is_known else NEW
    matches |= _equal(found, known, matches)
    matches |= _alike(found, known, matches)
    return [matches[place] for place in range(len(found))]


def _open(found: Sequence[Wording], matches: Mapping[int, Match]) -> Iterator[tuple[int, Wording]]:
    return ((place, clause) for place, clause in enumerate(found) if place not in matches)


def _free(known: Sequence[Wording], matches: Mapping[int, Match]) -> list[tuple[int, Wording]]:
    taken = {match.uid for match in matches.values()}
    return [(place, clause) for place, clause in enumerate(known) if clause.uid not in taken]


def _equal(
    found: Sequence[Wording], known: Sequence[Wording], matches: Mapping[int, Match]
) -> dict[int, Match]:
    """Return those that say the same: first under the same heading, then wherever it is unique."""
    equal: dict[int, Match] = {}
    for key in (lambda c: (_flat(c.heading), _flat(c.text)), lambda c: _flat(c.text)):
        done = {**matches, **equal}
        waiting = defaultdict(list)
        for _place, clause in _free(known, done):
            waiting[key(clause)].append(clause.uid)
        times = Counter(key(clause) for _place, clause in _open(found, done))
        for place, clause in _open(found, done):
            same = waiting[key(clause)]
            if len(same) == times[key(clause)] == 1:
                equal[place] = Match(MatchState.SAME, same[0])
    return equal


def _alike(
    found: Sequence[Wording], known: Sequence[Wording], matches: Mapping[int, Match]
) -> dict[int, Match]:
    """Return the rest: the likeliest pairs first, each clause once."""
    free = _free(known, matches)
    edges = {place: _edges(clause.text) for place, clause in free}
    pairs = [
        (score, place, uid)
        for place, clause in _open(found, matches)
        for score, uid in _likely(place * len(known) / len(found), clause, dict(free), edges)
    ]
    by_found, by_known = defaultdict(list), defaultdict(list)
    for score, place, uid in pairs:
        by_found[place].append(score)
        by_known[uid].append(score)
    alike: dict[int, Match] = {}
    taken: set[str | None] = set()
    for score, place, uid in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        rivals = sorted([*by_found[place], *by_known[uid]], reverse=True)[2:3]
        is_ahead = not rivals or score - rivals[0] >= AHEAD
        if place not in alike and uid not in taken and score >= SURE and is_ahead:
            alike[place] = Match(MatchState.SAME, uid)
            taken.add(uid)
    for place, _clause in _open(found, {**matches, **alike}):
        best = sorted((p for p in pairs if p[1] == place and p[2] not in taken), reverse=True)
        likely = tuple(uid for _score, _place, uid in best[:3])
        alike[place] = Match(MatchState.DOUBTFUL, likely=likely) if likely else NEW
    return alike


def _likely(
    centre: float, clause: Wording, free: Mapping[int, Wording], edges: Mapping[int, str]
) -> Iterator[tuple[float, str]]:
    """Yield the clauses that could be this one, with how alike they are from LIKELY to 1."""
    heading = _flat(clause.heading)
    near = {place: text for place, text in edges.items() if abs(place - centre) <= WINDOW}
    same_heading = {p for p in near if heading and _flat(free[p].heading) == heading}
    quick = process.extract(_edges(clause.text), near, scorer=fuzz.ratio, limit=COMPARED)
    for place in {*(place for _text, _score, place in quick), *sorted(same_heading)[:COMPARED]}:
        score = _ratio(clause.text, free[place].text)
        if place in same_heading:
            # Under its own heading a clause may say a good deal else and still be the same.
            score = max(score, SURE if score >= SURE_BY_HEADING else LIKELY)
        uid = free[place].uid
        if score >= LIKELY and uid is not None:
            yield score, uid


def _ratio(one: str, other: str) -> float:
    words, others = one.split()[:MOST_WORDS], other.split()[:MOST_WORDS]
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.real_quick_ratio() < LIKELY or matcher.quick_ratio() < LIKELY:
        return 0.0
    return matcher.ratio()


def _edges(text: str) -> str:
    return text if len(text) <= 2 * EDGE else text[:EDGE] + text[-EDGE:]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
