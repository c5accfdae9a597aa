"""Organisations, offices, offers and contacts that are whole without a test saying more."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from wagtail.signal_handlers import disable_reference_index_auto_update

from directory.enums import ChannelKind
from directory.models import (
    Channel,
    Contact,
    Language,
    LanguageTime,
    Municipality,
    Offer,
    OfficePage,
    OrganisationPage,
    PartnerIndexPage,
    Service,
    SpecialDays,
)
from directory.reference_data import load_reference_data

_numbers = count(1)


def partner_index() -> PartnerIndexPage:
    """Return the page /partner/ of the standing site."""
    return PartnerIndexPage.objects.get()


def organisation(**fields: Any) -> OrganisationPage:
    """Return a live organisation with its group and collection."""
    name = fields.pop("title", f"Beispielverein {next(_numbers)}")
    page = OrganisationPage(title=name, **{"short_name": name, **fields})
    made: OrganisationPage = partner_index().add_child(instance=page)
    return made


def office(
    *,
    of: OrganisationPage | None = None,
    offers: Iterable[str] = (),
    languages: Iterable[str] = (),
    **fields: Any,
) -> OfficePage:
    """Return a live office, with offers of these services for the whole district."""
    facts = {
        "title": f"Beispielstelle {next(_numbers)}",
        "street": "Beispielstraße 1",
        "postal_code": "76646",
        "town": "Bruchsal",
        "phone": "030 23125 100",
        "hours": "Mo-Fr 09:00-12:00",
        **fields,
    }
    parent = OrganisationPage.objects.get(pk=(of or organisation()).pk)
    page: OfficePage = parent.add_child(instance=OfficePage(**facts))
    page.languages.set([language(code) for code in languages])
    page.save()
    for code in offers:
        offer(office=page, service=code)
    # A page keeps what was set on it in memory; tests read what the database holds.
    return OfficePage.objects.get(pk=page.pk)


def offer(
    *, office: OfficePage, service: str, municipalities: Iterable[str] = (), **fields: Any
) -> Offer:
    """Return an offer of a service for municipalities by their official keys; none for all."""
    made = Offer(office=office, service=service_named(service), **fields)
    made.save()
    made.municipalities.set([municipality(ags) for ags in municipalities])
    made.save()
    return made


def contact(*, office: OfficePage, languages: Iterable[str] = (), **fields: Any) -> Contact:
    """Return a contact that only the network can call."""
    facts = {"function": "Beratungsteam Beispiel", "phone": "030 23125 200", **fields}
    made = Contact.objects.create(office=office, **facts)
    made.languages.set([language(code) for code in languages])
    return made


def channel(*, office: OfficePage, service: str = "", **fields: Any) -> Channel:
    """Return a way to be advised: by phone on Monday mornings."""
    facts = {"kind": ChannelKind.PHONE, "hours": "Mo 09:00-10:00", **fields}
    of = service_named(service) if service else None
    return Channel.objects.create(office=office, service=of, **facts)


def language_time(*, office: OfficePage, code: str, **fields: Any) -> LanguageTime:
    """Return a language on Thursday afternoons."""
    facts = {"hours": "Th 14:00-16:00", **fields}
    return LanguageTime.objects.create(office=office, language=language(code), **facts)


def special_days(*, office: OfficePage, **fields: Any) -> SpecialDays:
    """Return a closure for the holidays at the end of 2099, so that it is always to come."""
    facts = {"first_day": date(2099, 12, 23), "last_day": date(2100, 1, 6), **fields}
    return SpecialDays.objects.create(office=office, **facts)


def service_named(code: str) -> Service:
    """Return the service with this code, made on first use."""
    names = {"name": f"Dienst {code}", "short_name": code.upper()}
    return Service.objects.get_or_create(code=code, defaults=names)[0]


def language(code: str) -> Language:
    """Return the language with this code, made on first use."""
    names = {"name": f"Sprache {code}", "endonym": code}
    return Language.objects.get_or_create(code=code, defaults=names)[0]


def municipality(ags: str) -> Municipality:
    """Return the municipality with this key, made on first use."""
    facts = {"name": f"Gemeinde {ags}", "kind": "Gemeinde", "lat": 49.0, "lon": 8.5}
    return Municipality.objects.get_or_create(ags=ags, defaults=facts)[0]


def reference_data() -> None:
    """Load the real services, topics, languages and places.

    Without noting where each is used, which takes most of the time: nothing uses them yet.
    """
    with disable_reference_index_auto_update():
        load_reference_data()
