"""What is sealed of a file: enough to tell whether a copy is the same."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _


def document_facts(document: Any) -> dict[str, Any]:
    """Return title, file name, size in bytes and SHA-256 of a Wagtail document.

    A document that was deleted (None), or whose file is gone, has an empty `sha256`: what
    cannot be hashed cannot be sealed.
    """
    if document is None:
        return {"title": _("Gelöschte Datei"), "filename": "", "size": 0, "sha256": ""}
    digest, size = "", 0
    try:
        with document.open_file() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.size
    except OSError:
        digest, size = "", 0
    return {
        "title": document.title,
        "filename": document.filename,
        "size": size,
        "sha256": digest,
    }
