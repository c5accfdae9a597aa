"""An office as a vCard."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from directory.open_data.facts import PublicOffice
from directory.open_data.vcard import Card, vcard
from directory.phone import phone_uri
from directory.week_in_words import week_in_words


def office_vcard(office: PublicOffice, note: str) -> str:
    """Return the card of an office; `note` marks invented content and stands first in it."""
    card = Card(
        uuid=office.uuid,
        name=office.name,
        organisation=office.organisation.name,
        unit=office.name,
        phones=(dialled(office.phone),),
        emails=(office.email,),
        address=(office.street, office.town, office.postal_code),
        urls=(office.url, office.website),
        note="\n".join(filter(None, (note, *_words(office)))),
        changed_at=office.changed_at,
    )
    return vcard(card)


def dialled(phone: str) -> str:
    """Return a number as an address book dials it from everywhere; empty without digits."""
    return phone_uri(phone).removeprefix("tel:")


def _words(office: PublicOffice) -> Iterable[str]:
    services = dict.fromkeys(offer.service.short_name for offer in office.offers)
    yield ", ".join(services)
    yield week_in_words(office.hours)
    yield office.hours_note
    yield office.appointment
    languages = dict.fromkeys(
        f"{language.name} ({language.times})" if language.times else language.name
        for language in office.languages
    )
    if languages:
        yield _("Sprachen: %(languages)s") % {"languages": ", ".join(languages)}
    for contact in office.contacts:
        yield f"{contact.function}: {' '.join(filter(None, (contact.phone, contact.email)))}"
