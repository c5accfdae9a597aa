"""Two texts of an agreement compared as a whole."""

from collections.abc import Mapping, Sequence

from agreement.comparison.changes import (
    AcceptedChange,
    Comparison,
    PartyChange,
    SectionChange,
    SectionEntry,
)
from agreement.comparison.clauses import ClauseComparer
from agreement.comparison.fields import compare_fields
from agreement.comparison.keyed import Key, fate_of, keyed, paired, steps
from agreement.comparison.words import compare_words
from agreement.snapshot import AcceptedSnapshot, SectionSnapshot, Snapshot


def compare(old: Snapshot, new: Snapshot, between: Sequence[Snapshot] = ()) -> Comparison:
    """Return all that is different between two texts.

    Clauses are known by their uids, sections by their slugs, partners by their organisations,
    rules by their ids. `between` are the versions between the two, oldest first: what is
    editorial in the last may have been substantial before.
    """
    before, after = (keyed(side.sections, lambda section: section.slug) for side in (old, new))
    order = steps(list(before), list(after))
    moved = {step.key for step in order if step.is_departure}
    clauses = ClauseComparer(old, new, between)
    sections = {
        step.key: _section(step.key, before, after, clauses, is_moved=step.key in moved)
        for step in order
        if not step.is_departure
    }
    return Comparison(
        old,
        new,
        tuple(SectionEntry(sections[step.key], step.is_departure) for step in order),
        tuple(
            PartyChange(fate_of(*pair), *pair)
            for pair in paired(old.parties, new.parties, lambda party: party.organisation)
        ),
        tuple(
            AcceptedChange(fate_of(*pair), *pair)
            for pair in paired(old.accepted, new.accepted, _case)
        ),
    )


def _case(one: AcceptedSnapshot) -> tuple[object, ...]:
    return one.kind, one.when, one.parents, one.services


def _section(
    key: Key,
    before: Mapping[Key, SectionSnapshot],
    after: Mapping[Key, SectionSnapshot],
    clauses: ClauseComparer,
    *,
    is_moved: bool,
) -> SectionChange:
    old, new = before.get(key), after.get(key)

    def own(section: SectionSnapshot | None) -> tuple[object, ...] | None:
        facts = section and (section.kind, section.title, section.summary, section.fields)
        return facts or None

    return SectionChange(
        slug=str(key[0]),
        fate=fate_of(own(old), own(new)),
        old=old,
        new=new,
        is_moved=is_moved,
        title=compare_words(old.title if old else "", new.title if new else ""),
        summary=compare_words(old.summary if old else "", new.summary if new else ""),
        fields=compare_fields(old.fields if old else (), new.fields if new else ()),
        entries=clauses.entries(key),
    )
