"""What a comparison of two texts says: sections, clauses, fields, rules, partners."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from agreement.comparison.pieces import BlockChange, Fate, Words, has_changed
from agreement.responsibility.rules import Rule
from agreement.snapshot import (
    AcceptedSnapshot,
    ClauseSnapshot,
    FieldSnapshot,
    LineageSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
)

Side = TypeVar("Side")


class Weight(StrEnum):
    """How much a change means; the codes are those of `agreement.enums.ChangeKind`."""

    SUBSTANTIAL = "substantial"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: in which section, and as the how manieth of it (from 0)."""

    slug: str
    number: str
    title: str
    position: int


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule in both texts, known by its id; NEW or GONE: in one of them."""

    fate: Fate
    old: Rule | None
    new: Rule | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a field that is a list: any JSON value, None where it does not stand."""

    fate: Fate
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A structured field of a section, known by its key.

    `rows` are there for lists, those that stayed too, in reading order; `words` for texts. A
    list whose rows are all SAME and that is CHANGED has them in another order.
    """

    key: str
    label: str
    fate: Fate
    old: FieldSnapshot | None
    new: FieldSnapshot | None
    rows: tuple[RowChange, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyChange:
    """A partner, known by its organisation."""

    fate: Fate
    old: PartySnapshot | None
    new: PartySnapshot | None

    @property
    def party(self) -> PartySnapshot:
        """The partner as it is, or as it was."""
        return _one(self.new, self.old)


@dataclass(frozen=True, slots=True)
class AcceptedChange:
    """An accepted gap or overlap, known by its case; CHANGED: another reason or day."""

    fate: Fate
    old: AcceptedSnapshot | None
    new: AcceptedSnapshot | None


@dataclass(frozen=True)
class ClauseChange:
    """A clause, known by its uid, wherever it stands.

    `fate` is about what it says: heading, text, plain words, whether it binds, rules. Whether it
    `is_moved` (other section, or another order within it) or `is_renumbered` stands beside it, so
    a clause may be SAME and moved. The words of heading, text and plain text are complete, for
    every fate.
    """

    uid: str
    fate: Fate
    old: ClauseSnapshot | None
    new: ClauseSnapshot | None
    old_place: Place | None
    new_place: Place | None
    is_moved: bool
    heading: tuple[Words, ...]
    text: tuple[BlockChange, ...]
    plain: tuple[Words, ...]
    rules: tuple[RuleChange, ...]
    weight: Weight | None
    """None if nothing but the number changed; editorial if every version compared says so.

    Other rules, another binding, and what comes or goes, are always substantial."""
    reason: str
    """Why, in the editors' words; several versions' reasons on lines of their own."""
    lineage: LineageSnapshot | None = None
    """What became of it, if it is gone and that was confirmed."""
    predecessors: tuple[str, ...] = ()
    """The uids of the clauses that it follows, by their lineage."""

    @property
    def clause(self) -> ClauseSnapshot:
        """The clause as it is, or as it was if it is gone."""
        return _one(self.new, self.old)

    @property
    def place(self) -> Place:
        """Where it stands, or stood."""
        return _one(self.new_place, self.old_place)

    @property
    def is_renumbered(self) -> bool:
        """Whether it stood under another number."""
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def is_touched(self) -> bool:
        """Whether anything at all is different, its number included."""
        return self.fate is not Fate.SAME or self.is_moved or self.is_renumbered

    @property
    def has_other_heading(self) -> bool:
        """Whether the heading reads otherwise."""
        return has_changed(self.heading)

    @property
    def has_other_text(self) -> bool:
        """Whether the text is another, in words or form."""
        return any(block.fate is not Fate.SAME for block in self.text)

    @property
    def has_other_plain(self) -> bool:
        """Whether the plain words are others."""
        return has_changed(self.plain)

    @property
    def has_other_binding(self) -> bool:
        """Whether it became binding, or ceased to be."""
        return bool(self.old and self.new and self.old.is_binding != self.new.is_binding)

    @property
    def changed_rules(self) -> tuple[RuleChange, ...]:
        """The rules that came, went or changed."""
        return tuple(rule for rule in self.rules if rule.fate is not Fate.SAME)

    @property
    def services(self) -> frozenset[str]:
        """The codes of the services that rules of either side name."""
        rules = (rule for change in self.rules for rule in (change.old, change.new))
        return frozenset(rule.service for rule in rules if rule and rule.service)


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause in a section in reading order; a departure is where one stood that moved away."""

    clause: ClauseChange
    is_departure: bool = False


