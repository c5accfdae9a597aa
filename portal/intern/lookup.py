"""The look-up of contacts: what is shown of each to whom, and its card for the address book."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.audience import ShownContact, shown_contacts
from directory.lookup import find_contacts
from directory.models import Contact, OrganisationPage
from directory.open_data.vcard import Card
from directory.phone import phone_uri
from portal.core.visibility import Viewer, visible


@dataclass(frozen=True, slots=True)
class Found:
    """A contact as one reader may see it, with where it belongs."""

    uuid: str
    shown: ShownContact
    office: str
    office_url: str
    organisation: str
    phone_uri: str

    @property
    def title(self) -> str:
        """The name if the reader may see it, else the function."""
        return self.shown.name or self.shown.function

    @property
    def function(self) -> str:
        """The function where the title does not say it already."""
        return self.shown.function if self.shown.name else ""

    @property
    def copied(self) -> str:
        """All of it as a text to paste, a fact a line."""
        lines = (
            self.title,
            self.function,
            f"{self.organisation}, {self.office}",
            self.shown.phone,
            self.shown.email,
            self.shown.away,
        )
        return "\n".join(line for line in lines if line)


def found_contacts(typed: str, request: HttpRequest, who: Viewer) -> list[Found]:
    """Return whom the typed words find, as the viewer may see them (constant queries)."""
    return _shown(find_contacts(typed, who), request, who)


def contact_card(uuid: str, who: Viewer, request: HttpRequest) -> Card | None:
    """Return the card of one contact with what the viewer may see; None if that is nothing."""
    contacts = visible(Contact.objects.filter(uuid=uuid), who).select_related(
        "office", "substitute__office"
    )
    for contact in contacts:
        for found in _shown([contact], request, who):
            office = contact.office
            return Card(
                uuid=contact.uuid,
                name=found.title,
                organisation=found.organisation,
                unit=found.office,
                role=found.shown.function,
                phones=(found.shown.phone,),
                emails=(found.shown.email,),
                address=(office.street, office.town, office.postal_code),
                note=_("Nur für den Dienstgebrauch im Netzwerk."),
                is_person=bool(found.shown.name),
            )
    return None


def _shown(contacts: Sequence[Contact], request: HttpRequest, who: Viewer) -> list[Found]:
    paths = {contact.office.organisation_path for contact in contacts}
    organisations: dict[str, Any] = {
        page.path: page for page in OrganisationPage.objects.filter(path__in=paths)
    }
    found = []
    for contact in contacts:
        organisation = organisations[contact.office.organisation_path]
        contact.office.organisation = organisation
        found += [
            Found(
                uuid=str(contact.uuid),
                shown=shown,
                office=contact.office.title,
                office_url=contact.office.get_url(request) or "",
                organisation=organisation.title,
                phone_uri=phone_uri(shown.phone),
            )
            for shown in shown_contacts([contact], who)
        ]
    return found
