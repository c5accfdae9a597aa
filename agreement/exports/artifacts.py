"""The files of a version: made once, after it was sealed and again once everybody has signed.

Making them takes seconds, so no request does it: the loop that sends mails asks each round what
is missing. Whatever interrupts it, the next round finds what is not there yet.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import override

from agreement.enums import ArtifactKind, EntryKind
from agreement.exports.akn import render_akn
from agreement.exports.building import build_document
from agreement.exports.document import PrintDocument
from agreement.exports.docx import render_docx
from agreement.exports.pdf import evidence, render_pdf, sealed_text
from agreement.exports.seal import ensure_seal, seal_file, seal_pdf
from agreement.exports.standing import names_before, standing_of
from agreement.labels import words_with
from agreement.models import AgreementVersion, Artifact, LedgerEntry
from agreement.reading import text_of
from agreement.verification.bundle import bundle_json
from portal.core.visibility import Viewer

logger = logging.getLogger(__name__)
SEALED, SIGNED = 1, 2
"""The stages: the second names the signatures."""
PAUSE_SECONDS = 600
"""How long the loop leaves alone what failed."""


@dataclass(frozen=True)
class Missing:
    """A file that is not there yet."""

    version: int
    """The version's primary key."""
    kind: ArtifactKind
    stage: int

    @property
    def pause(self) -> str:
        """The key under which it is kept that making it failed a moment ago."""
        return f"artifact-failed:{self.version}:{self.kind}:{self.stage}"


def make_artifacts(version: AgreementVersion, stage: int) -> list[Artifact]:
    """Make and store the files of a version that this stage lacks, and return them.

    Each is stored by itself. Who comes second to the same one leaves the first as it is.
    """
    there = set(version.artifacts.filter(stage=stage).values_list("kind", flat=True))
    kinds = [kind for kind in MAKERS if kind not in there]
    made = (make_artifact(version, kind, stage) for kind in kinds)
    return [artifact for artifact in made if artifact]


def make_artifact(version: AgreementVersion, kind: ArtifactKind, stage: int) -> Artifact | None:
    """Make and store one file; None if somebody else has stored it meanwhile."""
    with override(settings.LANGUAGE_CODE):
        content = MAKERS[kind](version, _document(version, stage))
    try:
        with transaction.atomic():
            artifact: Artifact = Artifact.objects.create(
                version=version,
                kind=kind,
                stage=stage,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
            )
    except IntegrityError:
        return None
    return artifact


def _document(version: AgreementVersion, stage: int) -> PrintDocument:
    snapshot = text_of(version)
    words = words_with({clause.uid: clause.number for _section, clause in snapshot.clauses()})
    standing = standing_of(version, with_signatures=stage == SIGNED)
    return build_document(snapshot, standing, words, names_before(version))


def _pdf(version: AgreementVersion, document: PrintDocument) -> bytes:
    attachments = [
        sealed_text(version.number, bytes(version.canonical)),
        # What everybody may know: the file may get anywhere.
        evidence(bundle_json(version, Viewer())),
    ]
    path = seal_file(Path(settings.LEDGER_KEY_FILE))
    ensure_seal(path, urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc)
    return seal_pdf(render_pdf(document, attachments), path)


def _docx(_version: AgreementVersion, document: PrintDocument) -> bytes:
    return render_docx(document)


def _akn(_version: AgreementVersion, document: PrintDocument) -> bytes:
    return render_akn(document)


MAKERS: dict[ArtifactKind, Callable[[AgreementVersion, PrintDocument], bytes]] = {
    ArtifactKind.PDF: _pdf,
    ArtifactKind.DOCX: _docx,
    ArtifactKind.AKN: _akn,
}


def missing_artifacts() -> Iterator[Missing]:
    """Yield the files that versions lack, of the stage that each has reached (three queries)."""
    signed = LedgerEntry.objects.filter(kind=EntryKind.SIGNED).values_list("version", flat=True)
    is_signed = set(signed)
    there = set(Artifact.objects.values_list("version", "kind", "stage"))
    for pk in AgreementVersion.objects.order_by("pk").values_list("pk", flat=True):
        stage = SIGNED if pk in is_signed else SEALED
        for kind in MAKERS:
            if (pk, kind, stage) not in there:
                yield Missing(pk, kind, stage)


def make_due() -> int:
    """Make what is missing, but for what failed a moment ago; a part of the mail loop.

    Returns 0: no mails were sent.
    """
    make_missing([one for one in missing_artifacts() if not cache.get(one.pause)])
    return 0


def make_missing(wanted: list[Missing]) -> tuple[int, list[Missing]]:
    """Make these files; return how many were made, and which failed (the log says why)."""
    versions = AgreementVersion.objects.in_bulk({one.version for one in wanted})
    count, failed = 0, []
    for one in wanted:
        try:
            count += bool(make_artifact(versions[one.version], one.kind, one.stage))
        except Exception:  # one file that cannot be made must not keep others from theirs
            logger.exception("Version %s has no file %s", one.version, one.kind)
            cache.set(one.pause, value=True, timeout=PAUSE_SECONDS)
            failed.append(one)
    return count, failed
