"""A trust service that issues qualified certificates, and PDFs to sign with them."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.ades.qualified_asn1 import QcStatements
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")


class Authority:
    """A trust service of its own, and one person with certificates by it."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Vertrauensdienst (Beispiel)")
        self._root = self._certificate(self._name, self._key.public_key(), [], is_root=True)
        self._person_key = ec.generate_private_key(ec.SECP256R1())
        self._qualified = self._of_person("qct_esign")
        self.root_pem = self._root.public_bytes(Encoding.PEM)
        self.person_sha256 = hashlib.sha256(self._qualified.public_bytes(Encoding.DER)).hexdigest()

    def signed(self, content: bytes, *, is_qualified: bool = True, is_seal: bool = False) -> bytes:
        """Return a PDF that the person signed, as a program for qualified signatures does it."""
        certificate = self._qualified
        if not is_qualified:
            certificate = self._of_person(None)
        elif is_seal:
            certificate = self._of_person("qct_eseal")
        key = self._person_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        signer = SimpleSigner(
            signing_cert=_asn1(certificate),
            signing_key=PrivateKeyInfo.load(key),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # pyHanko's
        )
        metadata = PdfSignatureMetadata(
            field_name="Unterschrift", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        found = BytesIO()
        field = SigFieldSpec("Unterschrift")
        writer = IncrementalPdfFileWriter(BytesIO(content))
        PdfSigner(metadata, signer, new_field_spec=field).sign_pdf(writer, output=found)
        return found.getvalue()

    def _of_person(self, kind: str | None) -> x509.Certificate:
        statements = []
        if kind:
            value = QcStatements(
                [
                    {"statement_id": "qc_compliance"},
                    {"statement_id": "qc_sscd"},
                    {"statement_id": "qc_type", "statement_info": [kind]},
                ]
            )
            statements = [x509.UnrecognizedExtension(QC_STATEMENTS, value.dump())]
        return self._certificate(_name("Cora Beispiel"), self._person_key.public_key(), statements)

    def _certificate(
        self, name: x509.Name, key: Any, more: list[Any], *, is_root: bool = False
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=not is_root,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=is_root,
            crl_sign=is_root,
            encipher_only=False,
            decipher_only=False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(usage, critical=True)
        )
        for extension in more:
            builder = builder.add_extension(extension, critical=False)
        return builder.sign(self._key, SHA256())


def plain_pdf(text: str) -> bytes:
    """Return a PDF of one page with a text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(content)
    content += b"xref\n0 6\n0000000000 65535 f \n"
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(content)


def with_text_added(content: bytes) -> bytes:
    """Return a PDF that got another text on its page, as an update that keeps all bytes before."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = b"BT /F1 12 Tf 50 600 Td (Etwas anderes) Tj ET"
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=stream))
    writer.update_container(page)
    found = BytesIO()
    writer.write(found)  # type: ignore[no-untyped-call]  # pyHanko's
    return found.getvalue()


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _asn1(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(Encoding.DER))
