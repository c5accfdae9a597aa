"""The acts on a process: who may, whether it can be, the change, the ledger, who hears of it."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.actions import locked_text, store
from agreement.consultation.ending import end_consultations, open_comment_problems
from agreement.days import NO_SUCH_DAY, makes_sense
from agreement.enums import CommencementMode, EntryKind, ProcessState
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.evidence.notices import tell_parties
from agreement.ledger import append, lock_ledger
from agreement.models.evidence import ProcessFreeze
from agreement.models.process import OPEN_STATES, VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.process import notices
from agreement.process.gate import need, permit
from agreement.process.guards import SealingRefused, last_version, problems_in
from agreement.process.states import PLANNABLE, Act, ForbiddenAct, after
from agreement.process.words import ProcessRefused, in_words
from agreement.sealing_problems import ProblemCode, SealingProblem
from agreement.snapshot import Snapshot, from_data, to_bytes
from agreement.snapshot_builder import build_snapshot
from directory.audit import record


def open_process(
    working_text: WorkingTextPage,
    by: Any,
    occasion: str,
    commencement: str = CommencementMode.DECISION,
    commences_on: date | None = None,
    sign_by: date | None = None,
) -> VersionProcess:
    """Begin the way to a new version; one at a time for an agreement.

    Raises PermissionDenied for anybody but the coordination, ProcessRefused with a sentence if
    another one is under way or the plan cannot be.
    """
    permit(by)
    _check_plan(commencement, commences_on)
    with transaction.atomic():
        lock_ledger()
        agreement = working_text.agreement
        if VersionProcess.objects.filter(agreement=agreement, state__in=OPEN_STATES).exists():
            raise ProcessRefused(
                _("Für diese Vereinbarung läuft schon ein Vorgang. Führen Sie ihn erst zu Ende.")
            )
        process = VersionProcess.objects.create(
            agreement=agreement,
            occasion=occasion,
            commencement=commencement,
            commences_on=commences_on if commencement == CommencementMode.ON_DAY else None,
            sign_by=sign_by,
        )
        record(process, "portal.process.open", user=by)
    return process


def change_plan(
    process: VersionProcess,
    by: Any,
    *,
    occasion: str,
    commencement: str,
    commences_on: date | None,
    sign_by: date | None,
) -> VersionProcess:
    """Change what a process is for, until when to sign, and when its version takes effect.

    Possible until the last signature. Raises PermissionDenied and ProcessRefused.
    """
    _check_plan(commencement, commences_on)
    with transaction.atomic():
        current = _locked(process, by)
        if current.state not in PLANNABLE:
            raise ProcessRefused(_("Der Vorgang ist beendet: Hier ändert sich nichts mehr."))
        current.occasion = occasion
        current.commencement = commencement
        current.commences_on = commences_on if commencement == CommencementMode.ON_DAY else None
        if current.sign_by != sign_by:
            current.sign_by, current.reminded_on = sign_by, None
        _save(current)
        record(current, "portal.process.plan", user=by, data={"commencement": commencement})
    return current


def start_consultation(process: VersionProcess, by: Any) -> ProcessFreeze:
    """Freeze the published working text as the next round of the consultation.

    Raises PermissionDenied, ProcessRefused, and SealingRefused with every reason why this text
    could not be sealed as it is.
    """
    with transaction.atomic():
        current = _moved(process, Act.CONSULT, by)
        text = locked_text(_text_of(current))
        previous = last_version(text)
        snapshot = build_snapshot(text, previous)
        if problems := problems_in(text, snapshot, previous):
            raise SealingRefused(problems)
        canonical = to_bytes(snapshot)
        freeze: ProcessFreeze = ProcessFreeze.objects.create(
            agreement=current.agreement,
            process=current.pk,
            round=ProcessFreeze.objects.filter(process=current.pk).count() + 1,
            canonical=canonical,
            sha256=hashlib.sha256(canonical).hexdigest(),
            frozen_at=timezone.now(),
        )
        record(current, "portal.process.consult", user=by, data={"sha256": freeze.sha256})
        notices.tell_of_process(current, notices.IN_CONSULTATION, by, snapshot)
    return freeze


def back_to_draft(process: VersionProcess, by: Any) -> VersionProcess:
    """End a round of the consultation so that the text can change; the frozen bytes stay.

    Raises PermissionDenied and ProcessRefused.
    """
    with transaction.atomic():
        current = _moved(process, Act.BACK, by)
        end_consultations(current)
        record(current, "portal.process.back", user=by)
        _tell_parties(current, notices.BACK_IN_DRAFT, by)
    return current


def adopt(process: VersionProcess, by: Any) -> AgreementVersion:
    """Seal the working text as the agreement's next version, just as it was last frozen.

    Of two at the same instant one seals, the other is refused in a sentence. Raises
    PermissionDenied, ProcessRefused, SealingRefused with every reason against it, and
    LedgerRefused if the ledger cannot be signed; then nothing has happened.
    """
    with transaction.atomic():
        current = _locked(process, by)
        state = _state_after(current, Act.ADOPT)
        end_consultations(current)  # first: nothing more is said while we look at what was
        text = locked_text(_text_of(current))
        previous = last_version(text)
        snapshot = build_snapshot(text, previous)
        if problems := _against_adoption(current, text, snapshot, previous):
            raise SealingRefused(problems)
        version = store(snapshot, text, previous, by)
        current.state, current.version = state, version
        _save(current)
        tell_parties(issue_checkpoint(), version)
        notices.tell_of_adoption(current, version, by)
    return version


def discard(process: VersionProcess, by: Any, reason: str) -> VersionProcess:
    """End a process before anything was sealed; the working text stays as it is.

    Raises PermissionDenied, and ProcessRefused also without a reason.
    """
    permit(by)
    need(reason)
    with transaction.atomic():
        current = _moved(process, Act.DISCARD, by, reason)
        end_consultations(current)
        record(current, "portal.process.discard", user=by)
        _tell_parties(current, notices.DISCARDED, by)
    return current


def fail(process: VersionProcess, by: Any, reason: str) -> VersionProcess:
    """End the signing of a sealed version for good: it stays readable and never takes effect.

    Raises PermissionDenied, and ProcessRefused also without a reason.
    """
    permit(by)
    need(reason)
    with transaction.atomic():
        current = _moved(process, Act.FAIL, by, reason)
        version = current.version
        if version is None:  # the database sees to it that a sealed process has one
            raise ProcessRefused(_("Zu diesem Vorgang gibt es keine Fassung."))
        append(EntryKind.FAILURE, version, {"reason": reason}, _now())
        record(version, "portal.version.fail", user=by)
        issue_checkpoint()
        notices.tell_of_end(version, notices.FAILED, by)
    return current


def problems_for_next_act(
    working_text: WorkingTextPage, process: VersionProcess | None
) -> list[SealingProblem]:
    """Return every reason against the act that leads a draft or a frozen round on.

    Without a process those that would stand against a new version today.
    """
    previous = last_version(working_text)
    snapshot = build_snapshot(working_text, previous)
    if process and process.state == ProcessState.CONSULTATION:
        return _against_adoption(process, working_text, snapshot, previous)
    return problems_in(working_text, snapshot, previous)


def _against_adoption(
    process: VersionProcess,
    text: WorkingTextPage,
    snapshot: Snapshot,
    previous: AgreementVersion | None,
) -> list[SealingProblem]:
    problems = problems_in(text, snapshot, previous)
    frozen = last_freeze(process)
    if frozen is None or hashlib.sha256(to_bytes(snapshot)).hexdigest() != frozen.sha256:
        problems.append(SealingProblem(ProblemCode.TEXT_CHANGED))
    return [*problems, *open_comment_problems(process)]


def last_freeze(process: VersionProcess) -> ProcessFreeze | None:
    """Return the newest frozen round of a process."""
    return ProcessFreeze.objects.filter(process=process.pk).order_by("-round").first()


def _check_plan(commencement: str, commences_on: date | None) -> None:
    if commencement == CommencementMode.ON_DAY and commences_on is None:
        raise ProcessRefused(_("Wählen Sie den Tag, an dem die Fassung in Kraft tritt."))
    if commences_on is not None and not makes_sense(commences_on):
        raise ProcessRefused(str(NO_SUCH_DAY))


def _locked(process: VersionProcess, by: Any) -> VersionProcess:
    """Return the process as it is now; nobody else acts until the transaction ends."""
    permit(by)
    lock_ledger()
    return VersionProcess.objects.select_for_update().get(pk=process.pk)


def _state_after(process: VersionProcess, act: Act) -> ProcessState:
    try:
        return after(ProcessState(process.state), act)
    except ForbiddenAct as forbidden:
        raise ProcessRefused(in_words(forbidden)) from forbidden


def _moved(process: VersionProcess, act: Act, by: Any, reason: str = "") -> VersionProcess:
    current = _locked(process, by)
    current.state = _state_after(current, act)
    current.ended_reason = reason
    _save(current)
    return current


def _save(process: VersionProcess) -> None:
    process.changed_at = timezone.now()
    process.save()


def _text_of(process: VersionProcess) -> WorkingTextPage:
    text: WorkingTextPage = WorkingTextPage.objects.get(agreement=process.agreement_id)
    return text


def _tell_parties(process: VersionProcess, text: Any, by: Any) -> None:
    """Tell the parties of the last round; of a draft that no round was made of, nobody heard."""
    if frozen := last_freeze(process):
        notices.tell_of_process(process, text, by, from_data(json.loads(bytes(frozen.canonical))))


def _now() -> Any:
    return timezone.now().replace(microsecond=0)
