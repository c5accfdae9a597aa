"""Uploaded pictures are decoded wholly before anything is made of them."""

from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

NOT_DECODED = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def check_image(file: IO[bytes]) -> None:
    """Decode an image wholly, within the limit of pixels.

    Raises ValidationError for one that is too large, cut off or not an image: Wagtail's own
    check reads the header only and fails later, when the first rendition is made.
    """
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    file.seek(0)
    try:
        with Image.open(file) as image:
            if image.width * image.height > limit:
                raise ValidationError(
                    _("Das Bild ist zu groß: erlaubt sind %(limit)s Millionen Bildpunkte.")
                    % {"limit": limit // 1_000_000}
                )
            image.load()
    except NOT_DECODED:
        raise ValidationError(
            _("Das Bild ist beschädigt oder kein Bild. Öffnen Sie es und speichern Sie es neu.")
        ) from None
    finally:
        file.seek(0)
