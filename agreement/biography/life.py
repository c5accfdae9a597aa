"""The life of a clause as its page shows it: every wording, what changed, and where it went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement.biography.facts import LineageFact, WordingFact, facts_of
from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.comparison_page.redline import Redline, reference_in
from agreement.enums import LineageKind
from agreement.models.sealed import AgreementVersion
from agreement.reading import ClauseLink, Period, text_of
from agreement.snapshot import ClauseSnapshot, SectionSnapshot
from agreement.wording import Words, rule_in_words


@dataclass(frozen=True)
class Wording:
    """A wording, with the days on which it was, is or will be in force."""

    period: Period
    """The days of the versions that have it, taken together; the last of these versions."""
    first_number: int
    last_number: int
    numbers: tuple[str, ...]
    section: str
    """Number and title of the section it stood in last."""
    url: str
    """The address of the clause with this wording, for ever."""
    comparison_url: str
    """Where the version with it is compared with the one before; empty for the first wording."""
    heading: SafeString
    text: SafeString
    """What changed from the wording before; empty for the first wording and an equal text."""
    rules: tuple[str, ...]
    """What followed for responsibility from then on, if that changed."""
    loses_rules: bool
    reason: str
    """Why it was changed, as its editors said."""


@dataclass(frozen=True)
class Descent:
    """Where a clause went or came from, as a sentence and links to the others."""

    words: str
    reason: str
    clauses: tuple[ClauseLink, ...]


@dataclass(frozen=True)
class Biography:
    """All that the versions one may read say of a clause."""

    wordings: tuple[Wording, ...]
    """The newest first."""
    became: tuple[Descent, ...]
    came_from: tuple[Descent, ...]


def biography(uid: str, periods: Sequence[Period], agreement_url: str, names: Words) -> Biography:
    """Return the life of a clause in the versions that somebody may read.

    `periods` are those versions, the newest first; no more queries than `facts_of` takes.
    """
    life = _Life(uid, tuple(reversed(periods)), agreement_url, names)
    facts = facts_of(uid, [period.version for period in life.periods])
    return Biography(
        tuple(life.wordings(facts.wordings))[::-1],
        tuple(life.descent(fact, BECAME, fact.successors) for fact in facts.became),
        tuple(life.descent(fact, CAME_FROM, (fact.clause,)) for fact in facts.came_from),
    )


BECAME, CAME_FROM = "became", "came from"


def _sentence(kind: LineageKind, way: str, number: int) -> str:
    said = {
        (LineageKind.ENDED, BECAME): _("Mit Fassung %(number)s entfallen."),
        (LineageKind.REPLACED, BECAME): _("Mit Fassung %(number)s ersetzt durch:"),
        (LineageKind.SPLIT, BECAME): _("Mit Fassung %(number)s aufgeteilt in:"),
        (LineageKind.MERGED, BECAME): _("Mit Fassung %(number)s aufgegangen in:"),
        (LineageKind.REPLACED, CAME_FROM): _("Steht seit Fassung %(number)s an der Stelle von:"),
        (LineageKind.SPLIT, CAME_FROM): _("Mit Fassung %(number)s hervorgegangen aus:"),
        (LineageKind.MERGED, CAME_FROM): _("Mit Fassung %(number)s ist hier aufgegangen:"),
    }
    return said[kind, way] % {"number": number}


@dataclass(frozen=True)
class _Life:
    uid: str
    periods: tuple[Period, ...]
    """Oldest first."""
    url: str
    names: Words

    def wordings(self, facts: Sequence[WordingFact]) -> Iterator[Wording]:
        before: WordingFact | None = None
        for fact in facts:
            yield self._wording(fact, before)
            before = fact

    def _wording(self, fact: WordingFact, before: WordingFact | None) -> Wording:
        standing = self.periods[fact.first : fact.last + 1]
        starts = [period.starts for period in standing if period.starts]
        last = self._place(standing[-1].version, self.uid)
        first = self._place(standing[0].version, self.uid)
        old = self._place(self.periods[before.last].version, self.uid) if before else first
        has_other_rules = set(old[1].rules) != set(first[1].rules)
        return Wording(
            period=replace(standing[-1], starts=min(starts, default=None)),
            first_number=standing[0].version.number,
            last_number=standing[-1].version.number,
            numbers=fact.numbers,
            section=f"{last[0].number} {last[0].title}",
            url=f"{self.url}k/{self.uid}/?fassung={standing[-1].version.number}",
            comparison_url=self._comparison(before, fact),
            heading=Redline().words(compare_words(old[1].heading, first[1].heading)),
            text=self._redline(old[1], first[1]),
            rules=self._rules(first[1]) if has_other_rules else (),
            loses_rules=has_other_rules and not first[1].rules,
            reason=first[1].change_reason if before else "",
        )

    def _comparison(self, before: WordingFact | None, fact: WordingFact) -> str:
        if before is None:
            return ""
        old, new = self.periods[before.last].version, self.periods[fact.first].version
        return f"{self.url}vergleich/{old.number}/{new.number}/#k-{self.uid}"

    def _redline(self, old: ClauseSnapshot, new: ClauseSnapshot) -> SafeString:
        if old.text == new.text:
            return SafeString("")
        reference = reference_in({uid: (number, self._url(uid)) for uid, number in self._numbers})
        return Redline(old=reference, new=reference).text(compare_blocks(old.text, new.text))

    @property
    def _numbers(self) -> Sequence[tuple[str, str]]:
        return list(self.names.clauses.items())

    def _rules(self, clause: ClauseSnapshot) -> tuple[str, ...]:
        return tuple(rule_in_words(rule, self.names) for rule in clause.rules)

    def descent(self, fact: LineageFact, way: str, others: Sequence[str]) -> Descent:
        """Return a fact as a sentence with links to the other clauses of it."""
        place = next(i for i, p in enumerate(self.periods) if p.version.number == fact.number)
        # The one that went stands in the version before, those that came in this one.
        shown = self.periods[place if way == BECAME else place - 1].version
        links = tuple(self._link(shown, uid) for uid in others)
        return Descent(_sentence(fact.kind, way, fact.number), fact.reason, links)

    def _link(self, version: AgreementVersion, uid: str) -> ClauseLink:
        _section, clause = self._place(version, uid)
        return ClauseLink(clause.number, clause.heading, self._url(uid))

    def _url(self, uid: str) -> str:
        return f"{self.url}k/{uid}/"

    @staticmethod
    def _place(version: AgreementVersion, uid: str) -> tuple[SectionSnapshot, ClauseSnapshot]:
        return next(
            (section, clause) for section, clause in text_of(version).clauses() if clause.uid == uid
        )
