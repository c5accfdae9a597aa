"""Structured fields of a section compared: texts by words, lists by rows."""

import json
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from agreement.comparison.changes import FieldChange, RowChange
from agreement.comparison.keyed import fate_of, paired
from agreement.comparison.pieces import Fate
from agreement.comparison.words import compare_words
from agreement.snapshot import FieldSnapshot

Row = tuple[int, Any]
"""A row with its place in its list."""
NAMES = ("organisation", "sha256", "url", "what", "title")
"""What a row is known by, whichever of these it has first."""


def compare_fields(
    old: Sequence[FieldSnapshot], new: Sequence[FieldSnapshot]
) -> tuple[FieldChange, ...]:
    """Return the fields of both in reading order, known by their keys."""
    return tuple(_field(*pair) for pair in paired(old, new, lambda field: field.key))


def _field(old: FieldSnapshot | None, new: FieldSnapshot | None) -> FieldChange:
    told = new or old
    if told is None:
        raise ValueError("A change of no field at all")
    before, after = (side.value if side else _nothing_like(told.value) for side in (old, new))
    rows: tuple[RowChange, ...] = ()
    if isinstance(before, list) and isinstance(after, list):
        rows = compare_rows(before, after)
    is_text = isinstance(before, str) and isinstance(after, str)
    words = compare_words(before, after) if is_text else ()
    return FieldChange(told.key, told.label, fate_of(old, new), old, new, rows, words)


def _nothing_like(value: Any) -> Any:
    return [] if isinstance(value, list) else ""


def compare_rows(old: Sequence[Any], new: Sequence[Any]) -> tuple[RowChange, ...]:
    """Return the rows of two lists; those that stayed as they were are found first.

    The others are one row that changed where they have the same name: a provider its
    organisation, a document its hash or title.
    """
    same = paired(enumerate(old), enumerate(new), lambda one: canonical(one[1]))
    went = [before for before, after in same if before and not after]
    came = [after for before, after in same if after and not before]
    changed = {
        before[0]: after
        for before, after in paired(went, came, lambda one: _name(one[1]))
        if before and after
    }
    told_before = {place for place, _row in changed.values()}
    return tuple(_rows(same, changed, told_before))


def _rows(
    same: Iterable[tuple[Row | None, Row | None]],
    changed: Mapping[int, Row],
    told_before: Collection[int],
) -> Iterator[RowChange]:
    for before, after in same:
        if before and after:
            yield RowChange(Fate.SAME, before[1], after[1])
        elif before:
            _place, row = changed.get(before[0], (0, None))
            yield RowChange(Fate.GONE if row is None else Fate.CHANGED, before[1], row)
        elif after and after[0] not in told_before:
            yield RowChange(Fate.NEW, None, after[1])


def canonical(row: Any) -> str:
    """Return a row as text that is the same for the same row."""
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def _name(row: Any) -> Hashable:
    if isinstance(row, dict):
        for name in NAMES:
            if row.get(name):
                return name, canonical(row[name])
    return canonical(row)
