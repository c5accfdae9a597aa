"""The coordination's panels on the home page: what keeps the network able to act."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationPage
from directory.people.roles import manages_network
from directory.workplace import total_of
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
            invitation.organisation.title if invitation.organisation else _("Koordination"),
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
