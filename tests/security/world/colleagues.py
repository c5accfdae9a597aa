"""What is kept about people: names, addresses, invitations, log entries, notices, contacts."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from directory.audit import record
from directory.enums import Audience
from directory.groups import COORDINATION
from directory.models import ConfirmationLink, Contact, OfficePage, OrganisationPage
from directory.models.log import OrganisationLogEntry
from directory.people.actions import invite
from portal.accounts.models import Notification, User
from tests.factories import directory, people
from tests.factories.site import close, intern, plain_page
from tests.security.world.markers import word

SPOKEN_NOWHERE_ELSE = "qz"
"""The language of the office that is not published: whoever filters by it must find nothing."""


def plant_colleagues(
    there: OrganisationPage, office_there: OfficePage, cast: dict[str, User]
) -> Contact:
    """Plant what is kept about the people of the other organisation; return a contact of it."""
    made = directory.contact(
        office=office_there,
        function=f"Team {word('netcontact')}",
        email=f"{word('netmail')}@example.org",
        name=f"Beispiel {word('netname')}",
        phone=f"030 23125 300 {word('netphone')}",
    )
    # Two that everybody can write to, but few can call by their names.
    for audience, place in (
        (Audience.ORGANISATION, "house"),
        (Audience.COORDINATION, "coordination"),
    ):
        directory.contact(
            office=office_there,
            email="beispiel@example.org",
            email_audience=Audience.PUBLIC,
            name=f"Beispiel {word(f'{place}name')}",
            name_audience=audience,
            phone=f"030 23125 301 {word(f'{place}phone')}",
            phone_audience=audience,
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
    ConfirmationLink.objects.create(
        token_sha256=word("confirmation"),
        office=office_there,
        recipient=cast["editor_there"],
        expires_at=timezone.now() + timedelta(days=1),
    )
    _unpublished_office(there)
    Notification.objects.create(
        recipient=cast["editor_there"], kind="beispiel", text=word("notice"), path="/"
    )
    return made


def _unpublished_office(there: OrganisationPage) -> None:
    """Plant an office that waits to be published, with all its ways, days and languages."""
    office = directory.office(
        of=there,
        title=f"Neue Stelle {word('closedoffice')}",
        slug="neu",
        offers=["jmd"],
        live=False,
    )
    directory.channel(office=office, note=f"Im {word('closedchannel')}")
    directory.special_days(office=office, reason=f"Umbau {word('closeddays')}")
    directory.language_time(office=office, code=SPOKEN_NOWHERE_ELSE)
    directory.contact(
        office=office, function=f"Team {word('closedoffice')}", email_audience="public"
    )
    OfficePage.objects.get(pk=office.pk).save_revision()
