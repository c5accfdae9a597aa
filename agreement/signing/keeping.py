"""What every way of signing has in common: whether it can be, and how it is kept.

All of it within one transaction that holds the ledger's lock: two who sign for the same party at
the same instant give one signature and one clear refusal.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import EntryKind, ProcessState, SignatureMethod
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.evidence.notices import tell_parties
from agreement.evidence.refusals import LedgerRefused
from agreement.ledger import append, lock_ledger
from agreement.models.process import VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import PaperSignature, Signature
from agreement.process.completion import complete_if_signed, suffices
from agreement.reading import text_of
from agreement.signing import notices
from agreement.signing.evidence import evidence_of
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import DEPUTY, Subject
from directory.audit import record
from directory.models import OrganisationPage


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Do what is inside as one, with the ledger to oneself.

    A ledger that cannot go on, for want of its key or because somebody changed it, refuses.
    """
    try:
        with transaction.atomic():
            lock_ledger()
            yield
    except LedgerRefused as trouble:
        raise SigningRefused(str(trouble)) from trouble


def now() -> datetime:
    """Return this second, as the ledger notes it."""
    return timezone.now().replace(microsecond=0)


def is_being_signed(version: AgreementVersion) -> bool:
    """Return whether signatures for a version are taken: it is adopted, and not yet complete."""
    return VersionProcess.objects.filter(version=version, state=ProcessState.ADOPTED).exists()


def subject_of(version: AgreementVersion, party: str, function: str) -> Subject:
    """Return what somebody in a function would sign for a party.

    Raises SigningRefused where the version has no such party, or the party no such function.
    """
    snapshot = text_of(version)
    found = next((one for one in snapshot.parties if one.organisation == party), None)
    if found is None:
        raise SigningRefused(_("Diese Organisation ist nicht Partei dieser Fassung."))
    is_deputy = function == DEPUTY
    words = found.deputy if is_deputy else found.signatory
    if not words:
        raise SigningRefused(_("Für diese Partei ist keine solche Funktion festgeschrieben."))
    return Subject(
        agreement=snapshot.agreement,
        title=snapshot.title,
        number=version.number,
        sha256=version.sha256,
        party=party,
        party_name=found.name,
        function=words,
        is_deputy=is_deputy,
    )


def check_can_sign(version: AgreementVersion, party: str, method: str, shown_sha256: str) -> None:
    """Raise SigningRefused with the reason why this party cannot sign this version like that.

    `shown_sha256` is the hash that the page or the file held; it must be that of the bytes.
    """
    number = {"number": version.number}
    # The bytes first: a version that was tampered with is signed by nobody.
    bytes_of = AgreementVersion.objects.values_list("canonical", flat=True).get(pk=version.pk)
    if hashlib.sha256(bytes(bytes_of)).hexdigest() != version.sha256:
        raise SigningRefused(
            _(
                "Der Text von Fassung %(number)s passt nicht zu seiner Prüfsumme. Unterzeichnen "
                "Sie nichts und geben Sie der Koordination Bescheid."
            )
            % number
        )
    if shown_sha256 != version.sha256:
        raise SigningRefused(
            _(
                "Die angezeigte Prüfsumme ist nicht die von Fassung %(number)s. Öffnen Sie die "
                "Seite neu und lesen Sie, was Sie unterzeichnen."
            )
            % number
        )
    if not is_being_signed(version):
        raise SigningRefused(_("Fassung %(number)s wird nicht mehr unterzeichnet.") % number)
    if not suffices(method, version.agreement.required_form):
        raise SigningRefused(
            _(
                "Die Partner haben Schriftform vereinbart. Es genügt nur die Unterschrift auf "
                "Papier oder eine qualifizierte elektronische Signatur."
            )
        )
    if Signature.objects.filter(version=version, party=party, withdrawal=None).exists():
        raise SigningRefused(_("Für diese Partei ist schon unterzeichnet."))


def keep(
    version: AgreementVersion,
    subject: Subject,
    method: SignatureMethod,
    statement: Mapping[str, Any],
    proof: Mapping[str, Any],
    by: Any,
    signed_at: datetime | None = None,
) -> Signature:
    """Write a signature: evidence, row, ledger, checkpoint, log, notices.

    Whether it may be was asked before, in the same transaction. The last signature completes the
    version. `signed_at` is given for what was signed earlier, on paper or in a file.
    """
    at = now()
    evidence = evidence_of(statement, method, at, proof)
    payload = {
        "party": subject.party,
        "party_name": subject.party_name,
        "function": subject.function,
        "deputy": subject.is_deputy,
        "method": str(method),
        "evidence_sha256": evidence.sha256,
    }
    entry = append(EntryKind.SIGNATURE, version, payload, at)
    signature: Signature = Signature.objects.create(
        version=version,
        party=subject.party,
        party_name=subject.party_name,
        function=subject.function,
        is_deputy=subject.is_deputy,
        method=method,
        signed_at=signed_at or at,
        evidence=evidence.content,
        evidence_sha256=evidence.sha256,
        entry=entry,
    )
    # A paper that waited has been overtaken.
    PaperSignature.objects.filter(version=version, party=subject.party).delete()
    note(version, "portal.version.sign", by, subject.party, method=str(method))
    is_complete = complete_if_signed(version, at)
    tell_parties(issue_checkpoint(), version)
    if not is_complete:
        notices.tell_of_signature(signature, by)
    return signature


def note(version: AgreementVersion, action: str, by: Any, party: str, **data: str) -> None:
    """Write an act into the log, for the organisation it was done for."""
    organisation = OrganisationPage.objects.filter(uuid=party).first()
    data["party"] = party
    record(version, action, user=by, organisation=organisation, data=data)
