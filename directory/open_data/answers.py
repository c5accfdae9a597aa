"""How open data is answered: for everybody, from every website, and for some minutes."""

import json
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KEPT = "public, max-age=300"
"""Caches may keep it for five minutes; an answer to a session is made private in the end."""


def open_data(
    content: str | bytes, content_type: str, name: str = "", *, is_download: bool = False
) -> HttpResponse:
    """Return an answer that everybody may keep and other websites may read.

    `name` is the name of the file when somebody saves it.
    """
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = KEPT
    # Nothing here depends on who asks, so that reading it from another website reveals nothing.
    response["Access-Control-Allow-Origin"] = "*"
    disposition = content_disposition_header(is_download, name)
    if name and disposition:
        response["Content-Disposition"] = disposition
    return response


def as_json(document: dict[str, Any]) -> str:
    """Return a document as JSON that a person can read, too."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
