"""The coordination's panel on the home page: comments that nobody has decided on yet."""

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreement.consultation.notices import synopsis_path
from agreement.enums import CommentState
from agreement.models.consultation import Consultation
from agreement.models.process import UNSEALED_STATES
from directory.enums import Role
from directory.people.roles import roles_of
from portal.core.workplace import MOST_LINES, Line, Panel


def to_settle(request: HttpRequest) -> Panel | None:
    """List the rounds whose comments wait for a decision (one query)."""
    if Role.COORDINATION not in roles_of(request.user):
        return None
    waiting = Count(
        "comments",
        filter=Q(
            comments__state=CommentState.RELEASED,
            comments__disposition__isnull=True,
            comments__carried_to__isnull=True,
        ),
    )
    rows = Consultation.objects.filter(process__state__in=UNSEALED_STATES)
    rows = rows.select_related("process", "freeze").defer("freeze__canonical")
    found = list(rows.annotate(waiting=waiting).filter(waiting__gt=0).order_by("opened_at"))
    lines = [
        Line(
            _("%(occasion)s, Runde %(round)s")
            % {"occasion": one.process.occasion, "round": one.freeze.round},
            f"{synopsis_path(one)}?offen=on",
            _note(one.waiting),
        )
        for one in found[:MOST_LINES]
    ]
    if not lines:
        return None
    return Panel(_("Anmerkungen, über die zu entscheiden ist"), lines, total=len(found))


def _note(count: int) -> str:
    said = ngettext("%(count)s Anmerkung ist offen", "%(count)s Anmerkungen sind offen", count)
    return said % {"count": count}
