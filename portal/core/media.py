"""Pictures as they stand in pages; uploaded files and originals are never served from disk."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model

from portal.core.visibility import viewer, visible

RENDITIONS = "images"
"""The folder below MEDIA_ROOT where Wagtail keeps the sizes of a picture that pages show."""


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponseBase:
    """Give out a picture's rendition to whoever may see the picture.

    404 alike for one that is closed, for what is none, and for any way out of the folder;
    nothing of the request (a kept ETag, a date) is looked at before.
    """
    images = get_image_model()
    of_file = images.get_rendition_model().objects.filter(file=f"{RENDITIONS}/{path}")
    key = of_file.values_list("image_id", flat=True).first()
    # The key first: asked in one query, a database may look at every picture there is.
    if key is None or not visible(images.objects.filter(pk=key), viewer(request)).exists():
        raise Http404
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / RENDITIONS))
