"""Acts on reports: somebody reports, an editor settles it or takes that back."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.audit import record
from directory.audit.owners import organisation_at_or_above
from directory.enums import ReportKind, ReportState
from directory.models import ErrorReport, OfficePage
from directory.people.addressees import coordinators, editors_of
from directory.reports.queue import reports_for
from portal.accounts.notifications import notify

REPORTS = "meldungen"
"""The kind of the notices to editors."""
OF_OFFICE = gettext_lazy("Jemand meldet einen Fehler bei „%(office)s“: %(kind)s.")
WITHOUT_OFFICE = gettext_lazy("Jemand meldet einen Fehler: %(kind)s.")


class ReportRefused(Exception):
    """An act is refused; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def report_error(office: OfficePage | None, kind: str, text: str) -> ErrorReport:
    """Keep what somebody reports, and tell the office's editors, or else the coordination.

    Of who reports nothing is known, and nothing kept.
    """
    report = ErrorReport.objects.create(office=office, kind=kind, text=text)
    organisation = organisation_at_or_above(office.path) if office else None
    people = list(editors_of(organisation.pk)) if organisation else []
    notify(
        people or coordinators(),
        REPORTS,
        OF_OFFICE if office else WITHOUT_OFFICE,
        reverse("report", args=[report.uuid]),
        words={"office": office.title if office else "", "kind": ReportKind(kind).label},
    )
    return report


@transaction.atomic
def close_report(user: Any, report: ErrorReport, state: ReportState) -> None:
    """Settle a report: corrected, or right as it was.

    Raises PermissionDenied for who does not deal with it, ReportRefused if it is settled.
    """
    row = _row(user, report)
    if row.state != ReportState.OPEN:
        raise ReportRefused(_("Das hat inzwischen jemand erledigt."))
    row.state, row.closed_at, row.closed_by = state, timezone.now(), user
    row.save()
    record(row, "portal.report.close", user=user, data={"state": state})


@transaction.atomic
def reopen_report(user: Any, report: ErrorReport) -> None:
    """Take back that a report is settled. Raises PermissionDenied, ReportRefused."""
    row = _row(user, report)
    if row.state == ReportState.OPEN:
        raise ReportRefused(_("Diese Meldung ist schon wieder offen."))
    before = row.state
    row.state, row.closed_at, row.closed_by = ReportState.OPEN, None, None
    row.save()
    record(row, "portal.report.reopen", user=user, data={"state": before})


def forget_reports(now: datetime) -> int:
    """Delete the reports settled long ago (ERROR_REPORT_DAYS); return how many."""
    before = now - timedelta(days=settings.ERROR_REPORT_DAYS)
    return int(ErrorReport.objects.filter(closed_at__lt=before).delete()[0])


def _row(user: Any, report: ErrorReport) -> ErrorReport:
    row = ErrorReport.objects.select_for_update().get(pk=report.pk)
    if not reports_for(user).filter(pk=row.pk).exists():
        raise PermissionDenied
    return row
