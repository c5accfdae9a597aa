"""An agreement whose text is not published, and what is left of signing its versions."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from agreement.enums import ArtifactKind, TextAudience
from agreement.exports.artifacts import SEALED, make_artifacts
from agreement.models import (
    Agreement,
    AgreementPage,
    AgreementVersion,
    Artifact,
    ImportDraft,
    PaperSignature,
    Signature,
    SignatureFile,
)
from agreement.process import actions as process
from agreement.signing.actions_withdraw import withdraw
from directory.models import OrganisationPage
from tests.factories import agreement, people
from tests.factories.site import home
from tests.security.world.markers import word


@dataclass(frozen=True)
class ClosedText:
    """What tests name of the agreement that visitors may not read."""

    agreement: Agreement
    section_slug: str
    clause: str
    signed: AgreementVersion
    failed: AgreementVersion
    unsigned: AgreementVersion
    withdrawn: Signature
    paper: PaperSignature
    draft: ImportDraft


def plant_closed_text(
    here: OrganisationPage, there: OrganisationPage, coordination: Any
) -> ClosedText:
    """Seal three versions: one in force, one given up, one that waits for signatures."""
    made = agreement.agreement(
        title="Geschlossen (Beispiel)", slug="geschlossen", audience=TextAudience.NETWORK
    )
    home().add_child(
        instance=AgreementPage(title="Geschlossen", slug="geschlossen", agreement=made)
    )
    text = agreement.working_text(of=made, parties=[here, there], slug="zweite-arbeitsfassung")
    clause = agreement.clause(
        agreement.rule(),
        heading=f"Klausel {word('closedheading')}",
        text=f"<p>Wortlaut {word('closedtext')}.</p>",
        plain=f"Einfach {word('plainsentence')}.",
    )
    slug = f"abschnitt-{word('closedslug')}"
    section = agreement.section(
        clause, of=text, title=f"Abschnitt {word('closedtitle')}", slug=slug
    )
    signed = agreement.sealed(text, coordination)
    agreement.in_force(signed, date(2024, 1, 1), coordination)
    failed = agreement.sealed(text, coordination)
    process.fail(failed.process, coordination, f"Gescheitert: {word('failed')}")
    begun = process.open_process(text, coordination, "Anlass (Beispiel)")
    process.discard(begun, coordination, f"Verworfen: {word('discarded')}")
    _change(section, clause)
    process.open_process(text, coordination, f"Anlass {word('occasion')}")
    unsigned = agreement.sealed(text, coordination)
    make_artifacts(unsigned, SEALED)
    withdrawn = _signed_on_paper(unsigned, there)
    withdraw(withdrawn, f"Grund: {word('withdrawal')}", coordination)
    paper = _waiting_paper(unsigned, there, coordination)
    return ClosedText(
        made, slug, clause["id"], signed, failed, unsigned, withdrawn, paper, _import_of(made)
    )


def plant_deposited_scan(version: AgreementVersion) -> None:
    """Deposit a scan with a version that everybody reads."""
    content = f"Scan {word('depositedscan')}".encode()
    Artifact.objects.create(
        version=version,
        kind=ArtifactKind.SCAN,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )


def _change(section: Any, clause: Any) -> None:
    """Change the clause for the version that nobody has signed completely."""
    words = {
        "text": f"<p>Wortlaut {word('unsignedtext')}.</p>",
        "plain": f"Einfach {word('unsignedplain')}.",
        "change_reason": "Beispiel",
    }
    agreement.set_clauses(section, [{**clause, "value": {**clause["value"], **words}}])
    section.save_revision().publish()


def _signed_on_paper(version: AgreementVersion, party: OrganisationPage) -> Signature:
    """Return a signature of a party whose evidence and scan name the person."""
    signer = f"Beispiel {word('unsignedsigner')}"
    made = agreement.signature(version, str(party.uuid), signer=signer)
    content = f"Scan {word('scan')}".encode()
    SignatureFile.objects.create(
        signature=made,
        name="scan.png",
        content_type="image/png",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return made


def _waiting_paper(
    version: AgreementVersion, party: OrganisationPage, uploader: Any
) -> PaperSignature:
    """Return a scan that waits for a second person."""
    content = f"Scan {word('waitingscan')}".encode()
    made: PaperSignature = PaperSignature.objects.create(
        version=version,
        party=party.uuid,
        function="Vorstand",
        signed_on=timezone.localdate(),
        name="scan.png",
        content_type="image/png",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=uploader,
    )
    return made


def _import_of(made: Agreement) -> ImportDraft:
    """Return an import that somebody else of the coordination has begun."""
    draft: ImportDraft = ImportDraft.objects.create(
        agreement=made,
        created_by=people.coordination(),
        file_name=f"{word('importname')}.docx",
        text={"text": {"title": f"Titel {word('importtext')}"}},
        remarks=[f"Bemerkung {word('importtext')}"],
    )
    return draft
