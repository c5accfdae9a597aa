"""A version as a reader sees it: sections and clauses with addresses and rendered text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from agreement.labels import words_with
from agreement.models.sealed import AgreementVersion
from agreement.reading_page.coming import VersionToCome
from agreement.reading_page.glossary import Glossary, glossary
from agreement.reading_page.read import ContentsEntry, ReadClause, ReadSection
from agreement.reading_page.stale import Stale
from agreement.rendering import render_text
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot
from agreement.structured import StructuredField
from agreement.structured_words import field_in_words
from agreement.wording import Words, rule_in_words
from directory.models import Service


@dataclass(frozen=True, eq=False)
class ReadVersion:
    """A version as it is read: below which address, on which day.

    `base_url` is the address of the agreement or of one version of it; `query` is what every
    link must carry on, such as `?stand=2024-05-01`, `clause_query` what those to the address of
    a clause carry. `site` goes before addresses that are copied. `stale` tells by uid which
    plain sentences lag behind, `to_come` which versions follow this one.
    """

    version: AgreementVersion
    snapshot: Snapshot
    agreement_url: str
    base_url: str
    query: str = ""
    day: date | None = None
    clause_query: str = ""
    site: str = ""
    stale: Mapping[str, Stale] = field(default_factory=dict)
    to_come: tuple[VersionToCome, ...] = ()

    @cached_property
    def places(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        """Every clause of the version with its section, by uid."""
        return {clause.uid: (section, clause) for section, clause in self.snapshot.clauses()}

    @cached_property
    def words(self) -> Words:
        """What rules call things, and the numbers of this version's clauses."""
        numbers = {uid: clause.number for uid, (_section, clause) in self.places.items()}
        return words_with(numbers, {code: short for code, short, _name in self._services})

    @cached_property
    def _services(self) -> list[tuple[str, str, str]]:
        """Code, short and full name of every service."""
        return list(Service.objects.values_list("code", "short_name", "name"))

    @cached_property
    def _glossary(self) -> Glossary:
        return glossary({short: name for _code, short, name in self._services})

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
        url = f"{self.agreement_url}k/{uid}/{self.clause_query or self.query}"
        coming = ((version, version.of_clause(uid, self.words)) for version in self.to_come)
        return ReadClause(
            uid=uid,
            number=clause.number,
            heading=clause.heading,
            is_binding=clause.is_binding,
            html=render_text(clause.text, self._reference, self._glossary.explainer()),
            plain=clause.plain,
            url=url,
            address=f"{self.site}{url}",
            place_url=self._place_url(uid),
            rules=tuple(rule_in_words(rule, self.words) for rule in clause.rules),
            stale=self.stale.get(uid),
            coming=tuple((version, change) for version, change in coming if change),
        )

    def terms(self, *uids: str) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations in some clauses with what they mean."""
        clauses = (self.places[uid][1] for uid in uids)
        return tuple(self._glossary.used_in(clause.plain_text for clause in clauses))

    def section(self, slug: str) -> ReadSection | None:
        """Return a section with its clauses, or None if the version has none of that name."""
        found = (section for section in self.snapshot.sections if section.slug == slug)
        section = next(found, None)
        return self._section(section) if section else None

    def sections(self) -> list[ReadSection]:
        """Return all sections with their clauses, in order."""
        return [self._section(section) for section in self.snapshot.sections]

    def section_heads(self) -> list[ReadSection]:
        """Return all sections with their fields, without their clauses."""
        return [
            ReadSection(section, self._section_url(section), tuple(self._fields(section)))
            for section in self.snapshot.sections
        ]

    def _section(self, section: SectionSnapshot) -> ReadSection:
        arriving = (
            (version, change)
            for version in self.to_come
            for change in version.arriving_in(section.slug, self.words)
        )
        return ReadSection(
            section,
            self._section_url(section),
            tuple(self._fields(section)),
            tuple(self.clause(clause.uid) for clause in section.clauses),
            tuple(arriving),
            self.terms(*(clause.uid for clause in section.clauses)),
        )

    def _fields(self, section: SectionSnapshot) -> Iterator[tuple[str, str, list[str]]]:
        for one in section.fields:
            lines = field_in_words(StructuredField(one.key, one.label, one.value), self.words)
            if lines:
                yield one.key, one.label, lines
