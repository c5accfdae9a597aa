"""A version as a reader sees it: sections and clauses with addresses and rendered text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString

from agreement.labels import words_with
from agreement.models.sealed import AgreementVersion
from agreement.rendering import render_text
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.wording import Words, rule_in_words


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: number and title, where to find it, and what stands below it."""

    number: str
    title: str
    url: str
    summary: str = ""
    slug: str = ""
    clauses: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True)
class ReadClause:
    """A clause as it is read."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    html: SafeString
    plain: str
    url: str
    """Its address for ever."""
    place_url: str
    """Its place in the section that is read."""
    rules: tuple[str, ...]
    """What it means for responsibility, a sentence a rule."""


@dataclass(frozen=True)
class ReadSection:
    """A section as it is read."""

    section: SectionSnapshot
    url: str
    fields: tuple[tuple[str, list[str]], ...]
    """Label and lines of each structured field that says something."""
    clauses: tuple[ReadClause, ...]


@dataclass(frozen=True, eq=False)
class ReadVersion:
    """A version as it is read: below which address, on which day.

    `base_url` is the address of the agreement or of one version of it; `query` is what every
    link must carry on, such as `?stand=2024-05-01`.
    """

    version: AgreementVersion
    snapshot: Snapshot
    agreement_url: str
    base_url: str
    query: str = ""
    day: date | None = None

    @cached_property
    def places(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        """Every clause of the version with its section, by uid."""
        return {clause.uid: (section, clause) for section, clause in self.snapshot.clauses()}

    @cached_property
    def _words(self) -> Words:
        return words_with({uid: clause.number for uid, (_s, clause) in self.places.items()})

    def _section_url(self, section: SectionSnapshot) -> str:
        return f"{self.base_url}{section.slug}/{self.query}"

    def _place_url(self, uid: str) -> str:
        section, _clause = self.places[uid]
        return f"{self._section_url(section)}#k-{uid}"

    def _reference(self, uid: str) -> tuple[str, str]:
        _section, clause = self.places[uid]
        return clause.number, self._place_url(uid)

    def contents(self) -> list[ContentsEntry]:
        """Return the sections with their clauses, in order."""
        return [
            ContentsEntry(
                number=section.number,
                title=section.title,
                url=self._section_url(section),
                summary=section.summary,
                slug=section.slug,
                clauses=tuple(
                    ContentsEntry(clause.number, clause.heading, self._place_url(clause.uid))
                    for clause in section.clauses
                ),
            )
            for section in self.snapshot.sections
        ]

    def clause(self, uid: str) -> ReadClause:
        """Return a clause as it is read; raises KeyError for one this version lacks."""
        _section, clause = self.places[uid]
        return ReadClause(
            uid=uid,
            number=clause.number,
            heading=clause.heading,
            is_binding=clause.is_binding,
            html=render_text(clause.text, self._reference),
            plain=clause.plain,
            url=f"{self.agreement_url}k/{uid}/{self.query}",
            place_url=self._place_url(uid),
            rules=tuple(rule_in_words(rule, self._words) for rule in clause.rules),
        )

    def section(self, slug: str) -> ReadSection | None:
        """Return a section with its clauses, or None if the version has none of that name."""
        for section in self.snapshot.sections:
            if section.slug == slug:
                clauses = tuple(self.clause(clause.uid) for clause in section.clauses)
                fields = tuple(self._fields(section))
                return ReadSection(section, self._section_url(section), fields, clauses)
        return None

    def _fields(self, section: SectionSnapshot) -> list[tuple[str, list[str]]]:
        fields = [StructuredField(f.key, f.label, f.value) for f in section.fields]
        shown = [(field.label, field_in_words(field, self._words)) for field in fields]
        return [(label, lines) for label, lines in shown if lines]
