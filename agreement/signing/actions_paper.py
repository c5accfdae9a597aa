"""Signatures on paper: one person uploads the scan, another one confirms or rejects it."""

import hashlib
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import SignatureMethod
from agreement.models.sealed import AgreementVersion
from agreement.models.signatures import PaperSignature, Signature, SignatureFile
from agreement.signing import cover, notices
from agreement.signing.actions_person import person_of
from agreement.signing.keeping import check_can_sign, keep, note, one_at_a_time, subject_of
from agreement.signing.permissions import may_handle_paper
from agreement.signing.refusals import SigningRefused
from agreement.signing.scan import Scan
from agreement.signing.statement import DEPUTY, SIGNATORY, on_paper


def upload_paper(
    version: AgreementVersion, party: str, function: str, signed_on: date, scan: Scan, by: Any
) -> PaperSignature:
    """Keep the scan of a paper that was signed for a party until a second person confirms it.

    A scan that waited before is replaced. Raises PermissionDenied for whoever may not handle
    the party's paper, and SigningRefused for a scan whose QR code names another version or
    party, a day that cannot be, and for all that speaks against signing.
    """
    if not may_handle_paper(by, party):
        raise PermissionDenied
    has_code = _check_code(scan, version, party)
    with one_at_a_time():
        subject = subject_of(version, party, function)
        check_can_sign(version, party, SignatureMethod.PAPER, version.sha256)
        _check_day(signed_on, version)
        PaperSignature.objects.filter(version=version, party=party).delete()
        paper: PaperSignature = PaperSignature.objects.create(
            version=version,
            party=party,
            function=subject.function,
            is_deputy=subject.is_deputy,
            signed_on=signed_on,
            name=f"unterschrift-fassung-{version.number}.{scan.kind.ending}",
            content_type=scan.kind,
            content=scan.content,
            sha256=hashlib.sha256(scan.content).hexdigest(),
            has_code=has_code,
            uploaded_by=by,
        )
        note(version, "portal.version.paper_upload", by, party, sha256=paper.sha256)
        notices.tell_of_paper(paper, subject.party_name, by)
    return paper


def confirm_paper(uuid: UUID, shown_sha256: str, by: Any) -> Signature:
    """Confirm that a scan shows the party's signature; it counts from now on.

    `shown_sha256` is the hash of the file that the confirming person saw. Raises PermissionDenied
    for whoever may not, also for the person who uploaded it, and SigningRefused.
    """
    with one_at_a_time():
        paper = _waiting(uuid, by)
        if paper.sha256 != shown_sha256:
            raise SigningRefused(
                _("Inzwischen ist ein anderer Scan hochgeladen worden. Sehen Sie ihn zuerst an.")
            )
        party, version = str(paper.party), paper.version
        function = DEPUTY if paper.is_deputy else SIGNATORY
        subject = subject_of(version, party, function)
        check_can_sign(version, party, SignatureMethod.PAPER, version.sha256)
        content = bytes(paper.content)
        uploader = paper.uploaded_by
        proof = {
            "signed_on": paper.signed_on.isoformat(),
            "file_sha256": hashlib.sha256(content).hexdigest(),
            "file_type": paper.content_type,
            "file_size": len(content),
            "code_read": paper.has_code,
            "confirmed_by": person_of(by).to_data(),
        }
        if uploader:
            proof["uploaded_by"] = person_of(uploader).to_data()
        statement = on_paper(subject, paper.signed_on)
        signature = keep(
            version, subject, SignatureMethod.PAPER, statement, proof, by, _noon(paper.signed_on)
        )
        SignatureFile.objects.create(
            signature=signature,
            name=paper.name,
            content_type=paper.content_type,
            content=content,
            sha256=paper.sha256,
        )
    return signature


def reject_paper(uuid: UUID, reason: str, by: Any) -> None:
    """Throw away a scan that shows no valid signature; whoever uploaded it is told why.

    Raises PermissionDenied for whoever may not, and SigningRefused without a reason. Whoever
    uploaded it may take it back like that, too.
    """
    if not reason.strip():
        raise SigningRefused(_("Nennen Sie den Grund, damit die Partei es besser machen kann."))
    with transaction.atomic():
        paper = _paper(uuid)
        if not may_handle_paper(by, str(paper.party)):
            raise PermissionDenied
        party = subject_of(
            paper.version, str(paper.party), DEPUTY if paper.is_deputy else SIGNATORY
        )
        PaperSignature.objects.filter(pk=paper.pk).delete()
        note(paper.version, "portal.version.paper_reject", by, party.party, reason=reason)
        if paper.uploaded_by_id != by.pk:
            notices.tell_of_rejection(paper, party.party_name, reason, by)


def _waiting(uuid: UUID, by: Any) -> PaperSignature:
    """Return a paper that somebody else than this person uploaded."""
    paper = _paper(uuid)
    if not may_confirm(paper, by):
        raise PermissionDenied
    return paper


def may_confirm(paper: PaperSignature, user: Any) -> bool:
    """Return whether somebody may confirm a paper: not who uploaded it; four eyes see more.

    Where the account of the uploader is gone, nobody can tell: then it has to come again.
    """
    return paper.uploaded_by_id not in (None, user.pk) and may_handle_paper(user, str(paper.party))


def _paper(uuid: UUID) -> PaperSignature:
    papers = PaperSignature.objects.select_related("version__agreement", "uploaded_by")
    paper = papers.filter(pk=uuid).first()
    if paper is None:
        raise SigningRefused(_("Über diesen Scan ist schon entschieden."))
    return paper


def _check_code(scan: Scan, version: AgreementVersion, party: str) -> bool:
    """Return whether the scan shows our cover page; refuse that of another version or party."""
    reading = cover.read_codes(scan.codes(), version.sha256, party)
    if reading.found is cover.CodeFound.OTHER_HASH:
        raise SigningRefused(
            _(
                "Das Deckblatt auf dem Scan gehört zu einem anderen Text: Dort beginnt die "
                "Prüfsumme mit %(other)s, hier mit %(own)s."
            )
            % {"other": cover.beginning(reading.sha256), "own": cover.beginning(version.sha256)}
        )
    if reading.found is cover.CodeFound.OTHER_PARTY:
        raise SigningRefused(
            _("Das Deckblatt auf dem Scan ist das einer anderen Partei dieser Fassung.")
        )
    return reading.found is cover.CodeFound.RIGHT


def _check_day(signed_on: date, version: AgreementVersion) -> None:
    """Refuse a day on which this text could not have been signed."""
    if not timezone.localdate(version.sealed_at) <= signed_on <= timezone.localdate():
        raise SigningRefused(
            _(
                "Unterschrieben werden kann nur nach dem Festschreiben und nicht in der Zukunft. "
                "Prüfen Sie den Tag."
            )
        )


def _noon(day: date) -> datetime:
    """Return a day as a moment that is on it in every time zone of the partners."""
    return timezone.make_aware(datetime.combine(day, time(12)))
