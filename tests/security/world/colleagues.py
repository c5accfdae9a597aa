"""What is kept about people: names, addresses, invitations, log entries, notices, contacts."""

from django.contrib.auth.models import Group

from directory.audit import record
from directory.enums import Audience
from directory.groups import COORDINATION
from directory.models import Contact, OfficePage, OrganisationPage
from directory.models.log import OrganisationLogEntry
from directory.people.actions import invite
from portal.accounts.models import Notification, User
from tests.factories import directory, people
from tests.factories.site import close, intern, plain_page
from tests.security.world.markers import word


def plant_colleagues(
    there: OrganisationPage, office_there: OfficePage, cast: dict[str, User]
) -> Contact:
    """Plant what is kept about the people of the other organisation; return a contact of it."""
    made = directory.contact(
        office=office_there,
        function=f"Team {word('netcontact')}",
        email=f"{word('netmail')}@example.org",
    )
    for audience, place in (
        (Audience.ORGANISATION, "housecontact"),
        (Audience.COORDINATION, "coordinationcontact"),
    ):
        directory.contact(
            office=office_there,
            function=f"Team {word(place)}",
            phone_audience=audience,
            email_audience=audience,
        )
    close(
        plain_page(intern(), f"Nur Koordination {word('coordinationpage')}"),
        [Group.objects.get(name=COORDINATION)],
    )
    colleague = people.staff(of=there)
    User.objects.filter(pk=colleague.pk).update(
        email=f"{word('colleague')}@example.org", last_name=word("surname")
    )
    invite(cast["administrator"], there, f"{word('invited')}@example.org", ["editor"])
    record(made, "wagtail.edit", user=cast["administrator"], organisation=there)
    OrganisationLogEntry.objects.filter(organisation=there, action="wagtail.edit").update(
        label=f"Umbenannt {word('logged')}"
    )
    Notification.objects.create(
        recipient=cast["editor_there"], kind="beispiel", text=word("notice"), path="/"
    )
    return made
