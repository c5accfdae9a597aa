"""The coordination's panels on the home page: what keeps the network from acting."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationPage
from directory.people.listing import place_in_words
from directory.people.roles import manages_network
from directory.workplace import total_of
from portal.accounts.notification_sending import backlog
from portal.core.workplace import MOST_LINES, Line, Panel


def without_lead_editor(request: HttpRequest) -> Panel | None:
    """List the organisations where nobody can invite people or approve articles."""
    if not manages_network(request.user):
        return None
    leads = Membership.objects.current().filter(
        organisation=OuterRef("pk"), role=Role.LEAD_EDITOR, user__is_active=True
    )
    organisations = OrganisationPage.objects.filter(~Exists(leads), archived_on=None)
    lines = [
        Line(organisation.title, reverse("people_invite"), _("niemand lädt ein oder gibt frei"))
        for organisation in organisations.order_by("title")[:MOST_LINES]
    ]
    return Panel(
        _("Organisationen ohne Leitung der Redaktion"), lines, total=total_of(organisations, lines)
    )


def open_invitations(request: HttpRequest) -> Panel | None:
    """List the invitations that nobody has accepted, those that run out first."""
    if not manages_network(request.user):
        return None
    invitations = Invitation.objects.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    found = invitations.select_related("organisation").order_by("expires_at")[:MOST_LINES]
    lines = [
        Line(
            invitation.email,
            reverse("people_invitations"),
            place_in_words(invitation.organisation),
            invitation.expires_at,
        )
        for invitation in found
    ]
    return Panel(
        _("Offene Einladungen"),
        lines,
        intro=_("Der Tag sagt, bis wann die Einladung gilt."),
        total=total_of(invitations, lines),
    )


def failed_mails(request: HttpRequest) -> Panel | None:
    """Say how many notices are late, and how many were given up; nothing while all is well."""
    if not manages_network(request.user):
        return None
    given_up, late = backlog()
    lines = []
    if late > given_up:
        text = ngettext(
            "%(number)s Nachricht ist seit mehr als zwei Stunden nicht verschickt.",
            "%(number)s Nachrichten sind seit mehr als zwei Stunden nicht verschickt.",
            late - given_up,
        )
        lines.append(Line(text % {"number": late - given_up}, note=_("wird weiter versucht")))
    if given_up:
        text = ngettext(
            "%(number)s Nachricht wird nicht mehr versucht.",
            "%(number)s Nachrichten werden nicht mehr versucht.",
            given_up,
        )
        lines.append(Line(text % {"number": given_up}, note=_("aufgegeben")))
    return Panel(_("Mails kommen nicht an"), lines, intro=_what_to_do(request))


def _what_to_do(request: HttpRequest) -> str:
    if not request.user.is_superuser:
        return _("Bitte sagen Sie der Technik Bescheid. Die Nachrichten gehen nicht verloren.")
    return _(
        "Prüfen Sie den Mailserver und ob „manage.py send_notifications --loop“ läuft. Danach "
        "versucht „manage.py send_notifications --try-again“ auch die aufgegebenen noch einmal."
    )
