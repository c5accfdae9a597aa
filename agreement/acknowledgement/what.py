"""Which changes of a new text touch an organisation. Pure.

Touched is an organisation by clauses of sections about a service that it provides, unless all
their rules are for other places; by clauses that name it; by clauses whose rules give it cases or
take them; by rows of the table of providers that name it; and by what the text says of it as a
partner. Editorial changes are listed, but need no confirmation.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from agreement.comparison.changes import (
    ClauseChange,
    Comparison,
    FieldChange,
    PartyChange,
    RowChange,
    SectionChange,
    Weight,
)
from agreement.comparison.pieces import Fate, has_changed
from agreement.impact_page.providers import ProviderChange, Touch
from agreement.snapshot import canonical_bytes, condition_to_data

PROVIDERS = "providers"
SHORTEST_NAME = 4
"""Shorter names would be found in any text."""


class Why(StrEnum):
    """Why a clause touches an organisation."""

    SERVICE = "service"
    NAMED = "named"
    CASES = "cases"


@dataclass(frozen=True)
class Organisation:
    """What an organisation has to do with both texts.

    `places` are the municipalities (AGS) where it provides any of its services (codes), `names`
    the ways to call it, and `touches` and `provider_changes` the cases and places that it gains
    or loses.
    """

    uuid: str
    names: frozenset[str]
    services: frozenset[str]
    places: frozenset[str]
    touches: tuple[Touch, ...] = ()
    provider_changes: tuple[ProviderChange, ...] = ()

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Its names as they are looked for."""
        plain = {_plain(name) for name in self.names}
        return tuple(sorted(name for name in plain if len(name) >= SHORTEST_NAME))


@dataclass(frozen=True)
class TouchedClause:
    """A clause that changes and touches an organisation, and why."""

    change: ClauseChange
    why: frozenset[Why]

    @property
    def is_substantial(self) -> bool:
        """Whether having read it is to be confirmed."""
        return self.change.weight is Weight.SUBSTANTIAL


@dataclass(frozen=True)
class TouchedSection:
    """A section with its changes that touch an organisation."""

    change: SectionChange
    fields: tuple[FieldChange, ...]
    has_other_words: bool
    """Whether its title or summary is another, and it is about a service of the organisation."""
    clauses: tuple[TouchedClause, ...]

    @property
    def is_substantial(self) -> bool:
        """Whether something in it is to be confirmed."""
        own = bool(self.fields) or self.has_other_words
        return own or any(clause.is_substantial for clause in self.clauses)


@dataclass(frozen=True)
class Touched:
    """All that a new text changes for one organisation."""

    organisation: Organisation
    sections: tuple[TouchedSection, ...]
    party: PartyChange | None
    elsewhere: int
    """How many clauses change that do not touch it."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing touches it."""
        return not (self.sections or self._is_touched_otherwise)

    @property
    def needs_confirmation(self) -> bool:
        """Whether more than editorial changes touch it."""
        return self._is_touched_otherwise or any(one.is_substantial for one in self.sections)

    @property
    def _is_touched_otherwise(self) -> bool:
        of = self.organisation
        return bool(self.party or of.touches or of.provider_changes)

    @property
    def count(self) -> int:
        """How many clauses and sections change for it."""
        clauses = sum(len(section.clauses) for section in self.sections)
        return clauses + sum(bool(one.fields or one.has_other_words) for one in self.sections)

    def digest(self, old_sha256: str, new_sha256: str) -> str:
        """Return the SHA-256 of what is to be read; the hashes stand for both whole texts."""
        data = {
            "texts": [old_sha256, new_sha256],
            "organisation": self.organisation.uuid,
            "sections": [_section_data(section) for section in self.sections],
            "cases": [_case_data(touch) for touch in self.organisation.touches],
            "providers": [_provider_data(one) for one in self.organisation.provider_changes],
            "party": bool(self.party),
        }
        return hashlib.sha256(canonical_bytes(data)).hexdigest()


