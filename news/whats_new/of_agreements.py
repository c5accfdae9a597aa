"""What is new of the agreement: versions, consultations, answers, reviews.

All of it is the network's; of versions their own policy decides.
"""

from datetime import datetime, time
from typing import Any

from django.db.models import CharField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.consultation.waiting import consultations
from agreement.enums import EntryKind
from agreement.models.review import ClauseQuestion, Review
from agreement.models.sealed import AgreementVersion, LedgerEntry
from agreement.review.notices import PAGE as QUESTIONS
from agreement.review.notices import clause_path
from directory.audience import is_in_network
from directory.models import OrganisationLogEntry
from news.whats_new.happenings import Happening, Source, Span
from portal.core.languages import localized_path
from portal.core.visibility import Viewer, visible

CONSULTATIONS = "/intern/abstimmung/"
VERSIONS = "/vereinbarung/fassungen/"
TOLD = (
    EntryKind.SEAL,
    EntryKind.SIGNED,
    EntryKind.COMMENCEMENT,
    EntryKind.TERMINATION,
    EntryKind.FAILURE,
)
"""The entries of the ledger that staff are told; each single signature is not."""
MOST_CHARACTERS = 120


def _entries(who: Viewer) -> QuerySet[Any]:
    versions = visible(AgreementVersion.objects.all(), who)
    entries = LedgerEntry.objects.filter(version__in=versions.values("pk"))
    return entries.select_related("version__agreement").defer("canonical", "version__canonical")


def _recorded(span: Span, who: Viewer) -> QuerySet[Any]:
    entries = _entries(who).filter(span.holds("recorded_at"), kind__in=TOLD)
    return entries.annotate(moment=F("recorded_at"))


def _begun(span: Span, who: Viewer) -> QuerySet[Any]:
    """Return what took effect at a midnight in the span, by what was decided before it."""
    days = (timezone.localdate(span.since), timezone.localdate(span.until))
    entries = _entries(who).filter(
        kind=EntryKind.COMMENCEMENT,
        effective_on__gt=days[0],
        effective_on__lte=days[1],
        recorded_at__lte=span.since,
    )
    return entries.annotate(moment=F("effective_on"))


def _tell_recorded(row: Any, span: Span, request: HttpRequest) -> Happening:
    return _tell_version(row, row.recorded_at, row.get_kind_display())


def _tell_begun(row: Any, span: Span, request: HttpRequest) -> Happening:
    midnight = timezone.make_aware(datetime.combine(row.effective_on, time()))
    return _tell_version(row, midnight, _("gilt seit diesem Tag"))


def _tell_version(row: Any, at: datetime, note: str) -> Happening:
    names = {"title": row.version.agreement.title, "number": row.version.number}
    path = f"/{row.version.agreement.slug}/fassungen/{row.version.number}/"
    title = _("%(title)s, Fassung %(number)s") % names
    return Happening(at, title, localized_path(path), note)


def _opened(span: Span, who: Viewer) -> QuerySet[Any]:
    found = consultations() if is_in_network(who) else consultations().none()
    return found.filter(span.holds("opened_at")).annotate(moment=F("opened_at"))


def _tell_opened(row: Any, span: Span, request: HttpRequest) -> Happening:
    return Happening(row.opened_at, str(row), localized_path(f"{CONSULTATIONS}{row.pk}/"))


def _answered(span: Span, who: Viewer) -> QuerySet[Any]:
    rows = ClauseQuestion.objects.all() if is_in_network(who) else ClauseQuestion.objects.none()
    found = rows.filter(span.holds("answered_at")).select_related("agreement")
    return found.annotate(moment=F("answered_at"))


def _tell_answered(row: Any, span: Span, request: HttpRequest) -> Happening:
    path = f"{clause_path(row.agreement, row.clause)}#frage-{row.pk}"
    title = Truncator(row.text).chars(MOST_CHARACTERS)
    return Happening(row.answered_at, title, localized_path(path), row.agreement.title)


def _reviewed(span: Span, who: Viewer) -> QuerySet[Any]:
    """Return the reviews that were completed; only the log knows the moment of the day."""
    rows = Review.objects.exclude(done_on=None) if is_in_network(who) else Review.objects.none()
    log = OrganisationLogEntry.objects.filter(
        action="portal.review.complete", object_id=OuterRef("key")
    )
    moments = rows.annotate(
        key=Cast("pk", CharField()),
        moment=Subquery(log.order_by("-timestamp").values("timestamp")[:1]),
    )
    found = moments.filter(span.holds("moment"))
    return found.select_related("agreement", "version").defer("version__canonical")


def _tell_reviewed(row: Any, span: Span, request: HttpRequest) -> Happening:
    title = row.agreement.title
    if row.version:
        names = {"title": title, "number": row.version.number}
        title = _("%(title)s, Fassung %(number)s") % names
    note = Truncator(row.outcome).chars(MOST_CHARACTERS)
    return Happening(row.moment, title, localized_path(f"{QUESTIONS}#ueberpruefungen"), note)


SOURCES = (
    Source(gettext_lazy("Was jetzt gilt"), VERSIONS, _begun, _tell_begun),
    Source(gettext_lazy("Fassungen der Vereinbarung"), VERSIONS, _recorded, _tell_recorded),
    Source(gettext_lazy("Begonnene Abstimmungen"), CONSULTATIONS, _opened, _tell_opened),
    Source(gettext_lazy("Beantwortete Rückfragen"), QUESTIONS, _answered, _tell_answered),
    Source(
        gettext_lazy("Abgeschlossene Überprüfungen"),
        f"{QUESTIONS}#ueberpruefungen",
        _reviewed,
        _tell_reviewed,
    ),
)
