"""Uploaded files must be what they say; what is not gets a German sentence, never a fault."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from tests.factories.files import page_linking
from tests.factories.people import administrator
from tests.factories.site import home

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def editor(client: Client) -> Client:
    home()
    client.force_login(administrator())
    return client


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a whole picture of noise-free colour."""
    file = BytesIO()
    Picture.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def png_of_false_size(width: int, height: int) -> bytes:
    """Return a PNG whose header promises more than its data holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    pixels = zlib.compress(b"\0" + b"\1\2\3" * 10)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def archive(*members: str) -> bytes:
    """Return a ZIP file with members of these names."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for member in members:
            packed.writestr(member, "<x/>")
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"

BAD_IMAGES = {
    "cut-off.gif": picture("GIF")[:-12],
    "cut-off.jpg": picture("JPEG", (400, 300))[:-200],
    "cut-off.webp": picture("WEBP", (400, 300))[:-40],
    "false-size.png": png_of_false_size(2000, 2000),
    "bomb.png": png_of_false_size(10_000, 5_000),
    "giant-bomb.png": png_of_false_size(100_000, 100_000),
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "page.png": HTML,
    "empty.png": b"",
    "text.jpg": b"just text",
    "renamed.gif": picture("PNG"),
}


def send_image(client: Client, name: str, content: bytes) -> str:
    """Upload an image by the form of one, and return the errors at its file."""
    fields = {"title": "Bild", "file": SimpleUploadedFile(name, content), "collection": 1}
    answer = client.post("/admin/images/add/", fields | {"tags": ""})
    if answer.status_code == 302:
        return ""
    assert answer.status_code == 200
    return " ".join(answer.context["form"].errors.get("file", ["no error at the file"]))


@pytest.mark.parametrize("name", BAD_IMAGES)
def test_an_image_that_is_none_is_refused_in_german(client: Client, name: str) -> None:
    error = send_image(client, name, BAD_IMAGES[name])
    assert error
    assert "no error" not in error
    assert any(word in error for word in ("Bild", "Datei", "Dateierweiterung", "Format"))
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", BAD_IMAGES)
def test_many_images_at_once_are_looked_at_as_well(client: Client, name: str) -> None:
    answer = client.post(
        "/admin/images/multiple/add/",
        {"title": "Bild", "files[]": SimpleUploadedFile(name, BAD_IMAGES[name])},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert answer.json()["error_message"]
    assert not Image.objects.exists()


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")
@pytest.mark.parametrize("kind", ["GIF", "JPEG", "PNG", "WEBP"])
def test_a_whole_image_is_taken_and_shown(client: Client, kind: str) -> None:
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    assert send_image(client, f"bild.{ending}", picture(kind)) == ""
    image = Image.objects.get()
    assert client.get(f"/admin/images/{image.pk}/").status_code == 200
    assert image.get_rendition("fill-20x20").width == 20


BAD_DOCUMENTS = {
    "page.pdf": HTML,
    "page.txt": HTML,
    "page.csv": b"\xef\xbb\xbf  \n<script>alert(1)</script>",
    "drawing.txt": SVG,
    "text.docx": b"just text",
    "sheet.docx": archive("xl/workbook.xml"),
    "word.xlsx": archive("word/document.xml"),
    "cut-off.docx": archive("word/document.xml")[:-30],
    "binary.csv": b"a;b\0c",
    "page.html": HTML,
    "drawing.svg": SVG,
    "program.exe": b"MZ",
}


def send_document(client: Client, name: str, content: bytes) -> str:
    """Upload a document by the form of one, and return the errors at its file."""
    fields = {"title": "Datei", "file": SimpleUploadedFile(name, content), "collection": 1}
    answer = client.post("/admin/documents/add/", fields | {"tags": ""})
    if answer.status_code == 302:
        return ""
    assert answer.status_code == 200
    return " ".join(answer.context["form"].errors.get("file", ["no error at the file"]))


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_document_that_is_not_what_its_name_says_is_refused_in_german(
    client: Client, name: str
) -> None:
    error = send_document(client, name, BAD_DOCUMENTS[name])
    assert any(word in error for word in ("Inhalt der Datei", "Dateiendung", "Dateierweiterung"))
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_many_documents_at_once_are_looked_at_as_well(client: Client, name: str) -> None:
    answer = client.post(
        "/admin/documents/multiple/add/",
        {"title": "Datei", "files[]": SimpleUploadedFile(name, BAD_DOCUMENTS[name])},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("satzung.pdf", PDF),
        ("SATZUNG.PDF", PDF),
        ("brief.docx", archive("word/document.xml")),
        ("liste.xlsx", archive("xl/workbook.xml")),
        ("brief.odt", archive("content.xml")),
        ("liste.csv", "Name;Ort\nBeispiel;Östringen\n".encode()),
        ("notiz.txt", b"Guten Tag"),
    ],
)
def test_a_real_document_is_taken_and_can_be_read(
    client: Client, name: str, content: bytes
) -> None:
    assert send_document(client, name, content) == ""
    page_linking(Document.objects.get(), home())
    answer = Client().get(Document.objects.get().url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert not answer.cookies


def test_a_document_can_be_renamed_without_sending_it_again(client: Client) -> None:
    send_document(client, "satzung.pdf", PDF)
    document = Document.objects.get()
    fields = {"title": "Neue Satzung", "collection": document.collection_id, "tags": ""}
    assert client.post(f"/admin/documents/edit/{document.pk}/", fields).status_code == 302
    document.refresh_from_db()
    assert document.title == "Neue Satzung"


def test_an_exchanged_file_is_looked_at_as_well(client: Client) -> None:
    send_document(client, "satzung.pdf", PDF)
    document = Document.objects.get()
    fields = {"title": "x", "collection": document.collection_id, "tags": "",
              "file": SimpleUploadedFile("neu.pdf", HTML)}  # fmt: skip
    answer = client.post(f"/admin/documents/edit/{document.pk}/", fields)
    assert "Inhalt der Datei" in str(answer.context["form"].errors)


def test_an_image_with_too_many_pixels_is_told_the_limit(client: Client) -> None:
    assert "40 Millionen Bildpunkte" in send_image(client, "bild.png", BAD_IMAGES["bomb.png"])


@pytest.mark.parametrize("side", [10_000, 50_000], ids=["100 megapixels", "2500 megapixels"])
def test_an_image_of_very_many_pixels_is_told_the_limit_and_not_called_broken(
    client: Client, side: int
) -> None:
    error = send_image(client, "bild.png", png_of_false_size(side, side))
    assert "40 Millionen Bildpunkte" in error
    assert not Image.objects.exists()


def test_an_image_file_over_the_limit_is_told_the_limit(client: Client) -> None:
    heavy = picture("PNG") + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    error = send_image(client, "bild.png", heavy)
    assert "zu groß" in error
    assert "10,0\xa0MB" in error
    assert not Image.objects.exists()


def test_a_document_over_the_limit_is_told_the_limit(client: Client) -> None:
    heavy = PDF + b"\n" * settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    error = send_document(client, "satzung.pdf", heavy)
    assert "zu groß" in error
    assert "20,0\xa0MB" in error
    assert not Document.objects.exists()


def test_many_documents_at_once_have_the_same_limit(client: Client) -> None:
    heavy = PDF + b"\n" * settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    answer = client.post(
        "/admin/documents/multiple/add/",
        {"title": "Datei", "files[]": SimpleUploadedFile("satzung.pdf", heavy)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False
    assert "20,0\xa0MB" in answer.json()["error_message"]
    assert not Document.objects.exists()
