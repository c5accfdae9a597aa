"""Two texts of one section: its fields and its clauses, each on its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from agreement.clause_index import clause_entries
from agreement.identity import Stored
from agreement.merging.threeway import ClausesMerge, Side, merge_clauses, side_of
from agreement.structured import plain_value

KEPT_OUT = frozenset({"clauses", "comment_notifications"})


@dataclass(frozen=True)
class FieldMerge:
    """A field of the section beside its clauses; a conflict is settled for one of the sides."""

    name: str
    label: str
    side: Side


@dataclass(frozen=True)
class SectionMerge:
    """All that two people wrote into a section; each page is a copy in memory.

    `base` is None if nobody knows any more what both come from. `moved` says of clauses that
    stand in another section by now where they stand.
    """

    base: Any
    theirs: Any
    mine: Any
    fields: tuple[FieldMerge, ...]
    clauses: ClausesMerge
    moved: Mapping[str, str]

    @property
    def conflicting_fields(self) -> tuple[FieldMerge, ...]:
        """The fields that somebody must decide on."""
        return tuple(field for field in self.fields if field.side is Side.CONFLICT)

    @property
    def needs_decision(self) -> bool:
        """Whether anything is left to decide."""
        return bool(self.conflicting_fields) or self.clauses.needs_decision


def merge_sections(base: Any, theirs: Any, mine: Any) -> SectionMerge:
    """Bring together two copies of a section (one query, for clauses that moved elsewhere)."""
    stored = [stored_clauses(page) if page else None for page in (base, theirs, mine)]
    here = {block["id"] for block in stored[1] or []}
    own = {block["id"] for block in stored[2] or []}
    moved = {
        entry.uid: entry.label
        for entry in clause_entries()
        if entry.section_pk != theirs.pk and entry.uid in own - here
    }
    return SectionMerge(
        base,
        theirs,
        mine,
        tuple(_fields(base, theirs, mine)),
        merge_clauses(stored[0], stored[1] or [], stored[2] or []),
        moved,
    )


def stored_clauses(page: Any) -> list[Stored]:
    """Return the clauses of a copy as they are stored, every value in its full form."""
    return [
        {"type": child.block_type, "id": child.id, "value": child.block.get_prep_value(child.value)}
        for child in page.clauses
    ]


def _fields(base: Any, theirs: Any, mine: Any) -> Iterator[FieldMerge]:
    form_class = theirs.get_edit_handler().get_form_class()
    for field in theirs._meta.get_fields():
        if field.name in KEPT_OUT or field.name not in form_class.base_fields:
            continue
        values = [comparable(page, field.name) if page else None for page in (base, theirs, mine)]
        side = side_of(*values, knows_base=base is not None)
        if side is not Side.SAME:
            yield FieldMerge(field.name, str(getattr(field, "verbose_name", field.name)), side)


def comparable(page: Any, name: str) -> Any:
    """Return a field's value in a form in which two that say the same are equal."""
    value = getattr(page, name)
    if isinstance(value, StreamValue):
        return plain_documents(value)
    if isinstance(value, str):
        return "\n".join(value.split("\r\n")).strip()
    return getattr(value, "pk", value)


def plain_documents(value: StreamValue) -> Any:
    """Return a list of blocks as data; a file stands as its key."""
    return [getattr(child.value, "pk", None) or plain_value(child.value) for child in value]


def title_of(clause: Stored) -> str:
    """Return how a clause is called on the page."""
    return clause["value"].get("heading") or _("Klausel ohne Überschrift")
