"""Uploaded files, and pages that show them."""

from hashlib import sha1
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from directory.models import OrganisationPage
from news.models import ArticlePage
from portal.home.models import PlainPage
from tests.factories.news import article, paragraph
from tests.factories.site import plain_page

PDF = b"%PDF-1.4\nBeispiel"
_numbers = count(1)


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a small picture."""
    file = BytesIO()
    Picture.new("RGB", size, "teal").save(file, "PNG")
    return file.getvalue()


def image(*, of: OrganisationPage | None = None, **fields: Any) -> Image:
    """Return an uploaded image in an organisation's collection, else in the network's."""
    name = f"bild-{next(_numbers)}"
    facts: dict[str, Any] = {
        "title": name,
        "collection": _collection(of),
        "file_hash": sha1(png()).hexdigest(),
    }
    facts |= fields
    return Image.objects.create(file=ContentFile(png(), f"{name}.png"), **facts)


def document(*, of: OrganisationPage | None = None, **fields: Any) -> Document:
    """Return an uploaded document in an organisation's collection, else in the network's."""
    name = f"schriftstueck-{next(_numbers)}"
    facts: dict[str, Any] = {
        "title": name,
        "collection": _collection(of),
        "file_hash": sha1(PDF).hexdigest(),
    }
    facts |= fields
    made: Document = Document.objects.create(file=ContentFile(PDF, f"{name}.pdf"), **facts)
    return made


def _collection(of: OrganisationPage | None) -> Collection:
    if of is None:
        root: Collection = Collection.get_first_root_node()
        return root
    return OrganisationPage.objects.get(pk=of.pk).collection


def article_showing(picture: Image, of: OrganisationPage, **fields: Any) -> ArticlePage:
    """Return an article of an organisation with a picture in its text; live unless said."""
    return article(of, body=[paragraph("Mit Bild."), shown(picture)], **fields)


def shown(picture: Image) -> tuple[str, Any]:
    """Return a picture as an article's text holds it."""
    anew: Any = Image.objects.get(pk=picture.pk)
    anew.contextual_alt_text, anew.decorative = "", True
    return "image", anew


def page_linking(file: Document, below: Page, **fields: Any) -> PlainPage:
    """Return a page of text with a link to a document; live unless said."""
    link = f'<p><a linktype="document" id="{file.pk}">Zum Schriftstück</a></p>'
    return plain_page(below, body=[("paragraph", link)], **fields)
