"""The home page's panel of reports that wait."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.enums import ReportState
from directory.people.roles import edits_anything
from directory.reports.admin import LIST, office_in_words
from directory.reports.queue import reports_for
from directory.workplace import total_of
from portal.core.workplace import MOST_LINES, Line, Panel


def open_reports(request: HttpRequest) -> Panel | None:
    """List the reports that nobody has settled, the oldest first; nothing while there is none."""
    if not edits_anything(request.user):
        return None
    reports = reports_for(request.user).filter(state=ReportState.OPEN).order_by("created_at", "pk")
    lines = [
        Line(
            office_in_words(report),
            reverse("report", args=[report.uuid]),
            report.get_kind_display(),
            report.created_at,
        )
        for report in reports[:MOST_LINES]
    ]
    return Panel(
        _("Gemeldete Fehler"),
        lines,
        total=total_of(reports, lines),
        more_url=reverse(LIST),
        more_text=_("Alle Meldungen"),
    )
