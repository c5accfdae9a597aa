"""Brings together two texts that were written from the same one. Pure: it knows no Django.

What only one side changed is taken from that side; what both changed differently is left to
decide. Texts compare by their words, not by the marks that editors put into the rich text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agreement.identity import Stored
from agreement.text.parse import parse_rich_text

PARTS = ("heading", "text", "kind", "plain", "rules", "claim", "change", "change_reason")
"""The parts of a clause, each merged on its own, in the order of the editor."""


class Side(StrEnum):
    """Whose wording stands: everybody's, the others', one's own – or nobody knows yet."""

    SAME = "same"
    THEIRS = "theirs"
    MINE = "mine"
    CONFLICT = "conflict"


def side_of(base: Any, theirs: Any, mine: Any, *, knows_base: bool = True) -> Side:
    """Return whose value stands; without a known base every difference is a conflict."""
    if theirs == mine:
        return Side.SAME
    if knows_base and mine == base:
        return Side.THEIRS
    if knows_base and theirs == base:
        return Side.MINE
    return Side.CONFLICT


@dataclass(frozen=True)
class PartMerge:
    """A part of a clause, as it was and as both sides have it."""

    name: str
    base: Any
    theirs: Any
    mine: Any
    side: Side

    def value(self, choice: Side | None = None) -> Any:
        """Return what stands; of a conflict, what was chosen. Raises ValueError without choice."""
        side = self.side if self.side is not Side.CONFLICT else choice
        if side not in {Side.SAME, Side.THEIRS, Side.MINE}:
            raise ValueError(f"Nobody decided on “{self.name}”")
        return self.mine if side is Side.MINE else self.theirs


@dataclass(frozen=True)
class ClauseMerge:
    """A clause of either side; `parts` are there where both sides still have it.

    `side` is about its being there: THEIRS or MINE means that this side alone decides whether
    (and how) it stands, CONFLICT that one deleted what the other changed, and SAME that both have
    it.
    """

    uid: str
    base: Stored | None
    theirs: Stored | None
    mine: Stored | None
    side: Side
    parts: tuple[PartMerge, ...] = ()

    @property
    def conflicts(self) -> tuple[PartMerge, ...]:
        """The parts that somebody must decide on."""
        return tuple(part for part in self.parts if part.side is Side.CONFLICT)

    @property
    def needs_decision(self) -> bool:
        """Whether anything about the clause is left to decide."""
        return self.side is Side.CONFLICT or bool(self.conflicts)

    @property
    def any_version(self) -> Stored:
        """The clause as one of the sides has it, to name it by."""
        found = self.mine or self.theirs or self.base
        if found is None:
            raise ValueError("A clause of no side")
        return found


@dataclass(frozen=True)
class ClausesMerge:
    """All clauses of a section in their order; `order` says whose order it is."""

    clauses: tuple[ClauseMerge, ...]
    order: Side
    theirs_order: tuple[str, ...]
    mine_order: tuple[str, ...]

    @property
    def needs_decision(self) -> bool:
        """Whether anything is left to decide."""
        return self.order is Side.CONFLICT or any(one.needs_decision for one in self.clauses)

    def ordered(self, choice: Side | None = None) -> tuple[ClauseMerge, ...]:
        """Return the clauses in their order; raises ValueError for an order nobody decided on."""
        side = self.order if self.order is not Side.CONFLICT else choice
        if side not in {Side.SAME, Side.THEIRS, Side.MINE}:
            raise ValueError("Nobody decided on the order")
        first, second = (
            (self.mine_order, self.theirs_order)
            if side is Side.MINE
            else (self.theirs_order, self.mine_order)
        )
        by_uid = {one.uid: one for one in self.clauses}
        return tuple(by_uid[uid] for uid in woven(first, second) if uid in by_uid)


def merge_clauses(
    base: Sequence[Stored] | None, theirs: Sequence[Stored], mine: Sequence[Stored]
) -> ClausesMerge:
    """Bring together two lists of clauses that come from `base`; None: nobody knows from what."""
    olds, others, owns = (_by_uid(each) for each in (base or (), theirs, mine))
    uids = woven(list(others), list(owns))
    merged = [
        _merged(uid, olds.get(uid), others.get(uid), owns.get(uid), knows_base=base is not None)
        for uid in uids
    ]
    kept = [one for one in merged if one is not None]
    order = _order(list(olds) if base is not None else None, list(others), list(owns))
    return ClausesMerge(tuple(kept), order, tuple(others), tuple(owns))


def _by_uid(stored: Iterable[Stored]) -> dict[str, Stored]:
    return {block.get("id") or "": block for block in stored}


def _merged(
    uid: str, base: Stored | None, theirs: Stored | None, mine: Stored | None, *, knows_base: bool
) -> ClauseMerge | None:
    if theirs and mine:
        return ClauseMerge(uid, base, theirs, mine, Side.SAME, _parts(base, theirs, mine))
    there = theirs or mine
    if there is None:
        return None
    present, absent = (Side.THEIRS, Side.MINE) if theirs else (Side.MINE, Side.THEIRS)
    if base is None:
        # New on one side – or, while nobody knows the base, perhaps deleted on the other.
        return ClauseMerge(uid, None, theirs, mine, present if knows_base else Side.CONFLICT)
    is_untouched = wording_of(there) == wording_of(base)
    return ClauseMerge(uid, base, theirs, mine, absent if is_untouched else Side.CONFLICT)


def _parts(base: Stored | None, theirs: Stored, mine: Stored) -> tuple[PartMerge, ...]:
    compared = [wording_of(one) if one else {} for one in (base, theirs, mine)]
    parts = []
    for name in PARTS:
        old, other, own = (each.get(name) for each in compared)
        side = side_of(old, other, own, knows_base=base is not None)
        was = base["value"].get(name) if base else None
        parts.append(PartMerge(name, was, theirs["value"].get(name), mine["value"].get(name), side))
    return tuple(parts)


def wording_of(clause: Stored) -> dict[str, Any]:
    """Return a clause in a form in which two that say the same are equal."""
    return {name: _compared(name, clause["value"].get(name)) for name in PARTS}


def _compared(name: str, value: Any) -> Any:
    if name == "text":
        return parse_rich_text(value or "")
    if name == "rules":
        return [(rule.get("id"), _without_nothing(rule["value"])) for rule in value or []]
    return "\n".join((value or "").split("\r\n")).strip()


def _without_nothing(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in rule.items() if value not in (None, "", [])}


def _order(base: list[str] | None, theirs: list[str], mine: list[str]) -> Side:
    """Return whose order stands, judged by the clauses that all of them have."""
    common = set(theirs) & set(mine)
    if base is not None:
        common &= set(base)
    orders = ([uid for uid in each if uid in common] for each in (base or [], theirs, mine))
    return side_of(*orders, knows_base=base is not None)


def woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the first list with what only the second has, each behind the one it follows there."""
    result = list(first)
    before = ""
    for uid in second:
        if uid not in result:
            result.insert(result.index(before) + 1 if before in result else 0, uid)
        before = uid
    return result
