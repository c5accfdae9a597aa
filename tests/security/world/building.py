"""The whole world, in one go."""

from dataclasses import dataclass
from pathlib import Path

from django.test import Client

from directory.archiving import archive_organisation
from directory.models import (
    Contact,
    ErrorReport,
    Locality,
    OfficePage,
    OrganisationPage,
    PlaceAlias,
    PostalCode,
    Topic,
)
from portal.accounts.models import User
from portal.search.models import CompoundWord, Synonyms
from tests.factories import directory, news
from tests.security.world.cast import VISITOR, cast
from tests.security.world.colleagues import plant_colleagues
from tests.security.world.consulting import Consulted, plant_consulted
from tests.security.world.files import Files, plant_files
from tests.security.world.markers import word
from tests.security.world.pages import Pages, plant_pages
from tests.security.world.publishing import Published, plant_published
from tests.security.world.signing import ClosedText, plant_closed_text, plant_deposited_scan
from tests.security.world.texts import Texts, plant_texts


@dataclass(frozen=True)
class World:
    """Two organisations, the people who look at them, and what they must not see."""

    here: OrganisationPage
    there: OrganisationPage
    office_here: OfficePage
    office_there: OfficePage
    report_here: ErrorReport
    contact_here: Contact
    contact_there: Contact
    people: dict[str, User]
    pages: Pages
    files: Files
    texts: Texts
    closed_text: ClosedText
    consulted: Consulted
    published: Published
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
    there = directory.organisation(title="Haus Drüben", slug="drueben", articles_need_approval=True)
    office_here = directory.office(of=here, title="Stelle hier", slug="stelle", offers=["jmd"])
    office_there = directory.office(of=there, title="Stelle drüben", slug="stelle", offers=["jmd"])
    people = cast(here, there)
    _archive_a_house(people["administrator"])
    files = plant_files(here, there)
    for page in (office_here, office_there):
        directory.special_days(office=page)
    _report(office_there, f"Meldung {word('report')}")
    office_here.save_revision()
    texts = plant_texts([here, there], people["coordination"])
    plant_deposited_scan(texts.public_version)
    return World(
        here=OrganisationPage.objects.get(pk=here.pk),
        there=OrganisationPage.objects.get(pk=there.pk),
        office_here=office_here,
        office_there=office_there,
        report_here=_report(office_here, "Die Tür ist links."),
        contact_here=directory.contact(office=office_here),
        contact_there=plant_colleagues(there, office_there, people),
        people=people,
        pages=plant_pages(here, there, office_there, people["editor_there"], files),
        files=files,
        texts=texts,
        closed_text=plant_closed_text(here, there, people["coordination"]),
        consulted=plant_consulted(here, there, people),
        published=plant_published(there, people["coordination"]),
        media=media,
        reference_data=_reference_data(),
    )


def _report(office: OfficePage, text: str) -> ErrorReport:
    """Let a reader report an error."""
    return ErrorReport.objects.create(office=office, kind="other", text=text)


def _reference_data() -> dict[str, int]:
    town = directory.municipality("08215009")
    return {
        "service": directory.service_named("jmd").pk,
        "topic": Topic.objects.create(code="beispiel", name="Beispiel").pk,
        "language": directory.language("uk").pk,
        "municipality": town.pk,
        "postalcode": PostalCode.objects.create(code="76646", municipality=town).pk,
        "locality": Locality.objects.create(name="Beispielort", municipality=town).pk,
        "synonyms": Synonyms.objects.create(words="Beispielkurs, Beispielunterricht").pk,
        "compoundword": CompoundWord.objects.create(word="Beispielwort").pk,
        "placealias": PlaceAlias.objects.create(name="Beispielschreibweise", municipality=town).pk,
    }


def _archive_a_house(by: User) -> None:
    """Let an organisation leave; nobody but the coordination sees what it had published."""
    house = directory.organisation(title=f"Ehemals {word('archivedhouse')}", slug="ehemals")
    news.article(house, f"Damals {word('archivedarticle')}")
    archive_organisation(house, by)
