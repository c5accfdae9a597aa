"""A PDF that was signed elsewhere with a qualified signature: whether it is our file, and valid.

Knows files and certificates alone. pyHanko does the checking; its `bottom_line` counts, since
`valid` stays true for a file that was tampered with afterwards.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    ModificationLevel,
    SuspiciousModification,
)
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator.context import ValidationContext

UNREADABLE = (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, RecursionError)
"""What pyHanko raises for files that somebody made up."""


class Unfit(StrEnum):
    """Why a file is no qualified signature of a version."""

    OTHER_FILE = "other-file"
    UNREADABLE = "unreadable"
    NOT_SIGNED = "not-signed"
    CHANGED = "changed"
    INVALID = "invalid"
    NOT_TRUSTED = "not-trusted"
    NOT_QUALIFIED = "not-qualified"


class UnfitFile(Exception):
    """The file is not what is needed; `reason` says why."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Report:
    """What the check of one qualified signature found; all of it names a person."""

    signer: str
    issuer: str
    certificate_sha256: str
    signature_sha256: str
    """The hash of the signature itself: one signature signs for one party."""
    signed_at: datetime | None
    has_time_stamp: bool
    summary: str

    def to_data(self) -> dict[str, Any]:
        """Return the report as the evidence holds it."""
        data = {
            "signer": self.signer,
            "issuer": self.issuer,
            "certificate_sha256": self.certificate_sha256,
            "signature_sha256": self.signature_sha256,
            "time_stamp": self.has_time_stamp,
            "summary": self.summary,
        }
        return data | ({"signed_at": self.signed_at.isoformat()} if self.signed_at else {})


def check_signed(content: bytes, original: bytes, roots: Sequence[Certificate]) -> list[Report]:
    """Return a report on each qualified signature that was added to a PDF of ours.

    The file must begin with every byte of the original, and have got nothing but signatures
    since. Raises UnfitFile.
    """
    if not content.startswith(original):
        raise UnfitFile(Unfit.OTHER_FILE)
    try:
        return _checked(content, original, roots)
    except UNREADABLE as error:
        raise UnfitFile(Unfit.UNREADABLE) from error


def _checked(content: bytes, original: bytes, roots: Sequence[Certificate]) -> list[Report]:
    before, reader = PdfFileReader(BytesIO(original)), PdfFileReader(BytesIO(content))
    added = reader.embedded_regular_signatures[len(before.embedded_regular_signatures) :]
    if not added:
        raise UnfitFile(Unfit.NOT_SIGNED)
    # Without this, somebody could change what is seen, sign that, and still begin with our bytes.
    change = DEFAULT_DIFF_POLICY.review_file(reader, before.total_revisions - 1)
    if isinstance(change, SuspiciousModification) or (
        change.modification_level > ModificationLevel.FORM_FILLING
    ):
        raise UnfitFile(Unfit.CHANGED)
    return [_report(signature, roots) for signature in added]


def _report(signature: Any, roots: Sequence[Certificate]) -> Report:
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    status = validate_pdf_signature(signature, context, context)
    if not (status.intact and status.valid):
        raise UnfitFile(Unfit.INVALID)
    if not status.trusted:
        raise UnfitFile(Unfit.NOT_TRUSTED)
    if not status.bottom_line:
        raise UnfitFile(Unfit.INVALID)
    certificate = status.signing_cert
    if not is_qualified(certificate):
        raise UnfitFile(Unfit.NOT_QUALIFIED)
    stamped = status.timestamp_validity
    at = stamped.timestamp if stamped else status.signer_reported_dt
    return Report(
        signer=certificate.subject.human_friendly,
        issuer=certificate.issuer.human_friendly,
        certificate_sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        signature_sha256=hashlib.sha256(signature.pkcs7_content).hexdigest(),
        # Without a time stamp it is what the signer's program says, which may lack the zone.
        signed_at=at if at and at.tzinfo else None,
        has_time_stamp=stamped is not None,
        summary=status.summary(),
    )


def is_qualified(certificate: Certificate) -> bool:
    """Return whether a certificate says that it makes qualified signatures of a person.

    ETSI EN 319 412-5: issued as qualified, the key in a qualified device, for signatures.
    """
    found = {each["statement_id"].native: each for each in get_qc_statements(certificate)}
    if not {"qc_compliance", "qc_sscd"} <= set(found):
        return False
    kind = found.get("qc_type")
    return kind is None or "qct_esign" in kind["statement_info"].native
