"""The synopsis of a round: clause by clause who said what, what came of it, and how it reads now.

Pure: it knows neither the database nor the language of a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agreement.comparison.pieces import BlockChange, Words, has_changed
from agreement.comparison.texts import compare_blocks
from agreement.comparison.words import compare_words
from agreement.consultation.proposing import as_read
from agreement.consultation.quotes import quote_stands
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.text.runs import TextBlock


@dataclass(frozen=True)
class Said:
    """A comment: whose it is, what it says, and what was made of it.

    `clause` is empty for what is said to the whole text; `kind` and `result` are codes of
    `agreement.enums`, `result` empty while nobody decided. `is_moved` says that it was said to
    a clause that is gone; `is_asked_again` that it waits in a later round.
    """

    uuid: str
    organisation: str
    organisation_name: str
    clause: str
    kind: str
    quote: str = ""
    text: str = ""
    proposal: tuple[TextBlock, ...] = ()
    result: str = ""
    reason: str = ""
    is_moved: bool = False
    is_carried: bool = False
    is_asked_again: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide on it, in this round."""
        return not self.result and not self.is_asked_again


@dataclass(frozen=True)
class Entry:
    """A comment at its clause: the proposal as changes of the round's wording."""

    said: Said
    proposal: tuple[BlockChange, ...] = ()
    quote_is_gone: bool = False
    """Whether the quoted words do not (or no longer) stand in the clause."""


@dataclass(frozen=True)
class Outcome:
    """How a clause reads now; without a clause (`number` empty) it is gone."""

    number: str
    heading: tuple[Words, ...]
    changes: tuple[BlockChange, ...]
    is_same: bool

    @property
    def has_other_heading(self) -> bool:
        """Whether the heading reads otherwise than in the round."""
        return has_changed(self.heading)

    @property
    def is_gone(self) -> bool:
        """Whether the clause stands in the text no more."""
        return not self.number


@dataclass(frozen=True)
class Row:
    """A clause with all that is said to it; the first row may be the whole text (uid empty)."""

    uid: str
    section: str
    section_title: str
    number: str
    heading: str
    wording: tuple[TextBlock, ...]
    entries: tuple[Entry, ...]
    outcome: Outcome | None
    """None for the whole text, and where no later text is known."""

    @property
    def as_frozen(self) -> tuple[BlockChange, ...]:
        """The round's wording as changes that change nothing, to be shown like the others."""
        return compare_blocks(self.wording, self.wording)


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see: the open ones alone, of an organisation, in a section."""

    only_open: bool = False
    organisation: str = ""
    section: str = ""


def synopsis_rows(
    text: Snapshot, said: Iterable[Said], now: Snapshot | None, wanted: Wanted | None = None
) -> tuple[Row, ...]:
    """Return the rows of a round: what is said to the whole text first, then clause by clause.

    Clauses of which nobody said anything are left out. `now` is the text that came of the round.
    """
    at: dict[str, list[Said]] = {}
    for one in said:
        if _is_wanted(one, wanted or Wanted()):
            at.setdefault(one.clause, []).append(one)
    return tuple(_rows(text, at, now, (wanted or Wanted()).section))


def _is_wanted(said: Said, wanted: Wanted) -> bool:
    if wanted.only_open and not said.is_open:
        return False
    return not wanted.organisation or said.organisation == wanted.organisation


def _rows(
    text: Snapshot, at: dict[str, list[Said]], now: Snapshot | None, section_wanted: str
) -> Iterator[Row]:
    if at.get("") and not section_wanted:
        entries = tuple(Entry(one, compare_blocks((), one.proposal)) for one in at[""])
        yield Row("", "", "", "", "", (), entries, None)
    writer = _Writer(text, now)
    for section, clause in text.clauses():
        if at.get(clause.uid) and section_wanted in ("", section.slug):
            yield writer.row(section, clause, at[clause.uid])


class _Writer:
    """Puts the clauses of a round beside those of the text that came of it."""

    def __init__(self, text: Snapshot, now: Snapshot | None) -> None:
        self._numbers = {clause.uid: clause.number for _section, clause in text.clauses()}
        self._now = {clause.uid: clause for _section, clause in now.clauses()} if now else None

    def row(self, section: SectionSnapshot, clause: ClauseSnapshot, said: Sequence[Said]) -> Row:
        """Return the row of a clause."""
        wording = as_read(clause.text, self._number)
        return Row(
            uid=clause.uid,
            section=section.slug,
            section_title=section.title,
            number=clause.number,
            heading=clause.heading,
            wording=wording,
            entries=tuple(self._entry(one, clause, wording) for one in said),
            outcome=self._outcome(clause, wording),
        )

    @staticmethod
    def _entry(said: Said, clause: ClauseSnapshot, wording: tuple[TextBlock, ...]) -> Entry:
        before = () if said.is_moved else wording  # another clause's wording says nothing here
        stands = not said.quote or quote_stands(said.quote, clause.heading, wording)
        proposal = compare_blocks(before, said.proposal) if said.proposal else ()
        return Entry(said, proposal, quote_is_gone=not stands)

    def _outcome(self, clause: ClauseSnapshot, wording: tuple[TextBlock, ...]) -> Outcome | None:
        if self._now is None:
            return None
        after = self._now.get(clause.uid)
        if after is None:
            return Outcome("", (), (), is_same=False)
        changes = compare_blocks(wording, as_read(after.text, self._number))
        heading = compare_words(clause.heading, after.heading)
        is_same = (clause.heading, clause.text) == (after.heading, after.text)
        return Outcome(after.number, tuple(heading), changes, is_same)

    def _number(self, uid: str) -> str:
        """Return a clause's number in the round, so that counting anew is no change of words."""
        later = self._now.get(uid) if self._now else None
        return self._numbers.get(uid) or (later.number if later else "")
