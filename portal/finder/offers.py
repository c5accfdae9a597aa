"""Which office offers which service where: the whole directory in a few words, kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from time import monotonic

from directory.models import Offer, OfficePage, OrganisationPage
from portal.core.visibility import Viewer, visible

MAX_AGE = 60
"""Seconds after which a process looks again: another one may have saved an office."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An office that offers a service; no municipality means the whole district."""

    service: str
    office: int
    title: str
    postal_code: str
    organisation: str
    municipalities: frozenset[str]

    def covers(self, ags: str | None) -> bool:
        """Whether it is there for a municipality; without one every office may be."""
        return ags is None or not self.municipalities or ags in self.municipalities


Offers = Mapping[str, tuple[Offered, ...]]
"""By service, in the order of the offices' titles."""


def offered_on(day: date, who: Viewer) -> Offers:
    """Return what offices that somebody may see offer on a day.

    What every visitor may see is kept for a minute, or until this process saves an office.
    """
    if who.is_authenticated:
        return _read(day, who)
    return _kept(day, int(monotonic() // MAX_AGE))


def forget_offers() -> None:
    """Let the next question read the offers anew."""
    _kept.cache_clear()


@lru_cache(maxsize=2)
def _kept(day: date, _minute: int) -> Offers:
    return _read(day, Viewer())


def _read(day: date, who: Viewer) -> Offers:
    """Three queries, however many offices there are."""
    offers = Offer.objects.on(day).filter(office__in=visible(OfficePage.objects.order_by(), who))
    shown = visible(OrganisationPage.objects.order_by(), who).values_list("path", "uuid")
    organisations = {path: str(uuid) for path, uuid in shown}
    named: dict[int, set[str]] = {}
    through = Offer.municipalities.through.objects.filter(offer__in=offers)
    for offer, ags in through.values_list("offer", "municipality__ags"):
        named.setdefault(offer, set()).add(ags)
    facts = ("pk", "service__code", "office", "office__title", "office__postal_code")
    found = [
        Offered(
            service=service,
            office=office,
            title=title,
            postal_code=postal_code,
            organisation=organisations[path[: -OfficePage.steplen]],
            municipalities=frozenset(named.get(pk, ())),
        )
        for pk, service, office, title, postal_code, path in offers.values_list(
            *facts, "office__path"
        )
        if path[: -OfficePage.steplen] in organisations
    ]
    found.sort(key=lambda one: (one.service, one.title, one.office))
    return {service: tuple(rows) for service, rows in groupby(found, attrgetter("service"))}
