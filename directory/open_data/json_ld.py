"""An office as JSON-LD with the words of schema.org. Pure: no Django.

https://schema.org/GovernmentOffice, https://schema.org/LocalBusiness with
`openingHoursSpecification` and `specialOpeningHoursSpecification`.
"""

from collections.abc import Iterable
from typing import Any

from directory.open_data.facts import (
    PublicLanguage,
    PublicOffer,
    PublicOffice,
    PublicSpecialDays,
    PublicTown,
    clock_time,
    spans_of_week,
)
from directory.phone import phone_uri

DISTRICT = "Landkreis Karlsruhe"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOSED = {"opens": "00:00", "closes": "00:00"}
"""How schema.org says "closed": an opening that has no length."""


def json_ld(office: PublicOffice, description: str) -> dict[str, Any]:
    """Return an office as one JSON-LD document; what is not known is left out.

    `description` carries the mark of invented content, if it is invented.
    """
    organisation = office.organisation
    known = {
        "@context": "https://schema.org",
        # NGO says who stands behind an office, LocalBusiness that one can go there.
        "@type": ["NGO", "LocalBusiness"] if organisation.kind == "welfare" else "GovernmentOffice",
        "@id": office.url,
        "identifier": f"urn:uuid:{office.uuid}",
        "name": office.name,
        "description": description,
        "url": office.url,
        "sameAs": office.website,
        "telephone": phone_uri(office.phone).removeprefix("tel:"),
        "email": office.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": office.street,
            "postalCode": office.postal_code,
            "addressLocality": office.town,
            "addressRegion": "Baden-Württemberg",
            "addressCountry": "DE",
        },
        "parentOrganization": _known(
            {
                "@type": "NGO" if organisation.kind == "welfare" else "GovernmentOrganization",
                "name": organisation.name,
                "url": organisation.url,
                "sameAs": organisation.website,
            }
        ),
        "openingHoursSpecification": list(_opening_hours(office.hours)),
        "specialOpeningHoursSpecification": [
            one for days in office.special_days for one in _special_days(days)
        ],
        "areaServed": _areas(office.offers),
        "makesOffer": [_offer(offer) for offer in office.offers],
        "contactPoint": list(_contact_points(office)),
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": name, "value": value}
            for name, value in office.accessibility
        ],
        "isAccessibleForFree": True,
    }
    return _known(known)


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", [], None)}


def _opening_hours(osm: str) -> Iterable[dict[str, Any]]:
    """Return the usual week; public holidays are closed, and unknown hours are left out."""
    spans = spans_of_week(osm)
    for slot, days in spans.items():
        yield {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in days],
            "opens": clock_time(slot.begins),
            "closes": clock_time(slot.ends),
        }
    if spans:
        holidays = "https://schema.org/PublicHolidays"
        yield {"@type": "OpeningHoursSpecification", "dayOfWeek": [holidays], **_CLOSED}


def _special_days(days: PublicSpecialDays) -> Iterable[dict[str, Any]]:
    span = {
        "@type": "OpeningHoursSpecification",
        "validFrom": days.first_day.isoformat(),
        "validThrough": days.last_day.isoformat(),
    }
    if days.reason:
        span["description"] = days.reason
    if not days.hours:
        yield {**span, **_CLOSED}
    for slot, weekdays in spans_of_week(days.hours).items():
        yield {
            **span,
            "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in weekdays],
            "opens": clock_time(slot.begins),
            "closes": clock_time(slot.ends),
        }


def _areas(offers: Iterable[PublicOffer]) -> list[dict[str, Any]]:
    """Return where the office's people come from: named towns, or the whole district."""
    towns: dict[str, PublicTown] = {}
    for offer in offers:
        if not offer.towns:
            return [{"@type": "AdministrativeArea", "name": DISTRICT}]
        towns.update({town.ags: town for town in offer.towns})
    return [_area(town) for _ags, town in sorted(towns.items())]


def _area(town: PublicTown) -> dict[str, Any]:
    return {"@type": "AdministrativeArea", "name": town.name, "identifier": town.ags}


def _offer(offer: PublicOffer) -> dict[str, Any]:
    service = {
        "@type": "Service",
        "serviceType": offer.service.code,
        "name": offer.service.name,
        "description": offer.service.description,
        "areaServed": _areas([offer]),
    }
    return {"@type": "Offer", "price": 0, "priceCurrency": "EUR", "itemOffered": _known(service)}


def _contact_points(office: PublicOffice) -> Iterable[dict[str, Any]]:
    main = {
        "@type": "ContactPoint",
        "contactType": "Beratung",
        "telephone": phone_uri(office.phone).removeprefix("tel:"),
        "email": office.email,
        "availableLanguage": _spoken(office.languages),
    }
    yield _known(main)
    for contact in office.contacts:
        yield _known(
            {
                "@type": "ContactPoint",
                "contactType": contact.function,
                "telephone": phone_uri(contact.phone).removeprefix("tel:"),
                "email": contact.email,
                "availableLanguage": _spoken(contact.languages),
            }
        )


def _spoken(languages: Iterable[PublicLanguage]) -> list[dict[str, Any]]:
    by_code = {language.code: language for language in languages}
    return [
        {"@type": "Language", "name": language.name, "alternateName": code}
        for code, language in by_code.items()
    ]
