"""From what somebody chose to the clauses that are saved. Pure: it knows no Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agreement.identity import Stored, reminted
from agreement.merging.threeway import ClauseMerge, ClausesMerge, PartMerge, Side

ORDER = "order"
THERE = "there"
"""The parts that stand for the order of all clauses, and for a clause's being there."""


@dataclass(frozen=True)
class Choice:
    """What somebody decided on one conflict; `own` is a value written for it instead."""

    side: Side
    own: Any = None


Choices = Mapping[tuple[str, str], Choice]
"""Every decision by uid and part; of the order by `("", ORDER)`."""


def undecided(merge: ClausesMerge, choices: Choices) -> list[tuple[str, str]]:
    """Return every conflict that nobody decided on yet, as uid and part."""
    open_ones = [("", ORDER)] if merge.order is Side.CONFLICT else []
    for clause in merge.clauses:
        if clause.side is Side.CONFLICT:
            open_ones.append((clause.uid, THERE))
        open_ones += [(clause.uid, part.name) for part in clause.conflicts]
    return [key for key in open_ones if key not in choices]


def merged_clauses(
    merge: ClausesMerge, choices: Choices, moved: Mapping[str, str] | None = None
) -> list[Stored]:
    """Return the clauses as they are saved.

    `moved` names the clauses that stand in another section by now: where one's own wording of
    such a clause is kept, it becomes a clause with a uid of its own. Raises ValueError while
    something is undecided.
    """
    if undecided(merge, choices):
        raise ValueError("Not everything is decided")
    order = choices.get(("", ORDER))
    found = (_stored(one, choices) for one in merge.ordered(order.side if order else None))
    return [
        reminted([clause])[0] if clause.get("id") in (moved or {}) else clause
        for clause in found
        if clause is not None
    ]


def _stored(clause: ClauseMerge, choices: Choices) -> Stored | None:
    if not clause.parts:
        side = clause.side
        if side is Side.CONFLICT:
            side = choices[(clause.uid, THERE)].side
        return clause.mine if side is Side.MINE else clause.theirs
    if clause.theirs is None:
        raise ValueError("Parts of a clause that is not there")
    value = {part.name: _value(part, choices.get((clause.uid, part.name))) for part in clause.parts}
    return {**clause.theirs, "value": {**clause.theirs["value"], **value}}


def _value(part: PartMerge, choice: Choice | None) -> Any:
    if part.side is Side.CONFLICT and choice is not None and choice.own is not None:
        return choice.own
    return part.value(choice.side if choice else None)
