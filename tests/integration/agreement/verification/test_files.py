"""The files made from a version: in the database, in its bundle, and by themselves."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreement.enums import ArtifactKind
from agreement.exports.artifacts import SIGNED, make_artifacts
from agreement.models import AgreementPage, AgreementVersion, Artifact, Checkpoint, WorkingTextPage
from tests.factories import agreement as texts
from tests.integration.agreement.verification.test_command import tamper, verify
from tests.integration.agreement.verification.test_page import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    sealed = texts.sealed(text, coordination)
    made = texts.in_force(sealed, date(2026, 1, 1), coordination)
    make_artifacts(made, SIGNED)
    return made


@pytest.fixture
def pdf(version: AgreementVersion) -> Artifact:
    return Artifact.objects.get(version=version, kind=ArtifactKind.PDF)


def changed(content: Any, old: bytes, new: bytes) -> bytes:
    assert old in bytes(content)
    return bytes(content).replace(old, new, 1)


def test_the_pdf_that_the_portal_gives_out_proves_itself(
    page: AgreementPage, version: AgreementVersion, pdf: Artifact
) -> None:
    given = Client().get("/vereinbarung/fassungen/1.pdf")
    kept = Checkpoint.objects.earliest("size").note
    answer = send(given.content, kept, name="vereinbarung-1.pdf")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Alles in Ordnung und durch Prüfpunkte gesichert." in text
    assert "Mit Ihrem aufbewahrten Prüfpunkt verglichen." in text
    damaged = changed(given.content, b"/MediaBox", b"/MediaBux")
    assert "wurde nach dem Versiegeln verändert" in send(damaged).content.decode()


def test_the_bundle_of_a_version_holds_its_files_and_verifies(
    page: AgreementPage, version: AgreementVersion
) -> None:
    answer = send(Client().get("/vereinbarung/fassungen/1.zip").content)
    assert "Alles in Ordnung und durch Prüfpunkte gesichert." in answer.content.decode()


@pytest.mark.parametrize("kind", list(ArtifactKind)[:3])
def test_a_changed_file_is_found_in_the_database(version: AgreementVersion, kind: str) -> None:
    assert verify()[0] == 0
    artifact = Artifact.objects.get(version=version, kind=kind)
    content = bytearray(bytes(artifact.content))
    content[len(content) // 2] ^= 1
    tamper("UPDATE agreement_artifact SET content = %s WHERE id = %s", [content, artifact.pk])
    code, output = verify()
    assert code == 1
    assert f"Die Datei {kind} (2) wurde verändert." in output


def test_a_pdf_changed_with_its_hash_is_found_by_its_seal(
    version: AgreementVersion, pdf: Artifact
) -> None:
    content = changed(pdf.content, b"/MediaBox", b"/MediaBux")
    tamper(
        "UPDATE agreement_artifact SET content = %s, sha256 = %s WHERE id = %s",
        [content, hashlib.sha256(content).hexdigest(), pdf.pk],
    )
    code, output = verify()
    assert code == 1
    assert "pdf (2): wurde nach dem Versiegeln verändert" in output
