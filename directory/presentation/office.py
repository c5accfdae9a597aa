"""An office as readers see it: facts put in words, for cards and for its own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from directory.audience import ShownContact, shown_contacts
from directory.freshness.words import is_long_ago, words_of_day
from directory.hours_in_words import in_words
from directory.opening_hours import BERLIN, Status, status_at
from directory.phone import phone_uri
from directory.places.spelling import flat
from directory.presentation.breadcrumbs import Breadcrumb, breadcrumbs, step
from directory.presentation.reach import (
    ShownChannel,
    interpreters_in_words,
    language_lines,
    shown_channels,
)
from directory.presentation.special_days import as_exceptions, notice_of
from directory.querysets import for_page
from directory.reach import SpecialDaysFacts
from directory.week_in_words import table_of_week
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from directory.models import Contact, Offer, OfficePage

SOON = timedelta(days=14)
"""Special days that begin within this time are said on the card; the page says all of them."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What components/office_card.html shows of an office, by the same names.

    `language_lines` are languages at certain times, beside the `languages` that are always
    spoken; `closed_notice` says the next special days and who helps on them; an office that is
    `is_closed_for_long` does not open within a week because of such days.
    """

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
    language_lines: tuple[str, ...] = ()
    interpreters: str = ""
    channels: tuple[ShownChannel, ...] = ()
    closed_notice: str = ""
    is_closed_for_long: bool = False
    verified: str = ""
    is_overdue: bool = False


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """A service with whom it is for: the catchment and the span in words."""

    service: str
    description: str
    catchment: str
    span: str


def office_card(
    office: "OfficePage", now: datetime, request: HttpRequest, service: str | None = None
) -> OfficeCard:
    """Return the card of an office; fetch lists by `for_cards()` and attach the organisations.

    `now` is an aware moment: "open now" is true for that moment. A card that names a `service`
    needs no offers: `for_cards_of_a_service()` is enough.
    """
    today = now.astimezone(BERLIN).date()
    reach = office.reach
    status = status_at(office.hours, now, as_exceptions(reach.special_days))
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
        languages=", ".join(map(_, reach.languages)),
        address=office.address,
        appointment=office.get_appointment_display(),
        service=_services(office, today) if service is None else service,
        language_lines=language_lines(reach.language_times),
        interpreters=interpreters_in_words(office.interpreters),
        channels=shown_channels(reach.channels),
        closed_notice=_closed_notice(reach.special_days, today, request),
        is_closed_for_long=_is_closed_for_long(status, today),
        verified=words_of_day(reach.verified_on, today),
        is_overdue=is_long_ago(reach.verified_on, today),
    )


def _closed_notice(special: Iterable[SpecialDaysFacts], today: date, request: HttpRequest) -> str:
    soon = (row for row in special if row.first_day <= today + SOON)
    return next((str(notice_of(row, today, request)) for row in soon), "")


def _is_closed_for_long(status: Status, today: date) -> bool:
    if status.exception is None:
        return False
    return status.opens is None or status.opens.date() - today > A_WEEK


def _organisation(office: "OfficePage", request: HttpRequest) -> Breadcrumb:
    """Return the organisation as lists attach it, else as the way to the office knows it.

    A page that was routed to knows its parent's title; its short name would cost a query.
    """
    attached = vars(office).get("organisation")
    if attached:
        return Breadcrumb(attached.get_url(request) or "", attached.short_name)
    return step(office.get_parent(), request)


def _services(office: "OfficePage", today: date) -> str:
    offers: Iterable[Offer] = office.offers.all()
    current = (_(offer.service.short_name) for offer in offers if offer.holds_on(today))
    return ", ".join(dict.fromkeys(current))


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
        prefetch_related_objects([office], *for_page())
    now = timezone.now()
    today = now.astimezone(BERLIN).date()
    special = office.reach.special_days
    people: Iterable[Contact] = office.contacts.all() if office.pk is not None else ()
    contacts: list[ShownContact] = shown_contacts(people, viewer(request))
    return {
        "office": office_card(office, now, request),
        "notices": [notice_of(row, today, request) for row in special],
        "week": table_of_week(office.hours, today, as_exceptions(special)),
        "offers": shown_offers(office.offers.all(), today),
        "contacts": [(contact, phone_uri(contact.phone)) for contact in contacts],
        "accessibility": accessibility(office),
        "breadcrumbs": breadcrumbs(office, request),
    }
