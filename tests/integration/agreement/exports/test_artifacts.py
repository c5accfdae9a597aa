"""The files of a version are made once at each stage, beside the server, whatever interrupts it."""

import hashlib
import json
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from pypdfium2 import PdfDocument

from agreement.enums import ArtifactKind
from agreement.exports import artifacts
from agreement.exports.artifacts import SEALED, SIGNED, make_artifacts, missing_artifacts
from agreement.models import AgreementVersion, Artifact, Checkpoint
from agreement.reading import text_of
from agreement.verification.standalone.assembling import assembled
from tests.factories import agreement as texts

pytestmark = pytest.mark.django_db
KINDS = {"pdf", "docx", "xml"}


def attachment(pdf: PdfDocument, name: str) -> bytes:
    found = (pdf.get_attachment(n) for n in range(pdf.count_attachments()))
    return next(bytes(one.get_data()) for one in found if one.get_name() == name)


def content(version: AgreementVersion, kind: str, stage: int = SEALED) -> bytes:
    return bytes(version.artifacts.get(kind=kind, stage=stage).content)


def test_the_loop_that_sends_mails_makes_the_files(version: AgreementVersion) -> None:
    call_command("send_notifications", stdout=StringIO())
    rows = {row.kind: row for row in version.artifacts.all()}
    assert set(rows) == KINDS
    for row in rows.values():
        assert row.stage == SEALED
        assert row.sha256 == hashlib.sha256(bytes(row.content)).hexdigest()
        assert row.size == len(bytes(row.content))


def test_they_are_made_once(version: AgreementVersion) -> None:
    assert len(make_artifacts(version, SEALED)) == 3
    before = set(Artifact.objects.values_list("pk", "sha256"))
    assert make_artifacts(version, SEALED) == []
    call_command("make_artifacts", stdout=StringIO())
    assert set(Artifact.objects.values_list("pk", "sha256")) == before


def test_what_an_interruption_left_out_is_made_up_for(version: AgreementVersion) -> None:
    artifacts.make_artifact(version, ArtifactKind.AKN, SEALED)
    assert {one.kind for one in missing_artifacts()} == {"pdf", "docx"}
    out = StringIO()
    call_command("make_artifacts", stdout=out)
    assert "Dateien erstellt: 2" in out.getvalue()
    assert not list(missing_artifacts())


def test_who_comes_second_leaves_the_first_file(version: AgreementVersion) -> None:
    first = artifacts.make_artifact(version, ArtifactKind.AKN, SEALED)
    assert artifacts.make_artifact(version, ArtifactKind.AKN, SEALED) is None
    assert Artifact.objects.get() == first


def test_one_file_that_fails_keeps_no_other_from_being_made(
    version: AgreementVersion, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: Any) -> bytes:
        raise ValueError("Beispiel")

    monkeypatch.setitem(artifacts.MAKERS, ArtifactKind.PDF, broken)
    with pytest.raises(CommandError, match="Nicht erstellt: 1"):
        call_command("make_artifacts", stdout=StringIO())
    assert {row.kind for row in version.artifacts.all()} == KINDS - {"pdf"}
    assert "has no file pdf" in caplog.text


def test_the_loop_leaves_what_failed_alone_for_a_while(
    version: AgreementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def broken(*_arguments: Any) -> bytes:
        tried.append(1)
        raise ValueError("Beispiel")

    monkeypatch.setitem(artifacts.MAKERS, ArtifactKind.PDF, broken)
    artifacts.make_due()
    artifacts.make_due()
    assert len(tried) == 1
    cache.clear()
    artifacts.make_due()
    assert len(tried) == 2


def test_a_damaged_seal_stops_the_pdf_alone(version: AgreementVersion, key_path: Path) -> None:
    (key_path / "ledger-seal.pem").write_text("damaged")
    with pytest.raises(CommandError):
        call_command("make_artifacts", stdout=StringIO())
    assert {row.kind for row in version.artifacts.all()} == KINDS - {"pdf"}


def test_signed_versions_get_files_that_name_the_signatures(version: AgreementVersion) -> None:
    make_artifacts(version, SEALED)
    texts.signed(version)
    assert {(one.kind, one.stage) for one in missing_artifacts()} == {(k, SIGNED) for k in KINDS}
    call_command("make_artifacts", stdout=StringIO())

    before = content(version, "xml").decode()
    after = content(version, "xml", SIGNED).decode()
    party = text_of(version).parties[0]
    assert "<signature" not in before
    assert "<signature" in after
    assert f"{party.name}, {party.signatory}, Auf Papier" in after
    file = docx.Document(BytesIO(content(version, "docx", SIGNED)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert cells.count("Auf Papier") == 2


def test_the_pdf_holds_the_sealed_bytes_and_the_evidence(version: AgreementVersion) -> None:
    make_artifacts(version, SEALED)
    with pypdfium2.PdfDocument(content(version, "pdf")) as pdf:
        sealed = attachment(pdf, "fassung-1.json")
        bundle = json.loads(attachment(pdf, "nachweis.json"))
        last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
    assert sealed == bytes(version.canonical)
    assert bundle["versions"] == [{"number": 1, "sha256": version.sha256}]
    newest = Checkpoint.objects.last()
    assert newest is not None
    assert newest.note.splitlines()[2] in last


def test_the_pdf_alone_proves_the_version(version: AgreementVersion, tmp_path: Path) -> None:
    texts.signed(version)
    make_artifacts(version, SIGNED)
    (tmp_path / "verifier.py").write_bytes(assembled())
    (tmp_path / "fassung.pdf").write_bytes(content(version, "pdf", SIGNED))
    command = [sys.executable, "-I", "verifier.py", "fassung.pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert version.sha256 in done.stdout


def test_no_person_is_named_in_any_file(version: AgreementVersion, coordination: Any) -> None:
    make_artifacts(version, SEALED)
    texts.signed(version)
    make_artifacts(version, SIGNED)
    assert coordination.last_name == "Beispielperson"
    for row in Artifact.objects.all():
        raw = bytes(row.content)
        if row.kind == ArtifactKind.DOCX:
            file = docx.Document(BytesIO(raw))
            raw = b"".join(part.blob for part in file.part.package.iter_parts())
        if row.kind == ArtifactKind.PDF:
            with pypdfium2.PdfDocument(raw) as pdf:
                raw += "".join(page.get_textpage().get_text_bounded() for page in pdf).encode()
                raw += attachment(pdf, "nachweis.json")
        assert b"Beispielperson" not in raw
        assert coordination.email.encode() not in raw


def test_a_version_after_another_tells_what_became_of_clauses(
    text: Any, version: AgreementVersion, coordination: Any
) -> None:
    section = text.sections()[0]
    gone = version.clauses.get()
    texts.set_clauses(section, [texts.clause(texts.rule(), heading="Neu")])
    section.save_revision().publish()
    texts.ended(text)
    second = texts.sealed(text, coordination)
    make_artifacts(second, SEALED)
    found = "\n".join(p.text for p in docx.Document(BytesIO(content(second, "docx"))).paragraphs)
    assert f"{gone.number}: Entfallen." in found
