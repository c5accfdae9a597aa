"""A comparison as a patch: from the old text to the new one, and back."""

from collections.abc import Iterable
from dataclasses import replace

from agreement.comparison.changes import Comparison, SectionChange
from agreement.comparison.texts import new_of, old_of
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot


def apply_to(old: Snapshot, comparison: Comparison) -> Snapshot:
    """Return the new text; raises ValueError if it is another text that was compared."""
    if old != comparison.old:
        raise ValueError("The comparison is about another text")
    return replace(
        comparison.new,
        sections=tuple(
            _section(section.new, _new_clauses(section))
            for section in comparison.sections
            if section.new
        ),
    )


def undo(new: Snapshot, comparison: Comparison) -> Snapshot:
    """Return the old text; raises ValueError if it is another text that was compared."""
    if new != comparison.new:
        raise ValueError("The comparison is about another text")
    return replace(
        comparison.old,
        sections=tuple(
            _section(entry.section.old, _old_clauses(entry.section))
            for entry in comparison.entries
            if entry.section.old and (entry.is_departure or not entry.section.is_moved)
        ),
    )


def _section(section: SectionSnapshot, clauses: Iterable[ClauseSnapshot]) -> SectionSnapshot:
    return replace(section, clauses=tuple(clauses))


def _new_clauses(section: SectionChange) -> Iterable[ClauseSnapshot]:
    for change in section.clauses:
        if change.new:
            yield replace(change.new, text=new_of(change.text))


def _old_clauses(section: SectionChange) -> Iterable[ClauseSnapshot]:
    for entry in section.entries:
        change = entry.clause
        if change.old and (entry.is_departure or not change.is_moved):
            yield replace(change.old, text=old_of(change.text))
