"""Giving out files that people uploaded: as what they are, to this reader, never as a page."""

from django.http import HttpResponse

from agreement.signing.scan import FileKind

DOWNLOAD = "application/octet-stream"
SHUT = "default-src 'none'; frame-ancestors 'none'"
"""No script of a file runs, and nothing is loaded."""


def served(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file, kept by no cache; what is no PDF, JPEG or PNG is only there to download."""
    is_known = content_type in set(FileKind)
    answer = HttpResponse(content, content_type=content_type if is_known else DOWNLOAD)
    kind = "inline" if is_known else "attachment"
    answer["Content-Disposition"] = f'{kind}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SHUT
    return answer
