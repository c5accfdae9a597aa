"""From the database to the public facts: the one place that decides what is public."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.audience import shown_contacts
from directory.freshness.words import verified_on
from directory.models import (
    Channel,
    Contact,
    LanguageTime,
    Offer,
    OfficePage,
    OrganisationPage,
    Service,
    SpecialDays,
)
from directory.office_places import place_of
from directory.open_data.facts import (
    PublicChannel,
    PublicContact,
    PublicLanguage,
    PublicOffer,
    PublicOffice,
    PublicOrganisation,
    PublicService,
    PublicSpecialDays,
    PublicTown,
)
from directory.week_in_words import times_in_words
from portal.core.languages import without_prefix
from portal.core.page_visibility import page_visible_to
from portal.core.visibility import Viewer, visible

COMING = "public_special_days"
Absolute = Callable[[str], str]
"""Makes an absolute address of a path: `request.build_absolute_uri`."""


def public_organisations(absolute: Absolute) -> dict[str, PublicOrganisation]:
    """Return what every visitor sees of the partners, by their place in the tree."""
    pages = visible(OrganisationPage.objects.order_by("title"), Viewer())
    return {page.path: organisation_facts(page, absolute) for page in pages}


def organisation_facts(page: OrganisationPage, absolute: Absolute) -> PublicOrganisation:
    """Return the facts of an organisation that a visitor may see."""
    return PublicOrganisation(
        uuid=page.uuid,
        name=page.title,
        short_name=page.short_name,
        kind=page.kind,
        kind_name=page.get_kind_display(),
        about=page.about,
        url=absolute(without_prefix(page.get_url() or "")),
        phone=page.phone,
        email=page.email,
        website=page.website,
        changed_at=page.last_published_at,
    )


def public_offices(
    pages: QuerySet[OfficePage], organisations: dict[str, PublicOrganisation], absolute: Absolute
) -> list[PublicOffice]:
    """Return those of the offices that every visitor sees, in their order.

    Whoever asks is no matter: exports show what a visitor sees. The number of queries does
    not grow with the offices. Offices of organisations that are not given are left out.
    """
    who, today = Viewer(), timezone.localdate()
    found = [page for page in visible(pages, who) if page.organisation_path in organisations]
    prefetch_related_objects(found, *_everything(today))
    return [_office(page, organisations[page.organisation_path], who, absolute) for page in found]


def _everything(today: date) -> list[Prefetch[Any] | str]:
    """Return what to fetch along for offices: each its own query, however many offices."""
    coming = SpecialDays.objects.filter(last_day__gte=today).select_related("substitute")
    contacts = Contact.objects.order_by("pk").select_related("substitute__office")
    return [
        "languages",
        Prefetch("offers", Offer.objects.on(today).select_related("service")),
        "offers__municipalities",
        Prefetch("channels", Channel.objects.select_related("service")),
        Prefetch("language_times", LanguageTime.objects.select_related("language")),
        Prefetch("special_days", coming, to_attr=COMING),
        "verification",
        Prefetch("contacts", contacts),
        "contacts__languages",
        "contacts__services",
    ]


def _office(
    page: OfficePage, organisation: PublicOrganisation, who: Viewer, absolute: Absolute
) -> PublicOffice:
    place = place_of(page.postal_code)
    return PublicOffice(
        uuid=page.uuid,
        name=page.title,
        slug=page.slug,
        url=absolute(without_prefix(page.get_url() or "")),
        organisation=organisation,
        street=page.street,
        postal_code=page.postal_code,
        town=page.town,
        town_of_district=PublicTown(place.ags, place.name) if place else None,
        point=(place.lat, place.lon) if place else None,
        phone=page.phone,
        email=page.email,
        website=page.website,
        hours=page.hours,
        hours_note=page.hours_note,
        appointment=page.get_appointment_display(),
        languages=tuple(_languages(page)),
        interpreters=page.interpreters,
        offers=tuple(_offers(page.offers.all())),
        channels=tuple(map(_channel, page.channels.all())),
        special_days=tuple(_special_days(row, who) for row in getattr(page, COMING)),
        accessibility=tuple(_accessibility(page)),
        contacts=tuple(_contacts(page.contacts.all(), who)),
        verified_on=verified_on(page),
        changed_at=page.last_published_at,
    )


def _languages(page: OfficePage) -> Iterable[PublicLanguage]:
    for language in page.languages.all():
        yield PublicLanguage(language.code, language.name)
    times: Iterable[LanguageTime] = page.language_times.all()
    for time in sorted(times, key=lambda time: (time.language.name, time.pk)):
        words = times_in_words(time.hours) or _("nach Absprache")
        yield PublicLanguage(
            time.language.code, time.language.name, times=words, is_interpreted=time.is_interpreted
        )


def _offers(offers: Iterable[Offer]) -> Iterable[PublicOffer]:
    for offer in offers:
        towns = sorted(offer.municipalities.all(), key=lambda town: str(town.ags))
        yield PublicOffer(
            service_facts(offer.service), tuple(PublicTown(town.ags, town.name) for town in towns)
        )


def service_facts(service: Service) -> PublicService:
    """Return the facts of a kind of advice."""
    return PublicService(service.code, service.name, service.short_name, service.description)


def _channel(channel: Channel) -> PublicChannel:
    return PublicChannel(
        number=channel.pk,
        kind_name=channel.get_kind_display(),
        service=channel.service.code if channel.service else "",
        hours=channel.hours,
        phone=channel.phone,
        note=channel.note,
    )


def _special_days(row: SpecialDays, who: Viewer) -> PublicSpecialDays:
    is_seen = row.substitute is not None and page_visible_to(row.substitute, who)
    return PublicSpecialDays(
        uuid=row.uuid,
        first_day=row.first_day,
        last_day=row.last_day,
        hours=row.hours,
        reason=row.reason,
        substitute=row.substitute.title if row.substitute and is_seen else "",
    )


def _accessibility(page: OfficePage) -> Iterable[tuple[str, bool]]:
    for name in page.ACCESSIBILITY_FACTS:
        fact: bool | None = getattr(page, name)
        if fact is not None:
            field: Any = page._meta.get_field(name)
            yield str(field.verbose_name), fact


def _contacts(contacts: Iterable[Contact], who: Viewer) -> Iterable[PublicContact]:
    for contact in contacts:
        for shown in shown_contacts([contact], who):
            yield PublicContact(
                uuid=contact.uuid,
                function=shown.function,
                name=shown.name,
                phone=shown.phone,
                email=shown.email,
                languages=tuple(
                    PublicLanguage(language.code, language.name)
                    for language in contact.languages.all()
                ),
                services=frozenset(service.code for service in contact.services.all()),
            )
