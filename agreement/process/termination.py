"""The end of a version without a successor: decided once, for a day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.days import NO_SUCH_DAY, makes_sense
from agreement.enums import EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.ledger import append, lock_ledger
from agreement.models.sealed import AgreementVersion, LedgerEntry
from agreement.process import notices
from agreement.process.gate import need, permit
from agreement.process.words import ProcessRefused
from directory.audit import record


def terminate(version: AgreementVersion, on: date, by: Any, reason: str) -> LedgerEntry:
    """Decide the first day on which a version in force holds no more, without a successor.

    Raises PermissionDenied, and ProcessRefused with a sentence for a day that cannot be, a
    version that never takes effect, or one whose end is decided already.
    """
    permit(by)
    need(reason)
    with transaction.atomic():
        lock_ledger()
        if refusal := _against_termination(version, on):
            raise ProcessRefused(refusal)
        now = timezone.now().replace(microsecond=0)
        entry = append(EntryKind.TERMINATION, version, {"reason": reason}, now, effective_on=on)
        data = {"effective_on": on.isoformat()}
        record(version, "portal.version.terminate", user=by, data=data)
        issue_checkpoint()
        notices.tell_of_end(version, notices.TERMINATED, by, date_format(on))
    return entry


def _against_termination(version: AgreementVersion, on: date) -> str:
    if not makes_sense(on):
        return str(NO_SUCH_DAY)
    days = {
        entry.kind: entry.effective_on
        for entry in version.entries.filter(
            kind__in=[EntryKind.COMMENCEMENT, EntryKind.TERMINATION]
        )
    }
    starts = days.get(EntryKind.COMMENCEMENT)
    if starts is None:
        return _("Diese Fassung tritt nicht in Kraft: Es gibt nichts zu beenden.")
    if EntryKind.TERMINATION in days:
        return _("Das Ende dieser Fassung ist schon festgelegt.")
    if on <= starts:
        return _("Die Fassung gilt ab %(day)s. Ihr Ende muss danach liegen.") % {
            "day": date_format(starts)
        }
    if on < timezone.localdate() and not version.is_legacy:
        return _("Der Tag ist vorbei. Wählen Sie heute oder einen späteren Tag.")
    later = LedgerEntry.objects.filter(
        kind=EntryKind.COMMENCEMENT,
        version__agreement=version.agreement_id,
        version__number__gt=version.number,
        effective_on__lte=on,
    )
    if later.exists():
        return _("An diesem Tag gilt schon eine spätere Fassung.")
    return ""
