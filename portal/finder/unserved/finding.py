"""Which services the rules in force name where no office offers them, now or soon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agreement.models import AgreementVersion
from agreement.reading import MAIN_SLUG, InForceRules, Period, in_force_on, periods, text_of
from agreement.responsibility.rules import Mode
from directory.gazetteer import gazetteer
from directory.models import Offer, OfficePage, OrganisationPage, SpecialDays
from portal.core.visibility import Viewer, visible

AHEAD = timedelta(days=30)
LONG = timedelta(days=7)
"""A closure of more days than these leaves people without advice; a shorter one they can wait."""


@dataclass(frozen=True, slots=True)
class Unserved:
    """A service that rules name and nobody offers in some municipalities, from a day on.

    `organisations` (UUIDs) are those who should: whom the text names as providers, and who
    have an office for it, published or not.
    """

    service: str
    since: date
    municipalities: tuple[str, ...]
    organisations: frozenset[str]


Missing = Mapping[tuple[str, str], date]
"""From which day on a service (code) is missing in a municipality (AGS)."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """An offer, and on which days its office is there; closures without a stand-in count."""

    service: str
    organisation: str
    municipalities: frozenset[str]
    first: date
    last: date
    is_shown: bool
    closures: tuple[tuple[date, date], ...]

    def covers(self, ags: str) -> bool:
        return not self.municipalities or ags in self.municipalities

    def is_there_on(self, day: date) -> bool:
        within = self.is_shown and self.first <= day <= self.last
        return within and not any(first <= day <= last for first, last in self.closures)


def missing_offices(today: date) -> Missing:
    """Return where the rules lead to no office, today or within a month; a few queries."""
    history = _history()
    if not history:
        return {}
    return _missing(history, _offers(today), today)


def find_unserved(today: date) -> list[Unserved]:
    """Return the same in groups by service and day, with whose concern it is."""
    history = _history()
    if not history:
        return []
    offers = _offers(today)
    return group(_missing(history, offers, today), history, offers)


def unserved_of(missing: Missing, today: date) -> list[Unserved]:
    """Return what is missing in groups by service and day, with whose concern it is."""
    return group(missing, _history(), _offers(today)) if missing else []


def group(missing: Missing, history: list[Period], offers: Iterable[_Offer]) -> list[Unserved]:
    """Put together what is missing of one service from one day on; the soonest first."""
    places: dict[tuple[date, str], list[str]] = defaultdict(list)
    for (service, ags), since in missing.items():
        places[since, service].append(ags)
    return [
        Unserved(
            service, since, tuple(sorted(named)), _concerned(service, since, named, history, offers)
        )
        for (since, service), named in sorted(places.items())
    ]


def _concerned(
    service: str, day: date, places: list[str], history: list[Period], offers: Iterable[_Offer]
) -> frozenset[str]:
    rules = _rules(history, day)
    named: set[str] = set()
    for ags in places:
        named |= rules.providers(service, ags) if rules else set()
    own = {
        offer.organisation
        for offer in offers
        if offer.service == service and any(map(offer.covers, places))
    }
    return frozenset(named | own)


def _missing(
    history: list[Period], offers: list[_Offer], today: date
) -> dict[tuple[str, str], date]:
    towns = tuple(town.ags for town in gazetteer().municipalities)
    by_service: dict[str, list[_Offer]] = defaultdict(list)
    for offer in offers:
        by_service[offer.service].append(offer)
    missing: dict[tuple[str, str], date] = {}
    for day in _days(history, offers, today):
        rules = _rules(history, day)
        if rules is None:
            continue
        there = {
            service: [offer for offer in rows if offer.is_there_on(day)]
            for service, rows in by_service.items()
        }
        for service, ags in _led_to(rules, towns):
            if (service, ags) not in missing and not _is_served(rules, there, service, ags):
                missing[service, ags] = day
    return missing


def _is_served(
    rules: InForceRules, there: Mapping[str, list[_Offer]], service: str, ags: str
) -> bool:
    providers = rules.providers(service, ags)
    return any(
        offer.covers(ags) and (not providers or offer.organisation in providers)
        for offer in there.get(service, ())
    )


def _led_to(rules: InForceRules, towns: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return which service leads in which municipality in some case."""
    led = [
        rule
        for rule in rules.snapshot.rules()
        if rule.mode is Mode.LEADS and rule.service and rule.holds_on(rules.on)
    ]
    return {
        (rule.service, ags)
        for rule in led
        if rule.service
        for ags in (rule.when.municipalities or towns)
    }


def _days(history: list[Period], offers: list[_Offer], today: date) -> list[date]:
    """Return today and the days of the next month on which something changes for the worse."""
    one = timedelta(days=1)
    days = {period.starts for period in history if period.starts}
    for offer in offers:
        days |= {offer.last + one} if offer.last < date.max else set()
        days |= {first for first, _last in offer.closures}
    return [today, *sorted(day for day in days if today < day <= today + AHEAD)]


def _history() -> list[Period]:
    versions = AgreementVersion.objects.filter(agreement__slug=MAIN_SLUG).without_bytes()
    return [period for period in periods(versions) if period.starts]


def _rules(history: list[Period], day: date) -> InForceRules | None:
    version = in_force_on(day, history)
    return InForceRules(version.number, text_of(version), day) if version else None


def _offers(today: date) -> list[_Offer]:
    """Return every offer, also of offices that nobody sees: five queries."""
    paths = OrganisationPage.objects.values_list("path", "uuid")
    organisations = {path: str(uuid) for path, uuid in paths}
    who = Viewer()
    shown = {
        path
        for pages in (OfficePage.objects, OrganisationPage.objects)
        for path in visible(pages.order_by(), who).values_list("path", flat=True)
    }
    named: dict[int, set[str]] = defaultdict(set)
    through = Offer.municipalities.through.objects.values_list("offer", "municipality__ags")
    for offer, ags in through:
        named[offer].add(ags)
    closures = dict(_long_closures(today))
    facts = ("pk", "service__code", "office", "office__path", "valid_from", "valid_until")
    return [
        _Offer(
            service=service,
            organisation=organisations.get(path[: -OfficePage.steplen], ""),
            municipalities=frozenset(named.get(pk, ())),
            first=first or date.min,
            last=min(last or date.max, _last_day(expires)),
            is_shown={path, path[: -OfficePage.steplen]} <= shown,
            closures=tuple(closures.get(office, ())),
        )
        for pk, service, office, path, first, last, expires in Offer.objects.order_by(
            "pk"
        ).values_list(*facts, "office__expire_at")
    ]


def _long_closures(today: date) -> Iterator[tuple[int, list[tuple[date, date]]]]:
    rows = SpecialDays.objects.filter(
        hours="", last_day__gte=today, first_day__lte=today + AHEAD, substitute=None
    )
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for office, first, last in rows.values_list("office", "first_day", "last_day"):
        if last - first >= LONG:
            found[office].append((first, last))
    yield from found.items()


def _last_day(expires: Any) -> date:
    """Return the last whole day before a page goes offline by itself."""
    return timezone.localdate(expires) - timedelta(days=1) if expires else date.max
