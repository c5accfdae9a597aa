"""Reading the agreement: which version holds on a day, and what it says.

Versions never change, so what is decoded from their bytes is kept for the life of the process,
by hash.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from agreement.identity import is_uid
from agreement.models.sealed import AgreementVersion
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Rule
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot, from_data
from agreement.vocabulary import universe
from directory.gazetteer import gazetteer
from directory.models import Topic
from portal.core.languages import localized_path

MAIN_SLUG = "vereinbarung"
"""The agreement whose rules the finder follows."""


def version_in_force(on: date, slug: str = MAIN_SLUG) -> AgreementVersion | None:
    """Return the version of an agreement that is in force on a day, without its bytes."""
    versions = AgreementVersion.objects.in_force_on(on).filter(agreement__slug=slug)
    found: AgreementVersion | None = versions.without_bytes().select_related("agreement").first()
    return found


@lru_cache(maxsize=64)
def _decoded(pk: int, sha256: str) -> Snapshot:
    canonical = AgreementVersion.objects.values_list("canonical", flat=True).get(
        pk=pk, sha256=sha256
    )
    return from_data(json.loads(bytes(canonical)))


def text_of(version: AgreementVersion) -> Snapshot:
    """Return what a version says; its bytes are read once a process."""
    return _decoded(version.pk, version.sha256)


@lru_cache(maxsize=16)
def _rulebook(
    rules: tuple[Rule, ...], on: date, places: tuple[str, ...], topics: tuple[str, ...]
) -> RuleBook:
    return RuleBook(rules, on, universe(places, topics))


def rulebook(snapshot: Snapshot, on: date) -> RuleBook:
    """Return the rules of a version as they hold on a day, ready to answer."""
    places = tuple(m.ags for m in gazetteer().municipalities)
    topics = tuple(Topic.objects.order_by("code").values_list("code", flat=True))
    return _rulebook(snapshot.rules(), on, places, topics)


@dataclass(frozen=True)
class ClauseLink:
    """A clause, or a section without one, as somebody is pointed to it."""

    number: str
    heading: str
    url: str
    plain: str = ""


def clause_url(uid: str) -> str:
    """Return the address that a clause keeps for ever."""
    return localized_path(f"/{MAIN_SLUG}/k/{uid}/")


def section_url(slug: str) -> str:
    """Return the address of a section of the agreement in force."""
    return localized_path(f"/{MAIN_SLUG}/{slug}/")


@dataclass(frozen=True, eq=False)
class InForceRules:
    """What the finder needs of the version in force on a day."""

    version_number: int
    snapshot: Snapshot
    on: date

    @cached_property
    def book(self) -> RuleBook:
        """The rules, ready to answer cases."""
        return rulebook(self.snapshot, self.on)

    @cached_property
    def _clauses(self) -> Mapping[str, tuple[SectionSnapshot, ClauseSnapshot]]:
        return {clause.uid: (section, clause) for section, clause in self.snapshot.clauses()}

    def clause(self, uid: str) -> ClauseLink:
        """Return where a clause stands; raises KeyError for one that this version lacks."""
        _section, clause = self._clauses[uid]
        return ClauseLink(clause.number, clause.heading, clause_url(uid), clause.plain)

    def _provider_rows(self, service: str) -> list[tuple[SectionSnapshot, Mapping[str, object]]]:
        """Return who provides a service by the text, and where, as valid on the day."""
        day = self.on.isoformat()
        return [
            (section, row)
            for section in self.snapshot.sections
            if section.field("service") == service
            for row in section.field("providers", [])
            if (row["valid_from"] or day) <= day <= (row["valid_until"] or day)
        ]

    def providers(self, service: str, ags: str | None) -> frozenset[str]:
        """Return the organisations (UUIDs) that provide a service in a municipality.

        Empty means that the text leaves it open. Whoever names the municipality goes before
        whoever provides it "in all others"; without a municipality nothing is left out.
        """
        rows = [row for _section, row in self._provider_rows(service)]
        if ags is None:
            return frozenset(str(row["organisation"]) for row in rows)
        named = [row for row in rows if ags in _list(row["municipalities"])]
        others = [row for row in rows if not row["municipalities"]]
        return frozenset(str(row["organisation"]) for row in (named or others))

    def provider_section(self, service: str) -> ClauseLink | None:
        """Return the section that names the providers of a service, if one does."""
        for section, _row in self._provider_rows(service):
            return ClauseLink(section.number, section.title, section_url(section.slug))
        return None


def _list(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def current_rules(on: date) -> InForceRules | None:
    """Return the rules in force on a day, or None while no version is in force."""
    version = version_in_force(on)
    if version is None:
        return None
    return InForceRules(version.number, text_of(version), on)


@dataclass(frozen=True)
class Period:
    """A version and the days on which it is in force; open ends are None."""

    version: AgreementVersion
    starts: date | None
    ends: date | None


def periods(versions: Any) -> list[Period]:
    """Return when each version was, is or will be in force, the newest first.

    `versions` is a queryset of one agreement's versions, in any order.
    """
    ordered = sorted(versions.with_commencement(), key=lambda v: v.number)
    starts = [version.commences_on for version in ordered]
    found = []
    for index, version in enumerate(ordered):
        later = [start for start in starts[index + 1 :] if start]
        ends = min(later) - timedelta(days=1) if later and starts[index] else None
        found.append(Period(version, starts[index], ends))
    return found[::-1]


def in_force_on(day: date, history: list[Period]) -> AgreementVersion | None:
    """Return the version of a history (newest first) that is in force on a day, if one is."""
    started = [p for p in history if p.starts and p.starts <= day]
    return max(started, key=lambda p: (p.starts, p.version.number)).version if started else None


def last_version_with(uid: str, versions: Any) -> AgreementVersion | None:
    """Return the newest of the versions that holds a clause; None also for what is no uid."""
    if not is_uid(uid):
        return None
    found: AgreementVersion | None = (
        versions.filter(clauses__clause=uid).order_by("-number").first()
    )
    return found
