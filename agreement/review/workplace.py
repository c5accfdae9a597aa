"""The coordination's panel: what was asked, and what is to be reviewed."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.models.review import ClauseQuestion
from agreement.permissions import may_decide_versions
from agreement.review.due import BEFORE
from agreement.review.notices import PAGE, clause_path
from agreement.review.shown import review_rows
from agreement.review.wordings import standings
from portal.core.workplace import MOST_LINES, Line, Panel


def asked_and_due(request: HttpRequest) -> Panel | None:
    """List reviews that are near or due, then open questions, oldest first (constant queries)."""
    if not may_decide_versions(request.user):
        return None
    soon = timezone.localdate() + BEFORE
    near = [row for row in review_rows() if row.review.due_on <= soon]
    waiting = ClauseQuestion.objects.filter(answered_at=None).select_related("agreement")
    total = waiting.count() + len(near)
    found = list(waiting.order_by("asked_at", "uuid")[:MOST_LINES])
    there = standings([str(one.clause) for one in found])
    lines = [
        Line(
            _("Überprüfen: %(what)s") % {"what": row.subject},
            f"{PAGE}#ueberpruefungen",
            day=row.review.due_on,
        )
        for row in near
    ]
    for one in found:
        standing = there.get(str(one.clause))
        title = _("Rückfrage zu %(clause)s") % {"clause": standing.label if standing else ""}
        path = f"{clause_path(one.agreement, one.clause)}#frage-{one.pk}"
        lines.append(Line(title, path, one.organisation_name, one.asked_at))
    shown = lines[:MOST_LINES]
    heading = _("Rückfragen und Überprüfungen")
    more = _("Alle ansehen")
    return Panel(heading, shown, total=total, more_url=PAGE, more_text=more) if lines else None
