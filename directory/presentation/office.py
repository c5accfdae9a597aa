"""An office as readers see it: facts put in words, for cards and for its own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from directory.audience import ShownContact, shown_contacts
from directory.hours_in_words import in_words
from directory.opening_hours import BERLIN, status_at
from directory.phone import phone_uri
from directory.places.spelling import flat
from directory.presentation.breadcrumbs import Breadcrumb, breadcrumbs, step
from directory.querysets import everything
from directory.week_in_words import table_of_week
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from directory.models import Offer, OfficePage


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What components/office_card.html shows of an office, by the same names."""

    name: str
    url: str
    organisation: str
    organisation_url: str
    phone: str
    phone_uri: str
    hours: str
    hours_state: str
    languages: str
    address: str
    appointment: str
    service: str


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """A service with whom it is for: the catchment and the span in words."""

    service: str
    description: str
    catchment: str
    span: str


def office_card(office: "OfficePage", now: datetime, request: HttpRequest) -> OfficeCard:
    """Return the card of an office; fetch lists by `with_everything()` and `with_organisations()`.

    `now` is an aware moment: "open now" is true for that moment.
    """
    status = status_at(office.hours, now)
    organisation = _organisation(office, request)
    return OfficeCard(
        name=office.title,
        url=office.get_url(request) or "",
        organisation=organisation.title,
        organisation_url=organisation.url,
        phone=office.phone,
        phone_uri=phone_uri(office.phone),
        hours=in_words(status, now),
        hours_state=status.state.value,
        languages=", ".join(_(language.name) for language in office.languages.all()),
        address=office.address,
        appointment=office.get_appointment_display(),
        service=", ".join(_short_names(office.offers.all(), now.astimezone(BERLIN).date())),
    )


def _organisation(office: "OfficePage", request: HttpRequest) -> Breadcrumb:
    """Return the organisation as lists attach it, else as the way to the office knows it.

    A page that was routed to knows its parent's title; its short name would cost a query.
    """
    attached = vars(office).get("organisation")
    if attached:
        return Breadcrumb(attached.get_url(request) or "", attached.short_name)
    return step(office.get_parent(), request)


def _short_names(offers: Iterable["Offer"], today: date) -> list[str]:
    current = (_(offer.service.short_name) for offer in offers if offer.holds_on(today))
    return list(dict.fromkeys(current))


def shown_offers(offers: Iterable["Offer"], today: date) -> list[ShownOffer]:
    """Return the offers that hold or will hold; what is over is left out."""
    return [
        ShownOffer(
            service=_(offer.service.name),
            # gettext answers an empty text with the catalogue's own header.
            description=_(offer.service.description) if offer.service.description else "",
            catchment=_catchment(offer),
            span=_span(offer),
        )
        for offer in offers
        if offer.valid_until is None or offer.valid_until >= today
    ]


def _catchment(offer: "Offer") -> str:
    names = sorted((town.name for town in offer.municipalities.all()), key=flat)
    return get_text_list(names, _("und")) if names else _("ganzer Landkreis")


def _span(offer: "Offer") -> str:
    words = {
        "first": date_format(offer.valid_from) if offer.valid_from else "",
        "last": date_format(offer.valid_until) if offer.valid_until else "",
    }
    if offer.valid_from and offer.valid_until:
        return _("vom %(first)s bis %(last)s") % words
    if offer.valid_until:
        return _("bis %(last)s") % words
    return _("ab %(first)s") % words if offer.valid_from else ""


def accessibility(office: "OfficePage") -> list[tuple[str, str]]:
    """Return the five facts with "ja", "nein" or "nicht bekannt"."""
    words = {True: _("ja"), False: _("nein"), None: _("nicht bekannt")}
    return [
        (str(office._meta.get_field(name).verbose_name), words[getattr(office, name)])
        for name in office.ACCESSIBILITY_FACTS
    ]


def office_context(office: "OfficePage", request: HttpRequest) -> dict[str, Any]:
    """Return what the page of an office shows its reader.

    A preview shows the draft's own rows, which are not in the database; else everything is
    fetched at once.
    """
    if not getattr(request, "is_preview", False):
        prefetch_related_objects([office], *everything())
    now = timezone.now()
    today = now.astimezone(BERLIN).date()
    contacts: list[ShownContact] = shown_contacts(office.contacts.all(), viewer(request))
    return {
        "office": office_card(office, now, request),
        "week": table_of_week(office.hours, today),
        "offers": shown_offers(office.offers.all(), today),
        "contacts": [(contact, phone_uri(contact.phone)) for contact in contacts],
        "accessibility": accessibility(office),
        "breadcrumbs": breadcrumbs(office, request),
    }