@dataclass(frozen=True)
class SectionChange:
    """A section, known by its slug; `fate` is about the section itself, not about its clauses."""

    slug: str
    fate: Fate
    old: SectionSnapshot | None
    new: SectionSnapshot | None
    is_moved: bool
    title: tuple[Words, ...]
    summary: tuple[Words, ...]
    fields: tuple[FieldChange, ...]
    entries: tuple[Entry, ...]

    @property
    def section(self) -> SectionSnapshot:
        """The section as it is, or as it was if it is gone."""
        return _one(self.new, self.old)

    @property
    def clauses(self) -> tuple[ClauseChange, ...]:
        """Its clauses, those gone among them where they stood; departures are left out."""
        return tuple(entry.clause for entry in self.entries if not entry.is_departure)

    @property
    def is_renumbered(self) -> bool:
        """Whether it stood under another number."""
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def changed_fields(self) -> tuple[FieldChange, ...]:
        """The fields that came, went or changed."""
        return tuple(field for field in self.fields if field.fate is not Fate.SAME)

    @property
    def is_touched(self) -> bool:
        """Whether the section or anything in it is different."""
        own = self.fate is not Fate.SAME or self.is_moved or self.is_renumbered
        return own or any(entry.is_departure or entry.clause.is_touched for entry in self.entries)

    @property
    def services(self) -> frozenset[str]:
        """The codes of the services that the section is about, on either side."""
        keys = ("service", "from_service", "to_service")
        sides = [side for side in (self.old, self.new) if side]
        found = [side.field(key, "") for side in sides for key in keys]
        return frozenset(code for code in found if isinstance(code, str) and code)


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section in reading order; a departure is where one stood that moved."""

    section: SectionChange
    is_departure: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """How many clauses what happened to; one clause may count as changed, moved and renumbered."""

    same: int
    changed: int
    new: int
    gone: int
    moved: int
    renumbered: int
    substantial: int
    editorial: int
    sections: int
    """How many sections came, went, moved or differ in title, summary or fields."""
    services: frozenset[str]
    """The codes of the services touched, by rules or by their sections."""


@dataclass(frozen=True)
class Comparison:
    """Two texts of an agreement, old and new, and all that is different."""

    old: Snapshot
    new: Snapshot
    entries: tuple[SectionEntry, ...]
    parties: tuple[PartyChange, ...]
    accepted: tuple[AcceptedChange, ...]

    @property
    def sections(self) -> tuple[SectionChange, ...]:
        """All sections in reading order, those gone where they stood."""
        return tuple(entry.section for entry in self.entries if not entry.is_departure)

    def clauses(self) -> Iterator[tuple[SectionChange, ClauseChange]]:
        """Yield every clause of either text once, with its section, in reading order."""
        for section in self.sections:
            for clause in section.clauses:
                yield section, clause

    @cached_property
    def _by_uid(self) -> Mapping[str, ClauseChange]:
        return {clause.uid: clause for _section, clause in self.clauses()}

    def clause(self, uid: str) -> ClauseChange | None:
        """Return what became of a clause; None if neither text has it."""
        return self._by_uid.get(uid)

    def of(self, fate: Fate) -> tuple[ClauseChange, ...]:
        """Return the clauses with that fate, in reading order."""
        return tuple(clause for _section, clause in self.clauses() if clause.fate is fate)

    @property
    def touched(self) -> tuple[tuple[SectionChange, ClauseChange], ...]:
        """The clauses that are different in any way, with their sections."""
        return tuple(pair for pair in self.clauses() if pair[1].is_touched)

    @property
    def changed_sections(self) -> tuple[SectionChange, ...]:
        """The sections that came, went or differ in themselves: title, summary or fields."""
        return tuple(section for section in self.sections if section.fate is not Fate.SAME)

    @property
    def changed_parties(self) -> tuple[PartyChange, ...]:
        """The partners that came, went or changed."""
        return tuple(party for party in self.parties if party.fate is not Fate.SAME)

    @property
    def changed_accepted(self) -> tuple[AcceptedChange, ...]:
        """The accepted gaps and overlaps that came, went or changed."""
        return tuple(one for one in self.accepted if one.fate is not Fate.SAME)

    @property
    def is_nothing(self) -> bool:
        """Whether both say the same: number, predecessor and lineage aside."""
        headings = (self.old.title, self.old.reference) == (self.new.title, self.new.reference)
        own = any(section.is_touched for section in self.sections)
        order = any(entry.is_departure for entry in self.entries)
        return headings and not (own or order or self.changed_parties or self.changed_accepted)

    @cached_property
    def summary(self) -> Summary:
        """The counts."""
        clauses = [clause for _section, clause in self.clauses()]
        fates = Counter(clause.fate for clause in clauses)
        weights = Counter(clause.weight for clause in clauses)
        own = [s for s in self.sections if s.fate is not Fate.SAME or s.is_moved]
        return Summary(
            same=sum(not clause.is_touched for clause in clauses),
            changed=fates[Fate.CHANGED],
            new=fates[Fate.NEW],
            gone=fates[Fate.GONE],
            moved=sum(clause.is_moved for clause in clauses),
            renumbered=sum(clause.is_renumbered for clause in clauses),
            substantial=weights[Weight.SUBSTANTIAL],
            editorial=weights[Weight.EDITORIAL],
            sections=len(own),
            services=self._services(),
        )

    def _services(self) -> frozenset[str]:
        """Return the services of sections and rules with a difference beyond numbers."""
        found: set[str] = set()
        for section in self.sections:
            told = [c for c in section.clauses if c.fate is not Fate.SAME or c.is_moved]
            if told or section.fate is not Fate.SAME:
                found |= section.services
            for clause in told:
                found |= clause.services
        return frozenset(found)


def _one(new: Side | None, old: Side | None) -> Side:
    side = old if new is None else new
    if side is None:
        raise ValueError("A change of nothing at all")
    return side
