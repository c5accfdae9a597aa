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
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""Pillow refuses by its own limit what is larger still, before we can look at its size."""


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
                raise _too_large(limit)
            image.load()
    except BOMBS:
        raise _too_large(limit) from None
    except NOT_DECODED:
        raise ValidationError(
            _("Das Bild ist beschädigt oder kein Bild. Öffnen Sie es und speichern Sie es neu.")
        ) from None
    finally:
        file.seek(0)


def _too_large(limit: int) -> ValidationError:
    return ValidationError(
        _("Das Bild ist zu groß: erlaubt sind %(limit)s Millionen Bildpunkte.")
        % {"limit": limit // 1_000_000}
    )
