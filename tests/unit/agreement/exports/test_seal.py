"""The portal's seal: made once, kept to itself, and broken by any change of the file."""

import stat
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import pem
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from agreement.exports.pdf import render_pdf, sealed_text
from agreement.exports.seal import (
    SealUnavailable,
    certificate_pem,
    ensure_seal,
    seal_file,
    seal_pdf,
)
from agreement.snapshot import to_bytes
from tests.factories import versions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = seal_file(tmp_path / "keys" / "ledger.key")
    assert ensure_seal(found, "portal.example.org")
    return found


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    made = versions.everything()
    return render_pdf(versions.document(made), [sealed_text(1, to_bytes(made))])


def certificate(path: Path) -> Certificate:
    _kind, _headers, der = pem.unarmor(certificate_pem(path))
    return Certificate.load(der)


def check(content: bytes, path: Path) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=[certificate(path)])
    (found,) = PdfFileReader(BytesIO(content)).embedded_signatures
    return validate_pdf_signature(found, context)


def test_a_sealed_file_is_valid_for_whoever_trusts_the_site(unsealed: bytes, path: Path) -> None:
    sealed = seal_pdf(unsealed, path)
    assert sealed.startswith(unsealed)
    assert check(sealed, path).bottom_line


def test_a_changed_byte_breaks_the_seal(unsealed: bytes, path: Path) -> None:
    sealed = bytearray(seal_pdf(unsealed, path))
    sealed[len(unsealed) // 2] ^= 1
    assert not check(bytes(sealed), path).intact


def test_another_sites_seal_is_not_trusted(unsealed: bytes, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    ensure_seal(other, "portal.example.org")
    assert not check(seal_pdf(unsealed, other), path).bottom_line


def test_the_key_is_for_its_owner_alone_and_made_once(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert not ensure_seal(path, "portal.example.org")
    assert path.read_bytes() == before


def test_two_at_once_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "seal.pem"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _n: ensure_seal(path, "portal.example.org"), range(8)))
    assert made.count(True) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["seal.pem"]


def test_the_certificate_names_the_site_and_no_person(path: Path, tmp_path: Path) -> None:
    name = certificate(path).subject.native
    assert name == {
        "organization_name": "Schnittstellenportal",
        "common_name": "Siegel von portal.example.org",
    }
    long = tmp_path / "long.pem"
    ensure_seal(long, "a" * 100 + ".example.org")
    assert len(certificate(long).subject.native["common_name"]) == 64


@pytest.mark.parametrize("content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_damaged_key_file_is_named(tmp_path: Path, unsealed: bytes, content: bytes) -> None:
    path = tmp_path / "seal.pem"
    path.write_bytes(content)
    with pytest.raises(SealUnavailable, match=r"seal\.pem"):
        seal_pdf(unsealed, path)