def touched(comparison: Comparison, organisation: Organisation) -> Touched:
    """Return what of a comparison touches an organisation, in reading order."""
    with_cases = _clauses_with_cases(organisation.touches)
    sections = tuple(
        found
        for section in comparison.sections
        if (found := _section(section, organisation, with_cases))
    )
    party = next(
        (one for one in comparison.changed_parties if _is_party(one, organisation.uuid)), None
    )
    shown = sum(len(section.clauses) for section in sections)
    changing = sum(_is_change(clause) for _section_, clause in comparison.clauses())
    return Touched(organisation, sections, party, elsewhere=changing - shown)


def _section(
    section: SectionChange, of: Organisation, with_cases: frozenset[str]
) -> TouchedSection | None:
    is_own = bool(section.services & of.services)
    clauses = tuple(
        TouchedClause(clause, why)
        for clause in section.clauses
        if _is_change(clause) and (why := _why(clause, of, with_cases, is_own=is_own))
    )
    fields = tuple(_fields(section, of.uuid, is_own=is_own))
    words = is_own and (has_changed(section.title) or has_changed(section.summary))
    if not (clauses or fields or words):
        return None
    return TouchedSection(section, fields, words, clauses)


def _is_change(clause: ClauseChange) -> bool:
    """Whether a clause says something else or stands elsewhere: a number alone is no change."""
    return clause.fate is not Fate.SAME or clause.is_moved


def _why(
    clause: ClauseChange, of: Organisation, with_cases: frozenset[str], *, is_own: bool
) -> frozenset[Why]:
    reasons = {
        Why.SERVICE: is_own and not _is_for_other_places(clause, of.places),
        Why.NAMED: _names(clause, of.needles),
        Why.CASES: clause.uid in with_cases and bool(clause.changed_rules),
    }
    return frozenset(why for why, holds in reasons.items() if holds)


def _is_for_other_places(clause: ClauseChange, places: frozenset[str]) -> bool:
    """Whether all rules of both sides are for places where the organisation provides nothing."""
    rules = [rule for change in clause.rules for rule in (change.old, change.new) if rule]
    named = [rule.when.municipalities for rule in rules]
    return bool(named) and all(towns and not towns & places for towns in named)


def _names(clause: ClauseChange, needles: tuple[str, ...]) -> bool:
    sides = [side for side in (clause.old, clause.new) if side]
    text = _plain(" ".join(f"{one.heading} {one.plain_text} {one.plain}" for one in sides))
    return any(f" {needle} " in f" {text} " for needle in needles)


def _plain(text: str) -> str:
    """Return a text without capitals and marks: a name before a comma is that name, too."""
    letters = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join(letters.split())


def _fields(section: SectionChange, uuid: str, *, is_own: bool) -> Iterator[FieldChange]:
    for field in section.changed_fields:
        if field.key == PROVIDERS:
            rows = tuple(row for row in field.rows if _is_row_of(row, uuid))
            if rows:
                yield replace(field, rows=rows)
        elif is_own:
            yield field


def _is_row_of(row: RowChange, uuid: str) -> bool:
    sides: Iterable[Any] = (side for side in (row.old, row.new) if isinstance(side, Mapping))
    return row.fate is not Fate.SAME and any(side.get("organisation") == uuid for side in sides)


def _is_party(change: PartyChange, uuid: str) -> bool:
    return any(side.organisation == uuid for side in (change.old, change.new) if side)


def _clauses_with_cases(touches: Iterable[Touch]) -> frozenset[str]:
    """Return the clauses by which services lead in the cases that change hands."""
    return frozenset(
        uid
        for touch in touches
        for answer in (touch.change.before, touch.change.after)
        for one in answer.leads
        for uid in one.clauses
    )


def _section_data(section: TouchedSection) -> dict[str, Any]:
    return {
        "section": section.change.slug,
        "words": section.has_other_words,
        "fields": [[field.key, len(field.rows)] for field in section.fields],
        "clauses": [clause.change.uid for clause in section.clauses],
    }


def _case_data(touch: Touch) -> dict[str, Any]:
    return {
        "when": condition_to_data(touch.change.when, touch.change.parents),
        "gaining": list(touch.gaining),
        "losing": list(touch.losing),
    }


def _provider_data(change: ProviderChange) -> list[Any]:
    places = sorted(change.municipalities)
    return [change.service, list(change.before), list(change.after), places]
