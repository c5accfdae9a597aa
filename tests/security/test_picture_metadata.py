"""A picture tells readers nothing but what it shows."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo
from wagtail.images.models import Image

from tests.factories.people import administrator
from tests.factories.site import home

pytestmark = pytest.mark.django_db

MARK = "GeheimerOrt"
TURNED = 6
XMP = f"<x:xmpmeta>{MARK}</x:xmpmeta>".encode()
SIZES = ("original", "max-20x20", "max-999x999", "original|format-jpeg", "original|format-png")
OTHERS = ("original|format-webp", "original|format-gif", "original|format-avif")


def exif() -> Picture.Exif:
    """Return what a camera writes: a description, how it was held, and where."""
    written = Picture.Exif()
    written[0x010E], written[0x0112] = MARK, TURNED
    written.get_ifd(0x8825).update({1: "N", 2: (49.0, 7.0, 28.0), 3: "E", 4: (8.0, 35.0, 54.0)})
    return written


def original(kind: str) -> bytes:
    """Return a picture of 60 x 40 that tells more than it shows."""
    remarks = PngInfo()
    remarks.add_text("Comment", MARK)
    told: dict[str, dict[str, Any]] = {
        "JPEG": {"exif": exif(), "comment": MARK, "xmp": XMP},
        "PNG": {"exif": exif(), "pnginfo": remarks},
        "WEBP": {"exif": exif().tobytes(), "xmp": XMP},
        "AVIF": {"exif": exif().tobytes(), "xmp": XMP},
        "GIF": {"comment": MARK},
    }
    file = BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(file, kind, **told[kind])
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_place_and_remarks_stay_behind_in_every_size(kind: str) -> None:
    content = original(kind)
    assert MARK.encode() in content
    file = ContentFile(content, f"ort.{kind.lower()}")
    picture = Image.objects.create(title="Ort", file=file, width=60, height=40)
    for size in SIZES + OTHERS:
        with picture.get_rendition(size).file.open() as made:
            shown = made.read()
        assert MARK.encode() not in shown, size
        opened = Picture.open(BytesIO(shown))
        assert not opened.getexif(), size
        assert MARK not in str(opened.info), size
        is_turned = opened.height > opened.width
        assert is_turned is (kind != "GIF"), size


def test_a_drawing_with_scripts_is_no_picture(client: Client) -> None:
    home()
    client.force_login(administrator())
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for name in ("bild.svg", "bild.png"):
        for kind in ("image/svg+xml", "image/png"):
            file = SimpleUploadedFile(name, script, kind)
            for address in ("/admin/images/add/", "/admin/images/chooser/create/"):
                prefix = "image-chooser-upload-" if "chooser" in address else ""
                fields = {f"{prefix}title": "Bild", f"{prefix}file": file, f"{prefix}collection": 1}
                file.seek(0)
                assert client.post(address, fields).status_code == 200
            file.seek(0)
            client.post("/admin/images/multiple/add/", {"files[]": file})
    assert not Image.objects.exists()
