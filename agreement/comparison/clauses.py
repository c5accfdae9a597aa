"""The clauses of two texts compared, section by section."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from agreement.comparison.changes import (
    ClauseChange,
    Entry,
    Place,
    RuleChange,
    Weight,
)
from agreement.comparison.keyed import Key, fate_of, keyed, paired, steps
from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.snapshot import ClauseSnapshot, Snapshot


class _Stood(NamedTuple):
    """A clause where it stands."""

    section: Key
    place: Place
    clause: ClauseSnapshot


class ClauseComparer:
    """Knows the clauses of both texts, and tells section by section what became of them."""

    def __init__(self, old: Snapshot, new: Snapshot, between: Sequence[Snapshot] = ()) -> None:
        self._before, self._after = _clauses(old), _clauses(new)
        self._history = [old, *between, new]
        self._lineage = {one.clause: one for text in self._history[1:] for one in text.lineage}
        self._made: dict[Key, ClauseChange] = {}
        self._predecessors: dict[str, tuple[str, ...]] = {}
        for one in self._lineage.values():
            for successor in one.successors:
                earlier = self._predecessors.get(successor, ())
                self._predecessors[successor] = (*earlier, one.clause)
        self._by_version = [
            {clause.uid: clause for _section, clause in text.clauses()} for text in self._history
        ]

    def entries(self, section: Key) -> tuple[Entry, ...]:
        """Return the clauses that stand or stood in a section, in reading order."""
        old = [key for key, stood in self._before.items() if stood.section == section]
        new = [key for key, stood in self._after.items() if stood.section == section]
        found = []
        order = steps(old, new)
        moved = {step.key for step in order if step.is_departure}
        for step in order:
            before, after = self._before.get(step.key), self._after.get(step.key)
            went = after is not None and after.section != section
            came = before is not None and before.section != section
            if step.key not in self._made:
                is_moved = step.key in moved or went or came
                self._made[step.key] = self._change(step.key, before, after, is_moved=is_moved)
            found.append(Entry(self._made[step.key], step.is_departure or went))
        return tuple(found)

    def _change(
        self, key: Key, old: _Stood | None, new: _Stood | None, *, is_moved: bool
    ) -> ClauseChange:
        before, after = (side.clause if side else None for side in (old, new))
        uid = str(key[0])
        rules = paired(
            before.rules if before else (), after.rules if after else (), lambda rule: rule.id
        )
        weight, reason = self._weight(uid, before, after, is_moved=is_moved)
        return ClauseChange(
            uid=uid,
            fate=fate_of(_said(before), _said(after)),
            old=before,
            new=after,
            old_place=old.place if old else None,
            new_place=new.place if new else None,
            is_moved=is_moved,
            heading=compare_words(before.heading if before else "", after.heading if after else ""),
            text=compare_blocks(before.text if before else (), after.text if after else ()),
            plain=compare_words(before.plain if before else "", after.plain if after else ""),
            rules=tuple(RuleChange(fate_of(*pair), *pair) for pair in rules),
            weight=weight,
            reason=reason,
            lineage=self._lineage.get(uid) if after is None else None,
            predecessors=self._predecessors.get(uid, ()) if before is None else (),
        )

    def _weight(
        self,
        uid: str,
        old: ClauseSnapshot | None,
        new: ClauseSnapshot | None,
        *,
        is_moved: bool,
    ) -> tuple[Weight | None, str]:
        """Return how much a change means, and the reasons given for it."""
        if old is None or new is None:
            return Weight.SUBSTANTIAL, new.change_reason if new else ""
        if _said(old) == _said(new) and not is_moved:
            return None, ""
        if old.is_binding != new.is_binding or frozenset(old.rules) != frozenset(new.rules):
            marks = {str(Weight.SUBSTANTIAL)}
        else:
            marks = set()
        steps_on_the_way = self._changed_on_the_way(uid) or [new]
        marks |= {clause.change for clause in steps_on_the_way}
        reasons = dict.fromkeys(c.change_reason for c in steps_on_the_way if c.change_reason)
        weight = Weight.EDITORIAL if marks == {str(Weight.EDITORIAL)} else Weight.SUBSTANTIAL
        return weight, "\n".join(reasons)

    def _changed_on_the_way(self, uid: str) -> list[ClauseSnapshot]:
        """Return the clause as it stands in each version that says it otherwise than before."""
        known = [version[uid] for version in self._by_version if uid in version]
        return [after for before, after in pairwise(known) if _said(before) != _said(after)]


def _clauses(text: Snapshot) -> dict[Key, _Stood]:
    stood = [
        _Stood(section, Place(found.slug, found.number, found.title, position), clause)
        for section, found in keyed(text.sections, lambda section: section.slug).items()
        for position, clause in enumerate(found.clauses)
    ]
    return keyed(stood, lambda one: one.clause.uid)


def _said(clause: ClauseSnapshot | None) -> tuple[object, ...] | None:
    """Return what a clause says: its number and its marks of change are no part of that."""
    if clause is None:
        return None
    rules = frozenset(clause.rules)
    return clause.heading, clause.text, clause.is_binding, clause.plain, rules
