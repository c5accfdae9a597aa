"""What a camera or a program wrote into a picture stays behind when a size of it is made.

Place, time, names and remarks (Exif, XMP, comments) would else be in every picture that a page
shows: Pillow carries them along into JPEG, PNG and GIF. The uploaded original keeps them; it is
never served.
"""

from typing import Any

from willow.plugins.pillow import PillowImage  # type: ignore[import-untyped]
from willow.registry import registry  # type: ignore[import-untyped]

NEEDED_TO_DRAW = frozenset({"icc_profile", "transparency", "background", "duration", "loop"})


def without_metadata(image: PillowImage) -> PillowImage:
    """Return the picture turned as its Exif says, with nothing left but what drawing needs."""
    picture: Any = PillowImage.auto_orient(image).image
    picture.info = {key: value for key, value in picture.info.items() if key in NEEDED_TO_DRAW}
    picture.getexif().clear()
    return PillowImage(picture)


def strip_renditions() -> None:
    """Let Willow turn pictures by `without_metadata`: Wagtail does so first for every size."""
    registry.register_operation(PillowImage, "auto_orient", without_metadata)
