"""The portal's own seal on its PDF files: a certificate of the site, and a signature with it.

The key lies beside that of the ledger, outside of the database. The seal names the site and no
person; it is no signature of a partner. What proves the text is the ledger – the seal lets every
PDF reader say that the file is as the portal made it.
"""

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp

from asn1crypto import pem
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Siegel"
YEARS = 30
"""A version must be readable as sealed for as long as it may matter."""
REASON = "Vom Portal ausgegeben; keine Unterschrift eines Partners"


class SealUnavailable(Exception):
    """The file with the site's key and certificate is damaged; the message names it."""


def seal_file(ledger_key_file: Path) -> Path:
    """Return where key and certificate lie: beside the key of the ledger."""
    return ledger_key_file.with_name(f"{ledger_key_file.stem}-seal.pem")


def ensure_seal(path: Path, site: str) -> bool:
    """Make key and certificate for a site (its host), unless the file is there.

    Returns whether they were made. Two at once make one: the file appears whole, never over
    another.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with mode 0600
    with os.fdopen(descriptor, "wb") as file:
        file.write(_new_seal(site))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(name, path)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    return True


def _new_seal(site: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Schnittstellenportal"),
            # RFC 5280 allows 64 characters.
            x509.NameAttribute(NameOID.COMMON_NAME, f"Siegel von {site}"[:64]),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # documentSigning (RFC 9336)
        .add_extension(
            x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")]), critical=False
        )
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def _read(path: Path) -> tuple[PrivateKeyInfo, Certificate]:
    """Return key and certificate; raises SealUnavailable."""
    try:
        blocks = {
            kind: der for kind, _headers, der in pem.unarmor(path.read_bytes(), multiple=True)
        }
        key = PrivateKeyInfo.load(blocks["PRIVATE KEY"], strict=True)
        certificate = Certificate.load(blocks["CERTIFICATE"], strict=True)
    except (OSError, ValueError, KeyError) as error:
        raise SealUnavailable(f"{path} holds no key and certificate for the seal.") from error
    return key, certificate


def certificate_pem(path: Path) -> bytes:
    """Return the certificate, for whoever wants to trust the seal; raises SealUnavailable."""
    _key, certificate = _read(path)
    armoured: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return armoured


def seal_pdf(content: bytes, path: Path) -> bytes:
    """Return a PDF sealed by the site, which keeps its conformance; raises SealUnavailable.

    The field has no appearance: a seal that looked like a signature would mislead. Nothing may
    be changed in the file afterwards but for signatures and what is filled into forms.
    """
    key, certificate = _read(path)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # no annotation in the library
    signer = SimpleSigner(signing_cert=certificate, signing_key=key, cert_registry=store)
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=REASON,
        subfilter=SigSeedSubFilter.PADES,
        certify=False,
    )
    field = SigFieldSpec(FIELD, readable_field_name="Siegel des Portals")
    writer = IncrementalPdfFileWriter(BytesIO(content))
    sealed = BytesIO()
    PdfSigner(metadata, signer, new_field_spec=field).sign_pdf(writer, output=sealed)
    return sealed.getvalue()
