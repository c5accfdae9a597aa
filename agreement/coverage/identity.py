"""A gap or an overlap as something to point to, to store and to accept. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from agreement.responsibility.findings import Acceptance, Finding, FindingKind
from agreement.snapshot import (
    AcceptedSnapshot,
    canonical_bytes,
    condition_from_data,
    condition_to_data,
    parents_from_data,
)

KEY_LENGTH = 16


def finding_key(finding: Finding | Acceptance) -> str:
    """Return a short name of a finding: the same as long as it is about the same cases."""
    data = {
        "kind": str(finding.kind),
        "when": condition_to_data(finding.when, finding.parents),
        "services": sorted(finding.services),
    }
    return hashlib.sha256(canonical_bytes(data)).hexdigest()[:KEY_LENGTH]


def acceptance_of(finding: Finding | Acceptance) -> Acceptance:
    """Return what accepts exactly the cases of a finding."""
    return Acceptance(finding.kind, finding.when, finding.parents, finding.services)


def stored_acceptance(kind: str, when: Mapping[str, Any], services: Sequence[str]) -> Acceptance:
    """Return an acceptance as its row holds it.

    Raises ValueError or TypeError for what cannot be one.
    """
    return Acceptance(
        FindingKind(kind),
        condition_from_data(when),
        parents_from_data(when),
        tuple(sorted(services)),
    )


def sealed_acceptance(accepted: AcceptedSnapshot) -> Acceptance:
    """Return an acceptance as a version holds it."""
    kind = FindingKind(accepted.kind)
    return Acceptance(kind, accepted.when, accepted.parents, accepted.services)
