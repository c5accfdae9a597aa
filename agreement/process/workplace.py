"""The coordination's panel on the home page: new versions that somebody has to act on."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agreement.enums import EntryKind, ProcessState
from agreement.models.process import OPEN_STATES, VersionProcess
from agreement.models.sealed import LedgerEntry
from agreement.permissions import may_decide_versions
from portal.core.workplace import MOST_LINES, Line, Panel


def versions_under_way(request: HttpRequest) -> Panel | None:
    """List the processes that are not over, and say what they wait for."""
    if not may_decide_versions(request.user):
        return None
    found = list(waiting_processes()[:MOST_LINES])
    lines = [
        Line(
            process.occasion,
            reverse("agreement_versions", args=[process.agreement.working_text.pk]),
            _waits_for(ProcessState(process.state)),
            process.sign_by if process.state == ProcessState.ADOPTED else None,
        )
        for process in found
    ]
    return Panel(
        _("Neue Fassung: das steht an"),
        lines,
        total=waiting_processes().count() if len(lines) == MOST_LINES else len(lines),
    )


def waiting_processes() -> QuerySet[VersionProcess]:
    """Return the processes under way, and those signed whose day is still to be decided."""
    decided = LedgerEntry.objects.filter(kind=EntryKind.COMMENCEMENT, version=OuterRef("version"))
    waiting = Q(state__in=OPEN_STATES) | (Q(state=ProcessState.SIGNED) & ~Exists(decided))
    processes = VersionProcess.objects.filter(waiting, agreement__working_text__isnull=False)
    return processes.select_related("agreement__working_text").order_by("opened_at")


def _waits_for(state: ProcessState) -> str:
    sentences = {
        ProcessState.DRAFT: _("Sie bereiten den Text vor"),
        ProcessState.CONSULTATION: _("In Abstimmung: Sie schreiben fest oder überarbeiten"),
        ProcessState.ADOPTED: _("Die Partner unterzeichnen"),
        ProcessState.SIGNED: _("Unterzeichnet: Sie legen fest, ab wann sie gilt"),
    }
    return sentences[state]
