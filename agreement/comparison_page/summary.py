"""What a reader learns first of two texts: how much is different, and whom it touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from agreement.comparison.changes import AcceptedChange, Comparison
from agreement.comparison.pieces import Fate
from agreement.comparison.words import compare_words
from agreement.comparison_page.addresses import WORKING_TEXT
from agreement.comparison_page.details import Line, Vocabulary
from agreement.comparison_page.subjects import ComparedText
from agreement.enums import FindingKind
from agreement.impact_page.comparison import changes_between
from agreement.impact_page.views import FOLDER, PAGE
from agreement.process.parties import party_changes
from agreement.reading import ClosedSets
from agreement.wording import Words, condition_in_words
from agreement.wording_lists import joined, named


@dataclass(frozen=True, eq=False)
class Overview:
    """Two texts and their differences, as they are told first.

    `is_inside` says whether the reader may open the pages of the staff area.
    """

    old: ComparedText
    new: ComparedText
    comparison: Comparison
    words: Vocabulary
    is_inside: bool

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many clauses what happened to; a clause may be counted more than once."""
        counted = self.comparison.summary
        return [
            (_("geändert"), counted.changed),
            (_("neu"), counted.new),
            (_("entfallen"), counted.gone),
            (_("verschoben"), counted.moved),
            (_("mit anderer Nummer"), counted.renumbered),
            (_("unverändert"), counted.same),
        ]

    @property
    def services(self) -> str:
        """The services touched, by their names."""
        names = self.words.new.services
        return joined(named(self.comparison.summary.services, names), _("und"))

    @property
    def headings(self) -> list[Line]:
        """Title and reference of the agreement, as far as they are others."""
        sides = self.comparison.old, self.comparison.new
        pairs = ((getattr(side, name) for side in sides) for name in ("title", "reference"))
        return [
            Line(Fate.CHANGED, compare_words(before, after))
            for before, after in pairs
            if before != after
        ]

    @property
    def parties(self) -> tuple[str, ...]:
        """A sentence for each change among the partners."""
        return party_changes(self.old.snapshot, self.new.snapshot)

    @property
    def accepted(self) -> list[str]:
        """A sentence for each gap or overlap that the partners accept otherwise than before."""
        return list(self._accepted())

    def _accepted(self) -> Iterator[str]:
        said = {
            Fate.NEW: _("Neu hingenommen: %(what)s. Grund: %(reason)s"),
            Fate.GONE: _("Nicht mehr hingenommen: %(what)s."),
            Fate.CHANGED: _("Weiter hingenommen, anders begründet: %(what)s. Grund: %(reason)s"),
        }
        for change in self.comparison.changed_accepted:
            yield said[change.fate] % _accepted_facts(change, self.words.new)

    @cached_property
    def impact(self) -> int | None:
        """For how many groups of cases another service leads; None if rules contradict."""
        words = self.words.new
        sets = ClosedSets(tuple(sorted(words.municipalities)), tuple(sorted(words.topics)))
        old, new = self.old.snapshot.rules(), self.new.snapshot.rules()
        try:
            return len(changes_between(old, new, self.new.day, sets))
        except ValueError:
            return None

    @property
    def impact_url(self) -> str:
        """Where the staff read which cases; empty for others, and for rounds."""
        names = [self.old.name, self.new.name]
        known = all(text.number or text.name == WORKING_TEXT for text in (self.old, self.new))
        if not (self.is_inside and known):
            return ""
        return f"{PAGE}{FOLDER}{'/'.join(names)}/?vereinbarung={self.slug}"

    @property
    def slug(self) -> str:
        """The agreement's name in addresses."""
        return self.old.agreement


def _accepted_facts(change: AcceptedChange, words: Words) -> dict[str, str]:
    told = change.new or change.old
    if told is None:
        return {"what": "", "reason": ""}
    kind = str(FindingKind(told.kind).label)
    when = condition_in_words(told.when, words, told.parents)
    return {"what": f"{kind}, {when}", "reason": told.reason}
