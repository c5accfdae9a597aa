"""A house that uses every field: everything public and everything private an export could show."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from directory.enums import Audience, ChannelKind
from directory.models import (
    Channel,
    Contact,
    LanguageTime,
    OfficePage,
    OrganisationPage,
    SpecialDays,
    Verification,
)
from tests.factories import directory

PRIVATE = "nur-im-netz"
"""Stands in everything that no visitor may see."""


@dataclass(frozen=True)
class House:
    """An organisation with one office that uses every field."""

    organisation: OrganisationPage
    office: OfficePage
    contact: Contact
    closure: SpecialDays

    @property
    def address(self) -> str:
        """The address of the office, without the slash at its end."""
        return "/partner/beispielhaus/stelle-am-markt"


def house() -> House:
    """Return the house, with the real services, languages and places."""
    directory.reference_data()
    organisation = directory.organisation(
        title="Beispielhaus e. V.",
        short_name="Beispielhaus",
        slug="beispielhaus",
        about="Wir beraten.",
        phone="030 23125 110",
        email="haus@example.org",
        website="https://haus.example.org/",
    )
    office = directory.office(
        of=organisation,
        title="Stelle am Markt",
        slug="stelle-am-markt",
        offers=["jmd"],
        languages=["de", "uk"],
        street="Beispielstraße 5; Hof, links",
        email="markt@example.org",
        hours="Mo-We 09:00-12:00; Th 09:00-12:00,14:00-17:30",
        hours_note="In den Ferien nur vormittags.",
        appointment="both",
        interpreters=True,
        step_free_entrance=True,
        lift=False,
    )
    directory.offer(office=office, service="mbe", municipalities=["08215009", "08215007"])
    gone = timezone.localdate() - timedelta(days=1)
    directory.offer(office=office, service="im", valid_until=gone)
    contact = directory.contact(
        office=office,
        languages=["uk"],
        phone="030 23125 111",
        phone_audience=Audience.PUBLIC,
        email=f"{PRIVATE}@example.org",
        name=PRIVATE,
    )
    directory.contact(office=office, function=f"Team {PRIVATE}", phone="030 23125 999")
    return House(organisation, office, contact, _reach(office))


def _reach(office: OfficePage) -> SpecialDays:
    LanguageTime.objects.create(
        office=office, language=directory.language("ru"), hours="Th 14:00-16:00"
    )
    LanguageTime.objects.create(
        office=office,
        language=directory.language("fa"),
        hours="Tu 10:00-12:00",
        is_interpreted=True,
    )
    Channel.objects.create(
        office=office,
        kind=ChannelKind.PHONE,
        service=directory.service_named("jmd"),
        hours="We 14:00-16:00",
        phone="030 23125 112",
        note="Bitte zweimal läuten lassen.",
    )
    Verification.objects.create(office=office, verified_on=timezone.localdate())
    begins = timezone.localdate() + timedelta(days=20)
    return SpecialDays.objects.create(
        office=office,
        first_day=begins,
        last_day=begins + timedelta(days=4),
        reason="Betriebsferien",
    )
