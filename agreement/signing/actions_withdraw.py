"""Taking back a signature before everybody has signed: an entry more, never one less."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreement.enums import EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.ledger import append
from agreement.models.signatures import Signature, SignatureWithdrawal
from agreement.signing import notices
from agreement.signing.keeping import is_being_signed, note, now, one_at_a_time
from agreement.signing.permissions import may_withdraw_for
from agreement.signing.refusals import SigningRefused


def withdraw(signature: Signature, reason: str, by: Any) -> SignatureWithdrawal:
    """Take back the signature of a party, which may sign again afterwards.

    Raises PermissionDenied for anybody but the party's signatories and the coordination, and
    SigningRefused without a reason, once everybody has signed, or if it was taken back already.
    """
    party = str(signature.party)
    if not reason.strip():
        raise SigningRefused(_("Nennen Sie den Grund: Die anderen Parteien lesen ihn."))
    with one_at_a_time():
        if not may_withdraw_for(by, party):
            raise PermissionDenied
        if not is_being_signed(signature.version):
            raise SigningRefused(
                _(
                    "Die Fassung ist vollständig unterzeichnet oder gescheitert. Einzelne "
                    "Unterschriften lassen sich nicht mehr zurücknehmen."
                )
            )
        if SignatureWithdrawal.objects.filter(signature=signature).exists():
            raise SigningRefused(_("Diese Unterschrift ist schon zurückgenommen."))
        payload = {"party": party, "evidence_sha256": signature.evidence_sha256}
        entry = append(EntryKind.WITHDRAWAL, signature.version, payload, now())
        withdrawal: SignatureWithdrawal = SignatureWithdrawal.objects.create(
            signature=signature, entry=entry, reason=reason
        )
        note(signature.version, "portal.version.withdraw", by, party, reason=reason)
        issue_checkpoint()
        notices.tell_of_withdrawal(signature, reason, by)
    return withdrawal
