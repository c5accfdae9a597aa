"""The last signature: what it brings about by itself."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from agreement.actions import last_commencement_before, write_commencement
from agreement.enums import (
    CommencementMode,
    EntryKind,
    ProcessState,
    RequiredForm,
    SignatureMethod,
)
from agreement.ledger import append
from agreement.models.process import VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import Signature
from agreement.process.notices import tell_of_signed
from agreement.process.states import Act, after, is_over
from agreement.reading import text_of

WRITTEN_METHODS = frozenset({SignatureMethod.PAPER, SignatureMethod.QUALIFIED})
"""What meets the written form (§ 126, § 126a BGB)."""


def suffices(method: str, required_form: str) -> bool:
    """Return whether a kind of signature meets the form that the partners need."""
    return required_form != RequiredForm.WRITTEN or method in WRITTEN_METHODS


def complete_if_signed(version: AgreementVersion, recorded_at: datetime) -> bool:
    """Close the process of a version that every party has signed, and return whether it did.

    Every party of the sealed text needs a signature that was not taken back and meets the
    required form. Then the ledger says so, and – as the process planned it – when the version
    takes effect. To be called within the transaction that appended a signature and holds the
    ledger's lock; whoever calls it issues the checkpoint afterwards.
    """
    process = VersionProcess.objects.select_for_update().filter(version=version).first()
    if process is None or is_over(ProcessState(process.state)):
        return False
    signatures = [
        signature
        for signature in Signature.objects.filter(version=version, withdrawal=None)
        if suffices(signature.method, version.agreement.required_form)
    ]
    signed = {str(signature.party) for signature in signatures}
    if not signed.issuperset(party.organisation for party in text_of(version).parties):
        return False
    hashes = sorted(signature.evidence_sha256 for signature in signatures)
    append(EntryKind.SIGNED, version, {"signatures": hashes}, recorded_at)
    process.state = after(ProcessState(process.state), Act.COMPLETE)
    process.changed_at = recorded_at
    process.save(update_fields=["state", "changed_at"])
    day = planned_day(process, last_commencement_before(version), timezone.localdate())
    if day:
        write_commencement(version, day, recorded_at, None)
    else:
        tell_of_signed(version)
    return True


def planned_day(process: VersionProcess, before: date | None, today: date) -> date | None:
    """Return the day a version takes effect if it is fully signed today; None: to be decided.

    Never before today, nor on or before the day on which an earlier version takes effect.
    """
    if process.commencement == CommencementMode.DECISION:
        return None
    days = [today]
    if process.commencement == CommencementMode.ON_DAY and process.commences_on:
        days.append(process.commences_on)
    if before:
        days.append(before + timedelta(days=1))
    return max(days)
