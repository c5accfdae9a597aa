"""Reading the agreement: which version holds on a day, and what it says.

Versions never change, so what is decoded from their bytes is kept for the life of the process,
by hash.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from agreement.enums import TextAudience
from agreement.models.sealed import AgreementVersion
from agreement.responsibility.routing import RuleBook
from agreement.responsibility.rules import Rule
from agreement.snapshot import ClauseSnapshot, SectionSnapshot, Snapshot, from_data
from agreement.vocabulary import ARRIVAL_OF_STATUS, universe
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


class ClosedSets(NamedTuple):
    """The closed sets that the directory keeps: places (AGS) and topics, by their codes."""

    places: tuple[str, ...]
    topics: tuple[str, ...]


def closed_sets() -> ClosedSets:
    """Return the places and topics that cases can have today (one query)."""
    places = tuple(m.ags for m in gazetteer().municipalities)
    topics = Topic.objects.order_by("code").values_list("code", flat=True)
    return ClosedSets(places, tuple(topics))


@lru_cache(maxsize=64)
def _rulebook(rules: tuple[Rule, ...], on: date, sets: ClosedSets) -> RuleBook:
    return RuleBook(rules, on, universe(*sets), ARRIVAL_OF_STATUS)


def rulebook(snapshot: Snapshot, on: date) -> RuleBook:
    """Return the rules of a version as they hold on a day, ready to answer."""
    return book_of(snapshot.rules(), on)


def book_of(rules: tuple[Rule, ...], on: date, sets: ClosedSets | None = None) -> RuleBook:
    """Return rules as they hold on a day, ready to answer; `sets` saves looking them up.

    Raises ValueError for rules that contradict each other, which a draft may do.
    """
    return _rulebook(rules, on, sets or closed_sets())


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
    is_text_public: bool = True
    """False where the reader may know number and plain sentence of a clause only."""

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
        heading = clause.heading if self.is_text_public else ""
        return ClauseLink(clause.number, heading, clause_url(uid), clause.plain)

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
        """Return the section that names the providers of a service, if one does.

        None, too, where the reader may not open it.
        """
        if not self.is_text_public:
            return None
        for section, _row in self._provider_rows(service):
            return ClauseLink(section.number, section.title, section_url(section.slug))
        return None


def _list(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def current_rules(on: date, *, for_network: bool = False) -> InForceRules | None:
    """Return the rules in force on a day, or None while no version is in force.

    Everybody is answered by them; where the partners do not publish the text, only the network
    reads more of a clause than its number and its plain sentence.
    """
    version = version_in_force(on)
    if version is None:
        return None
    is_public = for_network or version.agreement.audience == TextAudience.ALL
    return InForceRules(version.number, text_of(version), on, is_public)


@dataclass(frozen=True)
class Period:
    """A version and the days on which it is in force; open ends are None."""

    version: AgreementVersion
    starts: date | None
    ends: date | None
    is_signed: bool
    """Whether every party has signed; never of a text signed before the portal existed."""
    has_failed: bool

    def day_nearest_to(self, day: date) -> date:
        """Return the day on which the version is in force that is nearest; the day if none is."""
        nearest = max(day, self.starts) if self.starts else day
        return min(nearest, self.ends) if self.ends else nearest


def periods(versions: Any) -> list[Period]:
    """Return when each version was, is or will be in force, the newest first.

    `versions` is a queryset of one agreement's versions, in any order.
    """
    ordered = sorted(versions.with_commencement(), key=lambda v: v.number)
    starts = [version.commences_on for version in ordered]
    found = []
    for index, version in enumerate(ordered):
        followers = [*starts[index + 1 :], version.terminates_on]
        later = [day for day in followers if day]
        ends = min(later) - timedelta(days=1) if later and starts[index] else None
        facts = (version.is_signed, version.has_failed)
        found.append(Period(version, starts[index], ends, *facts))
    return found[::-1]


def in_force_on(day: date, history: list[Period]) -> AgreementVersion | None:
    """Return the version of a history (newest first) that is in force on a day, if one is."""
    begun = [p for p in history if p.starts and p.starts <= day]
    last = max(begun, key=lambda p: (p.starts, p.version.number)) if begun else None
    return last.version if last and (last.ends is None or day <= last.ends) else None
