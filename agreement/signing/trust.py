"""Whose qualified certificates are believed: the PEM files in QUALIFIED_TRUST_DIR, no others.

Whoever runs the portal puts the certificates of qualified trust services there, from the trusted
lists of the member states (eIDAS, Art. 22). Without any, qualified signatures are not offered.
"""

import logging
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate
from django.conf import settings

logger = logging.getLogger(__name__)
ENDINGS = {".pem", ".crt", ".cer"}


def trust_roots() -> list[Certificate]:
    """Return the certificates that are believed; a file that holds none is named in the log."""
    folder = settings.QUALIFIED_TRUST_DIR
    if not folder or not Path(folder).is_dir():
        return []
    files = sorted(file for file in Path(folder).iterdir() if file.suffix.lower() in ENDINGS)
    return [certificate for file in files for certificate in _read(file)]


def _read(file: Path) -> list[Certificate]:
    try:
        blocks = list(pem.unarmor(file.read_bytes(), multiple=True))
        return [
            Certificate.load(der, strict=True)
            for kind, _headers, der in blocks
            if kind == "CERTIFICATE"
        ]
    except (OSError, ValueError):
        logger.warning("%s in QUALIFIED_TRUST_DIR holds no certificate in PEM", file.name)
        return []
