"""The panel on the staff's home: what somebody has to read and confirm."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.acknowledgement.notices import PAGE
from agreement.models.acknowledgement import Acknowledgement
from agreement.models.sealed import AgreementVersion
from directory.models import Membership
from portal.core.workplace import Line, Panel


def to_read(request: HttpRequest) -> Panel | None:
    """List what waits for whoever asks; nobody else sees a panel."""
    lines = lines_for(request.user)
    return Panel(_("Was sich für Sie geändert hat"), lines) if lines else None


def lines_for(user: Any) -> list[Line]:
    """Return what somebody has not confirmed of the versions in force (one query).

    What waits for an organisation he has left is no longer his.
    """
    current = AgreementVersion.objects.in_force_on(timezone.localdate())
    mine = Membership.objects.giving_rights().filter(user=user.pk, organisation__isnull=False)
    rows = Acknowledgement.objects.filter(
        user=user.pk,
        read_at=None,
        version__in=current.values("pk"),
        organisation__in=mine.values("organisation__uuid"),
    )
    found = rows.select_related("version__agreement").defer("version__canonical")
    return [
        Line(
            _("%(title)s, Fassung %(number)s")
            % {"title": row.version.agreement.title, "number": row.version.number},
            PAGE,
            _("lesen und bestätigen: %(organisation)s") % {"organisation": row.organisation_name},
            row.told_at,
        )
        for row in found.order_by("told_at", "pk")
    ]
