"""Pictures as they stand in pages; uploaded files and originals are never served from disk."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

RENDITIONS = "images"
"""The folder below MEDIA_ROOT where Wagtail keeps the sizes of a picture that pages show."""


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give out a picture's rendition; 404 for what is none and for any way out of the folder."""
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / RENDITIONS))
