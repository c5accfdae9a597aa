"""A PDF signed elsewhere with a qualified signature: ours, unchanged, valid and believed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreement.enums import RequiredForm
from agreement.exports.seal import ensure_seal, seal_pdf
from agreement.models import AgreementVersion, Artifact, Signature
from agreement.signing.actions_qualified import sign_by_file
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import SIGNATORY
from directory.models import OrganisationPage
from tests.factories import people
from tests.factories.trust import Authority, plain_pdf, with_text_added
from tests.integration.agreement.signing.acting import page_of, sign_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(settings: Any, tmp_path: Path) -> Authority:
    """A trust service that the portal believes."""
    made = Authority()
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "service.pem").write_bytes(made.root_pem)
    (folder / "readme.pem").write_text("no certificate")
    settings.QUALIFIED_TRUST_DIR = str(folder)
    return made


@pytest.fixture
def sealed_pdf(tmp_path: Path) -> Callable[[str], bytes]:
    """Makes PDFs as the portal gives them out: with its own seal."""
    seal = tmp_path / "seal.pem"
    ensure_seal(seal, "portal.example.org")
    return lambda text: seal_pdf(plain_pdf(text), seal)


@pytest.fixture
def pdf(version: AgreementVersion, sealed_pdf: Callable[[str], bytes]) -> bytes:
    """The PDF of the version."""
    content = sealed_pdf("Fassung 1")
    sha256 = hashlib.sha256(content).hexdigest()
    facts = {"content": content, "sha256": sha256, "size": len(content)}
    Artifact.objects.create(version=version, kind="pdf", stage=1, **facts)
    return content


def send(client: Client, version: AgreementVersion, party: OrganisationPage, content: bytes) -> str:
    """Upload a file by the form; returns the page that comes."""
    file = SimpleUploadedFile("fassung.pdf", content)
    answer = client.post(sign_page(version, party, "qualifiziert"), {"file": file}, follow=True)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_a_qualified_signature_counts_and_its_report_is_kept(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    signatory: Any,
    authority: Authority,
    pdf: bytes,
) -> None:
    version.agreement.required_form = RequiredForm.WRITTEN
    version.agreement.save()
    client.force_login(signatory)
    assert "Signiertes PDF hochladen" in client.get(page_of(version)).content.decode()
    content = authority.signed(pdf)
    assert "Die Unterschrift steht im Register" in send(client, version, here, content)
    signature = Signature.objects.get()
    assert signature.method == "qualified"
    (report,) = json.loads(bytes(signature.evidence))["proof"]["signatures"]
    assert "Cora Beispiel" in report["signer"]
    assert report["certificate_sha256"] == authority.person_sha256
    assert bytes(signature.file.content) == content


def refused(version: AgreementVersion, party: OrganisationPage, content: bytes, by: Any) -> str:
    with pytest.raises(SigningRefused) as refusal:
        sign_by_file(version, str(party.uuid), SIGNATORY, content, by)
    assert not Signature.objects.exists()
    return str(refusal.value)


def test_the_unsigned_file_is_refused(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    assert "trägt keine Unterschrift" in refused(version, here, pdf, signatory)


def test_another_file_is_refused_though_it_is_well_signed(
    version: AgreementVersion,
    here: Any,
    signatory: Any,
    authority: Authority,
    pdf: bytes,
    sealed_pdf: Callable[[str], bytes],
) -> None:
    other = authority.signed(sealed_pdf("Ein anderer Text"))
    assert "nicht das PDF von Fassung 1" in refused(version, here, other, signatory)


def test_a_file_whose_text_was_changed_before_signing_is_refused(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    changed = authority.signed(with_text_added(pdf))
    assert changed.startswith(pdf)
    assert "mehr geändert" in refused(version, here, changed, signatory)


def test_a_file_whose_text_was_changed_after_signing_is_refused(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    changed = with_text_added(authority.signed(pdf))
    assert "mehr geändert" in refused(version, here, changed, signatory)


def test_a_flipped_byte_of_the_signature_is_found(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    content = bytearray(authority.signed(pdf))
    place = len(pdf) + (len(content) - len(pdf)) // 2
    for at in range(place, len(content)):
        if content[at : at + 1] in b"123456789abcdef":
            content[at] ^= 0x01
            break
    refused(version, here, bytes(content), signatory)


def test_a_certificate_that_nobody_believes_is_refused(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    foreign = Authority().signed(pdf)
    assert "keinem Vertrauensdienst" in refused(version, here, foreign, signatory)


def test_an_advanced_signature_is_no_qualified_one(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    content = authority.signed(pdf, is_qualified=False)
    assert "keine qualifizierte" in refused(version, here, content, signatory)


def test_a_seal_of_an_organisation_is_no_signature(
    version: AgreementVersion, here: Any, signatory: Any, authority: Authority, pdf: bytes
) -> None:
    content = authority.signed(pdf, is_seal=True)
    assert "keine qualifizierte" in refused(version, here, content, signatory)


@pytest.mark.parametrize("tail", [b"", b"\0" * 100, b"\n%%EOF\n", b"startxref\n0\n%%EOF"])
def test_garbage_after_our_file_is_refused_in_words(
    version: AgreementVersion,
    here: Any,
    signatory: Any,
    authority: Authority,
    pdf: bytes,
    tail: bytes,
) -> None:
    assert refused(version, here, pdf + tail, signatory)


def test_one_file_signs_for_one_party(
    version: AgreementVersion,
    here: Any,
    there: Any,
    signatory: Any,
    other_signatory: Any,
    authority: Authority,
    pdf: bytes,
) -> None:
    content = authority.signed(pdf)
    sign_by_file(version, str(here.uuid), SIGNATORY, content, signatory)
    with pytest.raises(SigningRefused):
        sign_by_file(version, str(there.uuid), SIGNATORY, content, other_signatory)
    assert Signature.objects.count() == 1


def test_a_colleagues_file_with_a_byte_more_signs_for_nobody_else(
    version: AgreementVersion,
    here: Any,
    there: Any,
    signatory: Any,
    other_signatory: Any,
    authority: Authority,
    pdf: bytes,
) -> None:
    content = authority.signed(pdf)
    sign_by_file(version, str(here.uuid), SIGNATORY, content, signatory)
    with pytest.raises(SigningRefused) as refusal:
        sign_by_file(version, str(there.uuid), SIGNATORY, content + b"\n", other_signatory)
    assert "Mit dieser Signatur" in str(refusal.value)
    own = authority.signed(pdf)
    sign_by_file(version, str(there.uuid), SIGNATORY, own, other_signatory)
    assert Signature.objects.count() == 2


def test_who_has_no_part_in_it_uploads_nothing(
    version: AgreementVersion,
    here: OrganisationPage,
    other_signatory: Any,
    authority: Authority,
    pdf: bytes,
) -> None:
    for outsider in (other_signatory, people.editor(of=here), people.administrator()):
        with pytest.raises(PermissionDenied):
            sign_by_file(version, str(here.uuid), SIGNATORY, authority.signed(pdf), outsider)


def test_without_a_trust_service_it_is_not_offered(
    client: Client, version: AgreementVersion, here: OrganisationPage, signatory: Any, pdf: bytes
) -> None:
    client.force_login(signatory)
    assert "Signiertes PDF" not in client.get(page_of(version)).content.decode()
    assert client.get(sign_page(version, here, "qualifiziert")).status_code == 404
    assert "keinem Vertrauensdienst" in refused(version, here, Authority().signed(pdf), signatory)


def test_what_is_no_pdf_is_refused_in_words(
    client: Client,
    version: AgreementVersion,
    here: OrganisationPage,
    signatory: Any,
    authority: Authority,
    pdf: bytes,
) -> None:
    client.force_login(signatory)
    assert "Das ist kein PDF" in send(client, version, here, b"hallo")
