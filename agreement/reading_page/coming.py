"""What is decided but not in force yet, clause by clause, for whoever reads what holds today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement import reading
from agreement.comparison.pieces import BlockChange, Fate, Words
from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.comparison_page.redline import Redline, reference_in
from agreement.models.sealed import AgreementVersion
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import TextBlock
from agreement.wording import Words as Names
from agreement.wording import rule_in_words

_blocks = lru_cache(maxsize=512)(compare_blocks)
"""Sealed texts never change: each pair is compared once a process."""


@dataclass(frozen=True)
class Coming:
    """What a version to come makes of a clause: CHANGED, NEW or GONE."""

    fate: Fate
    number: str
    """The number of the clause from then on; the one it has today, if it goes."""
    heading: SafeString
    text: SafeString
    """The wording with what comes and goes; empty if it stays as it is."""
    rules: tuple[str, ...]
    """What follows for responsibility from then on, if that changes."""
    loses_rules: bool
    """Whether nothing follows for responsibility from then on."""


@dataclass(frozen=True, eq=False)
class VersionToCome:
    """A version that is sealed and follows another one, with the day if that is decided."""

    before: AgreementVersion
    version: AgreementVersion
    starts: date | None
    agreement_url: str

    @property
    def when(self) -> str:
        """From which day on, as a sentence begins."""
        if self.starts:
            return _("Ab %(day)s") % {"day": date_format(self.starts)}
        return _("Mit Fassung %(number)s, die noch nicht in Kraft ist") % {
            "number": self.version.number
        }

    @property
    def url(self) -> str:
        """Its own address."""
        return f"{self.agreement_url}fassungen/{self.version.number}/"

    @property
    def comparison_url(self) -> str:
        """Where both are compared as a whole."""
        return f"{self.agreement_url}vergleich/{self.before.number}/{self.version.number}/"

    @cached_property
    def _old(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        return _places(reading.text_of(self.before))

    @cached_property
    def _new(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        return _places(reading.text_of(self.version))

    @cached_property
    def _redline(self) -> Redline:
        return Redline(
            old=reference_in(_addresses(self._old, self.agreement_url)),
            new=reference_in(_addresses(self._new, self.url)),
        )

    def of_clause(self, uid: str, names: Names) -> Coming | None:
        """Return what becomes of a clause; None if it stays, or is in neither text."""
        old, new = self._old.get(uid), self._new.get(uid)
        if old and new:
            return self._changed(old[1], new[1], names)
        if old:
            return self._gone(old[1])
        return self._added(new[1], names) if new else None

    def arriving_in(self, slug: str, names: Names) -> list[Coming]:
        """Return the clauses that come into a section, in order."""
        return [
            self._added(clause, names)
            for uid, (section, clause) in self._new.items()
            if section.slug == slug and uid not in self._old
        ]

    def _changed(self, old: ClauseSnapshot, new: ClauseSnapshot, names: Names) -> Coming | None:
        has_other_text = old.text != new.text
        has_other_rules = set(old.rules) != set(new.rules)
        if not has_other_text and not has_other_rules and old.heading == new.heading:
            return None
        return Coming(
            Fate.CHANGED,
            new.number,
            self._heading(compare_words(old.heading, new.heading)),
            self._text(old.text, new.text) if has_other_text else SafeString(""),
            self._rules(new, names) if has_other_rules else (),
            loses_rules=has_other_rules and not new.rules,
        )

    def _added(self, new: ClauseSnapshot, names: Names) -> Coming:
        heading = self._heading(compare_words(new.heading, new.heading))
        text = self._text(new.text, new.text)
        return Coming(
            Fate.NEW, new.number, heading, text, self._rules(new, names), loses_rules=False
        )

    def _gone(self, old: ClauseSnapshot) -> Coming:
        heading = self._heading(compare_words(old.heading, old.heading))
        return Coming(Fate.GONE, old.number, heading, SafeString(""), (), loses_rules=False)

    def _rules(self, clause: ClauseSnapshot, names: Names) -> tuple[str, ...]:
        numbers = {uid: one.number for uid, (_section, one) in self._new.items()}
        then = replace(names, clauses=numbers)
        return tuple(rule_in_words(rule, then) for rule in clause.rules)

    def _heading(self, words: Sequence[Words]) -> SafeString:
        return self._redline.words(words)

    def _text(self, old: Sequence[TextBlock], new: Sequence[TextBlock]) -> SafeString:
        changes: Sequence[BlockChange] = _blocks(tuple(old), tuple(new))
        return self._redline.text(changes)


def _places(snapshot: Snapshot) -> dict[str, tuple[SectionSnapshot, ClauseSnapshot]]:
    return {clause.uid: (section, clause) for section, clause in snapshot.clauses()}


def _addresses(
    places: Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]], base: str
) -> dict[str, tuple[str, str]]:
    return {
        uid: (clause.number, f"{base}{section.slug}/#k-{uid}")
        for uid, (section, clause) in places.items()
    }


def versions_to_come(
    periods: Sequence[reading.Period], read: AgreementVersion, today: date, agreement_url: str
) -> list[VersionToCome]:
    """Return what follows the version in force: dated versions first, each after the one before.

    `periods` are those the reader may see. A version without a day is there for those who see
    it before all have signed; one that failed never comes.
    """
    chain = [read, *(period.version for period in _awaited(periods, read, today))]
    starts = {period.version.pk: period.starts for period in periods}
    return [VersionToCome(old, new, starts[new.pk], agreement_url) for old, new in pairwise(chain)]


def _awaited(
    periods: Sequence[reading.Period], read: AgreementVersion, today: date
) -> Iterator[reading.Period]:
    newer = [one for one in periods if one.version.number > read.number and not one.has_failed]
    dated = [(one.starts, one.version.number, one) for one in newer if one.starts]
    yield from (one for day, _number, one in sorted(dated, key=lambda row: row[:2]) if day > today)
    yield from sorted((one for one in newer if not one.starts), key=lambda one: one.version.number)
