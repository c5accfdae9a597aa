"""Signing with a qualified electronic signature: the PDF is signed elsewhere and uploaded here."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from agreement.enums import ArtifactKind, SignatureMethod
from agreement.models.evidence import Artifact
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import Signature, SignatureFile
from agreement.signing.actions_person import person_of
from agreement.signing.evidence import read_evidence
from agreement.signing.keeping import check_can_sign, keep, now, one_at_a_time, subject_of
from agreement.signing.permissions import may_handle_paper
from agreement.signing.qualified import Report, Unfit, UnfitFile, check_signed
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import FileKind
from agreement.signing.statement import in_file
from agreement.signing.trust import trust_roots


def sign_by_file(
    version: AgreementVersion, party: str, function: str, content: bytes, by: Any
) -> Signature:
    """Take a PDF of the version that somebody signed for a party with a qualified signature.

    Raises PermissionDenied for whoever may not upload for the party, and SigningRefused with the
    reason: another file, no or no valid qualified signature, and all that speaks against signing.
    """
    if not may_handle_paper(by, party):
        raise PermissionDenied
    original = _original_of(version, content)
    reports = _reports(content, original)
    newest = reports[-1]
    with one_at_a_time():
        if not may_handle_paper(by, party):
            raise PermissionDenied
        subject = subject_of(version, party, function)
        check_can_sign(version, party, SignatureMethod.QUALIFIED, version.sha256)
        used = _used_for(version)
        if all(report.signature_sha256 in used for report in reports):
            raise SigningRefused(
                _(
                    "Mit dieser Signatur hat schon eine Partei unterzeichnet. Jede braucht ihre "
                    "eigene."
                )
            )
        digest = hashlib.sha256(content).hexdigest()
        proof = {
            "file_sha256": digest,
            "file_size": len(content),
            "pdf_sha256": hashlib.sha256(original).hexdigest(),
            "signatures": [report.to_data() for report in reports],
            "uploaded_by": person_of(by).to_data(),
        }
        method = SignatureMethod.QUALIFIED
        at = newest.signed_at if newest.signed_at and newest.signed_at <= now() else None
        signature = keep(version, subject, method, in_file(subject), proof, by, at)
        SignatureFile.objects.create(
            signature=signature,
            name=f"fassung-{version.number}-unterzeichnet.pdf",
            content_type=FileKind.PDF,
            content=content,
            sha256=digest,
        )
    return signature


def is_offered() -> bool:
    """Return whether there is anybody's certificate to believe."""
    return bool(trust_roots())


def has_file_to_sign(version: AgreementVersion) -> bool:
    """Return whether the PDF of a version is there, to be signed elsewhere."""
    return _pdfs_of(version).exists()


def _used_for(version: AgreementVersion) -> set[str]:
    """Return the signatures (hashes) that count for a party of a version already.

    Whoever adds a byte to a colleague's file has another file, but no signature more.
    """
    counting = Signature.objects.filter(
        version=version, method=SignatureMethod.QUALIFIED, withdrawal=None
    )
    return {
        report["signature_sha256"]
        for evidence in counting.values_list("evidence", flat=True)
        for report in read_evidence(bytes(evidence))["proof"]["signatures"]
    }


def _pdfs_of(version: AgreementVersion) -> Any:
    return Artifact.objects.filter(version=version, kind=ArtifactKind.PDF)


def _original_of(version: AgreementVersion, content: bytes) -> bytes:
    """Return the PDF of the version that the file begins with."""
    for artifact in _pdfs_of(version).order_by("-stage"):
        original = bytes(artifact.content)
        if hashlib.sha256(original).hexdigest() == artifact.sha256 and content.startswith(original):
            return original
    raise SigningRefused(
        _(
            "Das ist nicht das PDF von Fassung %(number)s. Laden Sie es hier herunter, signieren "
            "Sie genau diese Datei, ohne sie zu drucken oder neu zu speichern."
        )
        % {"number": version.number}
    )


def _reports(content: bytes, original: bytes) -> list[Report]:
    try:
        return check_signed(content, original, trust_roots())
    except UnfitFile as unfit:
        raise SigningRefused(_sentence(unfit.reason)) from unfit


def _sentence(reason: Unfit) -> str:
    return {
        Unfit.OTHER_FILE: _("Das ist nicht das PDF dieser Fassung."),
        Unfit.UNREADABLE: _("Das PDF ist beschädigt. Signieren Sie die Datei noch einmal."),
        Unfit.NOT_SIGNED: _("Das PDF trägt keine Unterschrift. Signieren Sie es zuerst."),
        Unfit.CHANGED: _("Am PDF ist mehr geändert worden als eine Unterschrift hinzugefügt."),
        Unfit.INVALID: _("Die Signatur im PDF ist ungültig. Signieren Sie die Datei noch einmal."),
        Unfit.NOT_TRUSTED: _(
            "Die Signatur stammt von keinem Vertrauensdienst, den das Portal kennt, oder ihr "
            "Zertifikat ist abgelaufen."
        ),
        Unfit.NOT_QUALIFIED: _(
            "Die Signatur ist keine qualifizierte elektronische Signatur. Nehmen Sie ein "
            "qualifiziertes Zertifikat."
        ),
    }[reason]
