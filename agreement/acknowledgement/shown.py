"""What somebody reads and confirms: a block for each of his organisations."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from agreement.acknowledgement.actions import organisations_of
from agreement.acknowledgement.telling import Telling
from agreement.acknowledgement.what import Touched, TouchedSection, Why
from agreement.comparison.changes import PartyChange
from agreement.comparison.pieces import Fate, has_changed
from agreement.comparison_page.details import Line, ShownField, Vocabulary, shown_field
from agreement.comparison_page.forms import View
from agreement.comparison_page.redline import Redline, reference_in
from agreement.comparison_page.shown import ShownClause, ShownText
from agreement.impact_page.words import provider_change_in_words, touch_in_words
from agreement.labels import words_with
from agreement.models.acknowledgement import Acknowledgement
from agreement.models.sealed import AgreementVersion
from agreement.reading import text_of
from agreement.snapshot import Snapshot
from agreement.wording import Words
from portal.core.languages import localized_path

CHANGES = View(changes_only=True)


class State(StrEnum):
    """What somebody has to do about a block."""

    NOTHING = "nothing"
    EDITORIAL = "editorial"
    OPEN = "open"
    AGAIN = "again"
    DONE = "done"


@dataclass(frozen=True)
class ShownChange:
    """A clause that changes, and why it is shown."""

    clause: ShownClause
    why: tuple[str, ...]


@dataclass(frozen=True)
class ShownPart:
    """A section with what changes in it for the organisation."""

    label: str
    title: Line | None
    summary: Line | None
    fields: tuple[ShownField, ...]
    clauses: tuple[ShownChange, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """What a version changes for one organisation of the reader, and whether he confirmed it."""

    telling: Telling
    touched: Touched
    name: str
    row: Acknowledgement | None
    parts: tuple[ShownPart, ...]
    sentences: tuple[str, ...]
    """Which cases and places it gains or loses, and what changes for it as a partner."""
    was_refused: bool = False
    """Whether something else was confirmed than is to be read by now."""

    @property
    def view(self) -> View:
        """How much is shown of what changes."""
        return CHANGES

    @property
    def organisation(self) -> str:
        """The UUID of the organisation."""
        return self.touched.organisation.uuid

    @property
    def digest(self) -> str:
        """What stands in the form for exactly what is shown."""
        return self.telling.digest(self.touched)

    @property
    def state(self) -> State:
        """What is to be done about it."""
        if self.touched.is_nothing:
            return State.NOTHING
        if not self.touched.needs_confirmation:
            return State.EDITORIAL
        if self.row is None or self.row.read_at is None:
            return State.OPEN
        return State.DONE if self.row.digest == self.digest else State.AGAIN

    @property
    def is_to_confirm(self) -> bool:
        """Whether the reader is asked."""
        return self.state in {State.OPEN, State.AGAIN}

    @property
    def comparison_url(self) -> str:
        """Where all changes of the version are read; of the first one its text."""
        slug, number = self.telling.version.agreement.slug, self.telling.version.number
        if self.telling.before is None:
            return localized_path(f"/{slug}/fassungen/{number}/")
        return localized_path(f"/{slug}/vergleich/{self.telling.before.number}/{number}/")

    @property
    def titles(self) -> tuple[str, str]:
        """What both texts are called."""
        return _titles(self.telling)


def blocks(user: Any, tellings: Iterable[Telling]) -> list[Block]:
    """Return what the versions in force change for each organisation of somebody, by name."""
    found = list(tellings)
    mine = organisations_of(user)
    read = Acknowledgement.objects.filter(
        user=user, version__in=[telling.version.pk for telling in found]
    )
    rows = {(row.version_id, str(row.organisation)): row for row in read}
    shown: list[Block] = []
    for telling in found:
        words = _words(telling) if mine else None
        for uuid, name in telling.names.items():
            if uuid in mine and words is not None:
                row = rows.get((telling.version.pk, uuid))
                shown.append(_block(telling, uuid, name, row, words, len(shown)))
    return shown


def _block(
    telling: Telling,
    uuid: str,
    name: str,
    row: Acknowledgement | None,
    words: Vocabulary,
    index: int,
) -> Block:
    touched = telling.touched(uuid)
    redline = Redline(_references(telling.before), _references(telling.version))
    text = ShownText(telling.comparison, CHANGES, words, redline, _titles(telling))
    parts = tuple(_part(one, text, f"o{index}-") for one in touched.sections)
    return Block(telling, touched, name, row, parts, tuple(_sentences(touched, words.new)))


def _part(section: TouchedSection, text: ShownText, prefix: str) -> ShownPart:
    """Return a section; the anchors differ between blocks that hold the same clause."""
    change = section.change
    fields = (shown_field(field, text.words) for field in section.fields)
    is_shown = section.has_other_words
    clauses = (
        ShownChange(
            replace(text.clause(one.change), anchor=f"{prefix}k-{one.change.uid}"),
            tuple(_why(why) for why in Why if why in one.why),
        )
        for one in section.clauses
    )
    return ShownPart(
        label=f"{change.section.number} {change.section.title}",
        title=Line(change.fate, change.title) if is_shown and has_changed(change.title) else None,
        summary=(
            Line(change.fate, change.summary) if is_shown and has_changed(change.summary) else None
        ),
        fields=tuple(field for field in fields if field),
        clauses=tuple(clauses),
    )


def _why(why: Why) -> str:
    return {
        Why.SERVICE: _("betrifft Ihren Dienst"),
        Why.NAMED: _("nennt Ihre Organisation"),
        Why.CASES: _("ändert Ihre Fälle"),
    }[why]


def _sentences(touched: Touched, words: Words) -> Iterable[str]:
    of = touched.organisation
    yield from (touch_in_words(touch, words) for touch in of.touches)
    yield from (provider_change_in_words(one, of.uuid, words) for one in of.provider_changes)
    if touched.party:
        yield _party(touched.party)


def _party(change: PartyChange) -> str:
    if change.fate is Fate.NEW:
        return _("Ihre Organisation ist jetzt Partner der Vereinbarung.")
    if change.fate is Fate.GONE:
        return _("Ihre Organisation ist nicht mehr Partner der Vereinbarung.")
    return _("Die Angaben zu Ihrer Organisation als Partner haben sich geändert.")


def _words(telling: Telling) -> Vocabulary:
    new = words_with(_numbers(telling.comparison.new))
    old = Words(new.services, new.municipalities, new.topics, _numbers(telling.comparison.old))
    return Vocabulary(old, new)


def _numbers(text: Snapshot) -> dict[str, str]:
    return {clause.uid: clause.number for _section, clause in text.clauses()}


def _references(version: AgreementVersion | None) -> Any:
    """Return where references of a version lead: to the clause within that version."""
    if version is None:
        return None
    base = localized_path(f"/{version.agreement.slug}/fassungen/{version.number}/")
    return reference_in(
        {
            clause.uid: (clause.number, f"{base}{section.slug}/#k-{clause.uid}")
            for section, clause in text_of(version).clauses()
        }
    )


def _titles(telling: Telling) -> tuple[str, str]:
    number = _("Fassung %(number)s")
    before = number % {"number": telling.before.number} if telling.before else ""
    return before, number % {"number": telling.version.number}
