"""What the page of comparison shows of two texts: sections and clauses, as far as asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.comparison.changes import (
    ClauseChange,
    Comparison,
    Entry,
    SectionChange,
    SectionEntry,
    Weight,
)
from agreement.comparison.pieces import BlockChange, Fate, has_changed
from agreement.comparison_page.details import (
    Line,
    ShownField,
    Vocabulary,
    shown_field,
    shown_rules,
)
from agreement.comparison_page.forms import View
from agreement.comparison_page.lineage import follows, went_into
from agreement.comparison_page.redline import Redline


@dataclass(frozen=True)
class Step:
    """A change one can go to: the how manieth of how many, and its neighbours' anchors."""

    number: int
    total: int
    before: str
    after: str


@dataclass(frozen=True)
class ShownClause:
    """A clause of either text; a departure is where one stood that moved away."""

    anchor: str
    change: ClauseChange
    heading: SafeString
    moved: str
    """Where it stood before, in words."""
    text: SafeString
    rules: tuple[Line, ...]
    notes: tuple[str, ...]
    """What became of it, and of what it follows."""
    step: Step | None = None
    is_departure: bool = False

    @property
    def label(self) -> str:
        """What it is called in a list."""
        return f"{self.change.clause.number} {self.change.clause.heading}"

    @property
    def is_change(self) -> bool:
        """Whether more than its number is different."""
        return is_change(self.change)

    @property
    def plain(self) -> Line:
        """Its plain words."""
        return Line(self.change.fate, self.change.plain)

    @property
    def has_other_rules(self) -> bool:
        """Whether rules came, went or changed."""
        return bool(self.change.changed_rules)


@dataclass(frozen=True)
class ShownSection:
    """A section of either text with what is shown of it; a departure is where one stood."""

    anchor: str
    change: SectionChange
    title: SafeString
    summary: Line | None
    fields: tuple[ShownField, ...]
    clauses: tuple[ShownClause, ...]
    hidden: str
    """How much of it is left out, in words."""
    step: Step | None = None
    is_departure: bool = False

    @property
    def label(self) -> str:
        """What it is called in a list."""
        return f"{self.change.section.number} {self.change.section.title}"

    @property
    def is_change(self) -> bool:
        """Whether the section itself is different, not only its clauses."""
        return self.change.fate is not Fate.SAME or self.change.is_moved


def is_change(clause: ClauseChange) -> bool:
    """Whether a clause says something else or stands elsewhere: a new number alone is no change."""
    return clause.fate is not Fate.SAME or clause.is_moved


@dataclass(frozen=True)
class ShownText:
    """Two texts compared, as far as asked for: the sections in reading order."""

    comparison: Comparison
    view: View
    words: Vocabulary
    redline: Redline
    titles: tuple[str, str]

    def sections(self) -> tuple[ShownSection, ...]:
        """Return what is shown, with the steps from change to change."""
        found = [
            shown
            for entry in self.comparison.entries
            if self.view.section in ("", entry.section.slug) and (shown := self._section(entry))
        ]
        return _with_steps(found)

    def _section(self, entry: SectionEntry) -> ShownSection | None:
        change = entry.section
        if entry.is_departure:
            return None if self.view.kind else self._departed_section(change)
        entries = [one for one in change.entries if self._is_shown(one)]
        left_out = sum(not one.is_departure for one in change.entries) - sum(
            not one.is_departure for one in entries
        )
        is_own = change.fate is not Fate.SAME or change.is_moved
        shows_own = is_own and self.view.kind != Weight.EDITORIAL
        if self.view.hides_unchanged and not (entries or shows_own):
            return None
        return ShownSection(
            anchor=f"s-{change.slug}",
            change=change,
            title=self.redline.words(change.title),
            summary=self._summary(change),
            fields=tuple(self._fields(change)),
            clauses=tuple(map(self._clause, entries)),
            hidden=_left_out(left_out),
        )

    @staticmethod
    def _departed_section(change: SectionChange) -> ShownSection:
        return ShownSection(
            anchor=f"s-{change.slug}",
            change=change,
            title=SafeString(""),
            summary=None,
            fields=(),
            clauses=(),
            hidden="",
            is_departure=True,
        )

    def _summary(self, change: SectionChange) -> Line | None:
        if not change.summary or (self.view.hides_unchanged and not has_changed(change.summary)):
            return None
        return Line(change.fate, change.summary)

    def _fields(self, change: SectionChange) -> Iterator[ShownField]:
        fields = change.changed_fields if self.view.hides_unchanged else change.fields
        for field in () if self.view.kind == Weight.EDITORIAL else fields:
            if shown := shown_field(field, self.words):
                yield shown

    def _is_shown(self, entry: Entry) -> bool:
        if self.view.kind:
            return entry.clause.weight == self.view.kind and not entry.is_departure
        return entry.is_departure or not self.view.hides_unchanged or is_change(entry.clause)

    def clause(self, change: ClauseChange) -> ShownClause:
        """Return one clause by itself, with all that changed in it."""
        return self._clause(Entry(change))

    def _clause(self, entry: Entry) -> ShownClause:
        change = entry.clause
        if entry.is_departure:
            return ShownClause(
                anchor=f"k-{change.uid}",
                change=change,
                heading=SafeString(""),
                moved="",
                text=SafeString(""),
                rules=(),
                notes=(),
                is_departure=True,
            )
        side_by_side = self.view.side_by_side and change.fate is not Fate.SAME
        render = self._sides if side_by_side else self.redline.text
        return ShownClause(
            anchor=f"k-{change.uid}",
            change=change,
            heading=self.redline.words(change.heading),
            moved=_moved(change),
            text=render(change.text),
            rules=shown_rules(change, self.words),
            notes=(*went_into(change, self.comparison), *follows(change, self.comparison)),
        )

    def _sides(self, blocks: tuple[BlockChange, ...]) -> SafeString:
        return self.redline.sides(blocks, self.titles)


def _moved(change: ClauseChange) -> str:
    """Return where a clause stood before, if it stands elsewhere."""
    if not change.is_moved or change.old is None or change.old_place is None:
        return ""
    facts = {"number": change.old.number, "section": change.old_place.title}
    if change.new_place and change.new_place.slug != change.old_place.slug:
        return _("Verschoben: stand bisher als %(number)s im Abschnitt „%(section)s“.") % facts
    return _("Verschoben: stand bisher an anderer Stelle des Abschnitts, als %(number)s.") % facts


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s Klausel ist hier ausgeblendet.",
        "%(count)s Klauseln sind hier ausgeblendet.",
        count,
    ) % {"count": count}


def changes_in(sections: Sequence[ShownSection]) -> Iterator[ShownSection | ShownClause]:
    """Yield every change that is shown, in order: sections themselves, and clauses."""
    for section in sections:
        if section.is_departure:
            continue
        if section.is_change:
            yield section
        for clause in section.clauses:
            if clause.is_change and not clause.is_departure:
                yield clause


def _with_steps(sections: Sequence[ShownSection]) -> tuple[ShownSection, ...]:
    """Return the sections with each change knowing the one before and after it."""
    anchors = [change.anchor for change in changes_in(sections)]
    befores, afters = ["", *anchors], [*anchors[1:], ""]
    steps = {
        anchor: Step(place + 1, len(anchors), befores[place], afters[place])
        for place, anchor in enumerate(anchors)
    }
    return tuple(
        replace(
            section,
            step=None if section.is_departure else steps.get(section.anchor),
            clauses=tuple(
                clause if clause.is_departure else replace(clause, step=steps.get(clause.anchor))
                for clause in section.clauses
            ),
        )
        for section in sections
    )
