"""Sealing and commencement: each act checks who may, changes in one transaction, and is noted.

The acts on the process that leads to a version are in `agreement.process.actions`.
"""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from agreement.compiled import compile_version
from agreement.days import NO_SUCH_DAY, makes_sense
from agreement.enums import EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.evidence.notices import tell_parties
from agreement.impact_page.notices import tell_of_commencement
from agreement.ledger import append, lock_ledger
from agreement.models.process import UNSEALED_STATES, VersionProcess
from agreement.models.sealed import (
    AgreementVersion,
    LedgerEntry,
)
from agreement.models.working_text import WorkingTextPage
from agreement.permissions import may_decide_versions
from agreement.process.guards import SealingRefused, last_version, problems_in
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.snapshot import Snapshot, to_bytes
from agreement.snapshot_builder import build_snapshot
from directory.audit import record


class CommencementRefused(Exception):
    """A version cannot take effect as asked; the message says why, for the reader."""


def seal_legacy(
    working_text: WorkingTextPage, by: Any, *, is_last: bool = True
) -> AgreementVersion:
    """Freeze the published working text as a version that was signed before the portal existed.

    It needs no process: its signatures stand on paper, and it is proved from this day on. Its
    parties get the checkpoint, of a series that of the last version, which covers all. Raises
    PermissionDenied for anybody but the coordination, and SealingRefused with every reason why
    the text cannot be sealed; LedgerRefused if the ledger cannot be signed;
    then nothing has changed.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    with transaction.atomic():
        lock_ledger()
        text = locked_text(working_text)
        previous = last_version(text)
        snapshot = build_snapshot(text, previous, is_legacy=True)
        problems = problems_in(text, snapshot, previous)
        if previous and not previous.is_legacy:
            problems.append(SealingProblem(ProblemCode.LEGACY_AFTER_OTHERS))
        drafts = VersionProcess.objects.filter(state__in=UNSEALED_STATES)
        if drafts.filter(agreement=text.agreement).exists():
            problems.append(SealingProblem(ProblemCode.PROCESS_UNDER_WAY))
        if problems:
            raise SealingRefused(problems)
        version = store(snapshot, text, previous, by)
        checkpoint = issue_checkpoint()
        if is_last:
            tell_parties(checkpoint, version)
    return version


def locked_text(working_text: WorkingTextPage) -> WorkingTextPage:
    """Return a working text as it is published now; nobody publishes until the act is over.

    To be called within a transaction that holds the ledger's lock: two acts read one after the
    other. SQLite needs no more, its transactions write one at a time.
    """
    pages = Page.objects.filter(path__startswith=working_text.path).order_by("path")
    list(pages.select_for_update().values_list("pk", flat=True))
    text: WorkingTextPage = WorkingTextPage.objects.get(pk=working_text.pk)
    return text


def store(
    snapshot: Snapshot, working_text: WorkingTextPage, previous: AgreementVersion | None, by: Any
) -> AgreementVersion:
    """Write a version with its clauses, rules and ledger entry; the caller has asked the guards.

    To be called within a transaction that holds the ledger's lock.
    """
    canonical = to_bytes(snapshot)
    version: AgreementVersion = AgreementVersion.objects.create(
        agreement=working_text.agreement,
        number=snapshot.number,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
        previous=previous,
        is_legacy=snapshot.is_legacy,
        sealed_at=timezone.now().replace(microsecond=0),
        sealed_by=str(by),
    )
    compile_version(version, snapshot)
    append(EntryKind.SEAL, version, {"legacy": version.is_legacy}, version.sealed_at)
    record(version, "portal.version.seal", user=by)
    return version


def commence(version: AgreementVersion, on: date, by: Any) -> LedgerEntry:
    """Decide the day on which a version takes effect, once and for all.

    A day in the past is possible (the ledger shows when it was decided), but not before the
    version it follows. Raises PermissionDenied for anybody but the coordination, and
    CommencementRefused with a sentence for the reader.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    if not makes_sense(on):
        raise CommencementRefused(str(NO_SUCH_DAY))
    with transaction.atomic():
        lock_ledger()
        if not (version.is_legacy or version.entries.filter(kind=EntryKind.SIGNED).exists()):
            raise CommencementRefused(
                _("Die Fassung ist noch nicht von allen Partnern unterzeichnet.")
            )
        if version.entries.filter(kind=EntryKind.COMMENCEMENT).exists():
            raise CommencementRefused(_("Das Inkrafttreten dieser Fassung ist schon festgelegt."))
        last = last_commencement_before(version)
        if last and on <= last:
            raise CommencementRefused(
                _("Die Fassung kann nicht vor oder mit ihrer Vorgängerin in Kraft treten.")
            )
        now = timezone.now().replace(microsecond=0)
        data = {"effective_on": on.isoformat()}
        record(version, "portal.version.commence", user=by, data=data)
        entry = write_commencement(version, on, now, by)
        issue_checkpoint()
    return entry


def last_commencement_before(version: AgreementVersion) -> date | None:
    """Return the latest day on which an earlier version of the agreement takes effect."""
    decided = LedgerEntry.objects.filter(
        kind=EntryKind.COMMENCEMENT,
        version__agreement=version.agreement_id,
        version__number__lt=version.number,
    )
    found: date | None = (
        decided.order_by("-effective_on").values_list("effective_on", flat=True).first()
    )
    return found


def write_commencement(
    version: AgreementVersion, on: date, recorded_at: datetime, by: Any | None
) -> LedgerEntry:
    """Append the day to the ledger and tell the network; `by` is nobody for the last signature.

    To be called within a transaction that holds the ledger's lock; the caller has checked that
    the version may take effect on that day.
    """
    entry = append(EntryKind.COMMENCEMENT, version, {}, recorded_at, effective_on=on)
    tell_of_commencement(version, on, by)
    return entry
