"""The PDF alone proves its version; no byte of it can be changed unnoticed."""

import hashlib
import random
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from agreement.exports.pdf import evidence, render_pdf, sealed_text
from agreement.exports.seal import ensure_seal, seal_file, seal_pdf
from agreement.verification.standalone.material import ANCHORED, TAMPERED, Report
from agreement.verification.standalone.notes import read_note
from agreement.verification.standalone.seal import p256_holds
from agreement.verification.standalone.sources import read_content
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Unreadable
from tests.factories import versions
from tests.unit.agreement.verification.history import (
    History,
    statuses,
    two_versions,
    words,
)

TRIED = 150
"""So many bytes are changed, one at a time, spread over the file."""


@pytest.fixture(scope="module")
def history() -> History:
    return two_versions()


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = seal_file(tmp_path_factory.mktemp("keys") / "ledger.key")
    ensure_seal(path, "portal.example.org")
    return path


def made(history: History, seal: Path, text: bytes | None = None) -> bytes:
    """Return the PDF of version 2, perhaps with another text embedded."""
    document = versions.document(versions.everything())
    attachments = [
        sealed_text(2, text or history.versions[2]),
        evidence(history.as_document(2)),
    ]
    return seal_pdf(render_pdf(document, attachments), seal)


@pytest.fixture(scope="module")
def pdf(history: History, seal: Path) -> bytes:
    return made(history, seal)


def report_of(content: bytes) -> Report:
    [report] = examine([read_content(content, Limits())], [], Limits())
    return report


def is_found(content: bytes) -> bool:
    try:
        report = report_of(content)
    except Unreadable:
        return True
    return report.exit_code == 1 and set(statuses(report).values()) <= {TAMPERED}


def test_the_pdf_alone_is_anchored(pdf: bytes) -> None:
    report = report_of(pdf)
    assert statuses(report) == {2: ANCHORED}, words(report)
    assert report.exit_code == 0
    assert any("Siegel des PDF" in remark.de for remark in report.remarks)


def test_the_checkpoint_that_a_party_kept_is_compared_with_the_pdf(
    pdf: bytes, history: History
) -> None:
    limits = Limits()
    kept = [read_note(history.notes[3])]
    [report] = examine([read_content(pdf, limits)], kept, limits)
    assert report.exit_code == 0
    assert report.is_compared
    rebuilt = History()
    rebuilt.whole(rebuilt.seal("Anders"))
    [report] = examine([read_content(pdf, limits)], [read_note(rebuilt.notes[3])], limits)
    assert report.exit_code == 1


def test_another_text_within_is_found(history: History, seal: Path) -> None:
    changed = history.versions[2].replace(b"Wortlaut 2", b"Hortlaut 2")
    report = report_of(made(history, seal, changed))
    assert statuses(report) == {2: TAMPERED}
    assert "Der Text (versions/2.json) ist nicht der festgeschriebene" in words(report, 2)


def test_a_changed_page_is_found_by_the_seal(pdf: bytes) -> None:
    at = pdf.index(b"/MediaBox") + 12
    changed = bytearray(pdf)
    changed[at] ^= 1
    report = report_of(bytes(changed))
    assert "Das PDF wurde nach dem Versiegeln verändert." in words(report, 2)


def test_what_is_appended_is_found(pdf: bytes) -> None:
    report = report_of(pdf + b"\n% mehr\n")
    assert "Das PDF wurde nach dem Versiegeln verändert oder ergänzt." in words(report, 2)


def test_a_pdf_without_seal_is_found(history: History) -> None:
    document = versions.document(versions.everything())
    attachments = [sealed_text(2, history.versions[2]), evidence(history.as_document(2))]
    assert "Das PDF trägt kein Siegel." in words(report_of(render_pdf(document, attachments)), 2)


def test_no_byte_of_the_pdf_can_be_changed_unnoticed(pdf: bytes) -> None:
    chance = random.Random(1)  # the same bytes in every run
    for at in sorted(chance.sample(range(8, len(pdf)), TRIED)):
        changed = bytearray(pdf)
        changed[at] ^= chance.randint(1, 255)
        assert is_found(bytes(changed)), at


def test_no_byte_of_the_signature_within_the_seal_can_be_changed_unnoticed(pdf: bytes) -> None:
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]+)>", pdf))[-1]
    start, signature = found.start(1), bytes.fromhex(found[1].decode())
    missed = []
    chance = random.Random(2)
    for at in chance.sample(range(len(signature)), TRIED // 2):
        changed = bytearray(signature)
        changed[at] ^= 1
        hexadecimal = bytes(changed).hex().encode()
        if not is_found(pdf[:start] + hexadecimal + pdf[start + len(hexadecimal) :]):
            missed.append(at)
    assert not missed, (missed, signature.hex())


def test_the_arithmetic_on_p256_agrees_with_a_library() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    raw = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    r, s = decode_dss_signature(private.sign(b"Siegel", ec.ECDSA(hashes.SHA256())))
    hashed = hashlib.sha256(b"Siegel").digest()
    assert p256_holds(raw, hashed, r, s)
    assert not p256_holds(raw, hashed, r, s + 1)
    assert not p256_holds(raw, hashed[::-1], r, s)
    assert not p256_holds(raw[:-1] + bytes([raw[-1] ^ 1]), hashed, r, s)
    assert not p256_holds(raw, hashed, 0, s)
