"""Organisations, offices, articles and agreements as they are found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils import timezone
from modelcluster.queryset import FakeQuerySet

from agreement.models import Agreement, AgreementPage, AgreementVersion, LedgerEntry, VersionRule
from agreement.responsibility.rules import Mode
from directory.gazetteer import gazetteer
from directory.models import Language, Offer, OfficePage, OrganisationPage, Service
from portal.search.entries.page_types import Facts, searchable_text
from portal.search.models import Facet

Facets = frozenset[tuple[str, str]]
BETWEEN = " · "
"""Stands between facts, so that an excerpt can be read."""
HELPING = (str(Mode.LEADS), str(Mode.SUPPORTS))


@dataclass(frozen=True)
class _Offered:
    """What an office offers: names and codes of services, and where (official keys)."""

    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)


def organisations_at(paths: Iterable[str]) -> dict[str, OrganisationPage]:
    """Return organisations by their places in the tree (one query)."""
    found = OrganisationPage.objects.filter(path__in=set(paths))
    return {page.path: page for page in found.only("path", "title", "short_name")}


def of_organisation(key: int) -> tuple[str, str]:
    """Return the facet of what belongs to an organisation."""
    return Facet.ORGANISATION.value, str(key)


def organisation_facts(pages: Sequence[OrganisationPage]) -> dict[int, Facts]:
    """Return what organisations say of themselves (no query)."""
    return {
        page.pk: Facts(
            label=page.short_name,
            text=searchable_text(page),
            facets=frozenset({of_organisation(page.pk)}),
        )
        for page in pages
    }


def facts_below_organisation(pages: Sequence[Any]) -> dict[int, Facts]:
    """Return what articles and other pages of organisations say, and whose they are (one query).

    They say themselves at which place their organisation stands, else it is right above them.
    """
    places = {page.pk: _organisation_path(page) for page in pages}
    organisations = organisations_at(places.values())
    return {page.pk: _of(page, organisations.get(places[page.pk])) for page in pages}


def _of(page: Any, organisation: OrganisationPage | None) -> Facts:
    return Facts(
        label=organisation.short_name if organisation else "",
        text=searchable_text(page),
        date=getattr(page, "date", None),
        facets=frozenset({of_organisation(organisation.pk)} if organisation else ()),
    )


def _organisation_path(page: Any) -> str:
    path: str = getattr(page, "organisation_path", page.path[: -page.steplen])
    return path


@dataclass(frozen=True)
class OfficeWords:
    """What is known of an office beside its own fields.

    `places` are official keys, `topics` codes: those for which the rules in force name one of
    its services.
    """

    organisation: OrganisationPage | None
    services: frozenset[str]
    languages: frozenset[str]
    places: frozenset[str]
    topics: frozenset[str]

    @property
    def facets(self) -> Facets:
        """By what the office, and whom one finds there, can be narrowed down."""
        facets = {(Facet.MUNICIPALITY.value, ags) for ags in self.places}
        facets |= {(Facet.TOPIC.value, code) for code in self.topics}
        if self.organisation:
            facets.add(of_organisation(self.organisation.pk))
        return frozenset(facets)

    def place_names(self) -> list[str]:
        """Return the names of the places (no query, but once a minute)."""
        towns = gazetteer().municipalities
        return sorted(town.name for town in towns if town.ags in self.places)


def words_of_offices(offices: Sequence[OfficePage]) -> dict[int, OfficeWords]:
    """Return what is known of offices, by their keys (four queries at most).

    Languages and services of a page that is just being saved are read from memory: the
    database has them a moment later.
    """
    organisations = organisations_at(office.organisation_path for office in offices)
    offered = _offered(offices)
    spoken = _spoken(offices)
    topics = _topics({code for each in offered.values() for code in each.codes})
    return {
        office.pk: OfficeWords(
            organisation=organisations.get(office.organisation_path),
            services=frozenset(offered[office.pk].names),
            languages=frozenset(spoken[office.pk]),
            places=frozenset(offered[office.pk].places | _stands_in(office)),
            topics=frozenset(t for code in offered[office.pk].codes for t in topics.get(code, ())),
        )
        for office in offices
    }


def office_facts(offices: Sequence[OfficePage]) -> dict[int, Facts]:
    """Return whatever one may remember of an office (four queries at most)."""
    known = words_of_offices(offices)
    facts = {}
    for office in offices:
        mine = known[office.pk]
        words = [
            searchable_text(office),
            mine.organisation.title if mine.organisation else "",
            *sorted(mine.services),
            *sorted(mine.languages),
            *mine.place_names(),
            *_parts_of_town(office),
        ]
        facts[office.pk] = Facts(
            label=mine.organisation.short_name if mine.organisation else "",
            text=BETWEEN.join(filter(None, words)),
            facets=mine.facets,
        )
    return facts


def _stands_in(office: OfficePage) -> set[str]:
    towns = gazetteer().municipalities
    return {town.ags for town in towns if office.postal_code in town.postal_codes}


def _parts_of_town(office: OfficePage) -> list[str]:
    """Return the names of the parts of the municipality that an office stands in."""
    here = _stands_in(office)
    return sorted({part.name for part in gazetteer().localities if part.ags in here})


def _topics(services: set[str]) -> Mapping[str, frozenset[str]]:
    """Return for which topics the rules in force name services (one query, if there are any)."""
    if not services:
        return {}
    # The end of the ledger tells whether another version may be in force.
    end = LedgerEntry.objects.order_by("-sequence").values_list("entry_hash", flat=True).first()
    return _topics_by_rules(end, timezone.localdate()) if end else {}


@lru_cache(maxsize=2)
def _topics_by_rules(_end: str, day: date) -> Mapping[str, frozenset[str]]:
    topics: dict[str, set[str]] = defaultdict(set)
    in_force = AgreementVersion.objects.in_force_on(day).values("pk")
    rules = VersionRule.objects.filter(version__in=in_force, mode__in=HELPING).order_by()
    for service, data in rules.values_list("service", "data"):
        topics[service].update(data["when"].get("topics", ()))
    return {service: frozenset(codes) for service, codes in topics.items()}


def _said(name: str, short_name: str, code: str) -> set[str]:
    """Return what a service is called; its code only if neither of its names has it."""
    names = {name, short_name}
    return names if code in f"{name} {short_name}".casefold() else {*names, code.upper()}


def _offered(offices: Sequence[OfficePage]) -> dict[int, _Offered]:
    found: dict[int, _Offered] = defaultdict(_Offered)
    stored = []
    for office in offices:
        if isinstance(office.offers.all(), FakeQuerySet):
            _remember(found[office.pk], office.offers.all())
        else:
            stored.append(office.pk)
    if stored:
        ended = Q(valid_until__lt=timezone.localdate())
        rows = Offer.objects.order_by().exclude(ended).filter(office__in=stored)
        names = ("service__name", "service__short_name", "service__code")
        for key, ags, *called in rows.values_list("office", "municipalities__ags", *names):
            found[key].names.update(_said(*called))
            found[key].codes.add(called[-1])
            found[key].places.update(_reached(ags))
    return found


def _remember(mine: _Offered, offers: Iterable[Offer]) -> None:
    """Add offers from memory."""
    current = [o for o in offers if not (o.valid_until and o.valid_until < timezone.localdate())]
    services = Service.objects.in_bulk({offer.service_id for offer in current})
    for offer in current:
        service = services.get(offer.service_id)
        if service:
            mine.names.update(_said(service.name, service.short_name, service.code))
            mine.codes.add(service.code)
        towns = [town.ags for town in offer.municipalities.all()]
        for ags in towns or [None]:
            mine.places.update(_reached(ags))


def _reached(ags: str | None) -> set[str]:
    """Return the municipality, or all of the district."""
    return {ags} if ags else {town.ags for town in gazetteer().municipalities}


def _spoken(offices: Sequence[OfficePage]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    stored = []
    for office in offices:
        languages = office.languages.all()
        if isinstance(languages, FakeQuerySet):
            found[office.pk].update(name for one in languages for name in _called(one))
        else:
            stored.append(office.pk)
    if stored:
        through = OfficePage.languages.through.objects.filter(officepage__in=stored)
        names = through.values_list("officepage", "language__name", "language__endonym")
        for key, *called in names:
            found[key].update(called)
    return found


def _called(language: Language) -> tuple[str, str]:
    return language.name, language.endonym


def agreement_facts(pages: Sequence[AgreementPage]) -> dict[int, Facts]:
    """Return what public pages of agreements say, and their references (one query)."""
    references = dict(
        Agreement.objects.filter(page__in=[page.pk for page in pages]).values_list(
            "page", "reference"
        )
    )
    return {
        page.pk: Facts(label=references.get(page.pk, ""), text=searchable_text(page))
        for page in pages
    }
