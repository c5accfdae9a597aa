"""The scan of an agreement that was signed on paper before the portal existed.

It proves what lay before the portal on the day it was taken over – not when it was signed.
"""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreement.enums import ArtifactKind, EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.ledger import append
from agreement.models.evidence import Artifact
from agreement.models.sealed import AgreementVersion
from agreement.signing.keeping import now, one_at_a_time
from agreement.signing.permissions import is_of_coordination
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import Scan
from directory.audit import record


def deposit_scan(version: AgreementVersion, scan: Scan, by: Any) -> Artifact:
    """Keep the scan of the signed paper with a version from before the portal.

    A further scan is added and given out from then on; none is ever lost. Raises PermissionDenied
    for anybody but the coordination, and SigningRefused for a version that the portal itself had
    signed, or for the very same file.
    """
    digest = hashlib.sha256(scan.content).hexdigest()
    with one_at_a_time():
        if not is_of_coordination(by):
            raise PermissionDenied
        if not version.is_legacy:
            raise SigningRefused(
                _("Nur zu Fassungen aus der Zeit vor dem Portal wird ein Scan hinterlegt.")
            )
        scans = scans_of(version)
        if scans.filter(sha256=digest).exists():
            raise SigningRefused(_("Diese Datei ist schon hinterlegt."))
        payload = {"file_sha256": digest, "size": len(scan.content)}
        at = now()
        append(EntryKind.SCAN, version, payload, at)
        artifact: Artifact = Artifact.objects.create(
            version=version,
            kind=ArtifactKind.SCAN,
            stage=scans.count() + 1,
            content=scan.content,
            sha256=digest,
            size=len(scan.content),
            made_at=at,
        )
        record(version, "portal.version.scan", user=by, data=payload)
        issue_checkpoint()
    return artifact


def scans_of(version: AgreementVersion) -> Any:
    """Return the scans that were deposited with a version, the first one first."""
    return Artifact.objects.filter(version=version, kind=ArtifactKind.SCAN).order_by("stage")
