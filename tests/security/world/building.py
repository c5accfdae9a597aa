"""The whole world, in one go."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.test import Client
from django.utils import timezone

from directory.models import (
    Contact,
    Locality,
    OfficePage,
    OrganisationPage,
    PostalCode,
    Topic,
)
from portal.accounts.models import User
from tests.factories import directory
from tests.security.world.cast import VISITOR, cast
from tests.security.world.files import Files, plant_files
from tests.security.world.markers import word
from tests.security.world.pages import Pages, plant_pages
from tests.security.world.texts import Texts, plant_texts


@dataclass(frozen=True)
class World:
    """Two organisations, the people who look at them, and what they must not see."""

    here: OrganisationPage
    there: OrganisationPage
    office_here: OfficePage
    office_there: OfficePage
    contact_here: Contact
    contact_there: Contact
    people: dict[str, User]
    pages: Pages
    files: Files
    texts: Texts
    media: Path
    reference_data: dict[str, int]
    """The primary key of one row of each kind, by the name of its model."""

    def client(self, role: str) -> Client:
        """Return the browser of somebody in this role."""
        client = Client()
        if role != VISITOR:
            client.force_login(self.people[role])
        return client


def build_world(media: Path) -> World:
    """Make the world; its files go where MEDIA_ROOT points, which must be `media`."""
    here = directory.organisation(title="Haus Hier", slug="hier")
    there = directory.organisation(title="Haus Drüben", slug="drueben")
    office_here = directory.office(of=here, title="Stelle hier", slug="stelle")
    office_there = directory.office(of=there, title="Stelle drüben", slug="stelle")
    contact_there = directory.contact(
        office=office_there,
        function=f"Team {word('netcontact')}",
        email=f"{word('netmail')}@example.org",
    )
    _archived_house()
    people = cast(here, there)
    return World(
        here=OrganisationPage.objects.get(pk=here.pk),
        there=OrganisationPage.objects.get(pk=there.pk),
        office_here=office_here,
        office_there=office_there,
        contact_here=directory.contact(office=office_here),
        contact_there=contact_there,
        people=people,
        pages=plant_pages(here, there, office_there),
        files=plant_files(here, there),
        texts=plant_texts([here, there], people["coordination"]),
        media=media,
        reference_data=_reference_data(),
    )


def _reference_data() -> dict[str, int]:
    town = directory.municipality("08215009")
    return {
        "service": directory.service_named("jmd").pk,
        "topic": Topic.objects.create(code="beispiel", name="Beispiel").pk,
        "language": directory.language("uk").pk,
        "municipality": town.pk,
        "postalcode": PostalCode.objects.create(code="76646", municipality=town).pk,
        "locality": Locality.objects.create(name="Beispielort", municipality=town).pk,
    }


def _archived_house() -> None:
    """An organisation that is no longer there for anybody."""
    house = directory.organisation(title=f"Ehemals {word('archivedhouse')}", slug="ehemals")
    OrganisationPage.objects.filter(pk=house.pk).update(
        archived_on=timezone.localdate() - timedelta(days=1)
    )
    OrganisationPage.objects.get(pk=house.pk).unpublish()
