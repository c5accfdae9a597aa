"""Accepting a gap or an overlap, and taking that back: the coordination's acts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agreement.coverage.identity import acceptance_of, stored_acceptance
from agreement.coverage.words import finding_in_words
from agreement.models.findings import AcceptedFinding
from agreement.models.sealed import Agreement
from agreement.permissions import may_decide_versions
from agreement.responsibility.findings import Acceptance, Finding
from agreement.snapshot import condition_to_data
from agreement.wording import Words
from directory.audit import record


class AcceptanceRefused(Exception):
    """A finding cannot be accepted as asked; the message says why, for the reader."""


@transaction.atomic
def accept(
    agreement: Agreement, finding: Finding | Acceptance, reason: str, by: Any, words: Words
) -> AcceptedFinding:
    """Accept a gap or an overlap of the working text, with the partners' reason.

    Raises PermissionDenied for anybody but the coordination, and AcceptanceRefused without a
    reason or if exactly this is accepted already.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    # Two people who accept at once wait for each other here.
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    reason = " ".join(reason.split())
    if not reason:
        raise AcceptanceRefused(_("Schreiben Sie, warum die Partner das hinnehmen."))
    known = {
        stored_acceptance(row.kind, row.when, row.services)
        for row in agreement.accepted_findings.all()
    }
    if acceptance_of(finding) in known:
        raise AcceptanceRefused(_("Das ist schon hingenommen."))
    accepted: AcceptedFinding = AcceptedFinding.objects.create(
        agreement=agreement,
        kind=str(finding.kind),
        when=condition_to_data(finding.when, finding.parents),
        services=sorted(finding.services),
        reason=reason,
        accepted_by=by,
    )
    data = {"finding": finding_in_words(finding, words), "reason": reason}
    record(agreement, "portal.coverage.accept", user=by, data=data)
    return accepted


@transaction.atomic
def take_back(accepted: AcceptedFinding, by: Any, words: Words) -> None:
    """Accept a gap or an overlap no longer: it is open again. The log keeps what was said.

    Raises PermissionDenied for anybody but the coordination.
    """
    if not may_decide_versions(by):
        raise PermissionDenied
    finding = stored_acceptance(accepted.kind, accepted.when, accepted.services)
    data = {"finding": finding_in_words(finding, words), "reason": accepted.reason}
    record(accepted.agreement, "portal.coverage.take_back", user=by, data=data)
    accepted.delete()
