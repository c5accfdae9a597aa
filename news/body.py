"""The text of an article or event as its reader sees it: a part that he may not see is not there.

Pictures, attachments and offices are fetched together, so that a long text needs no more queries
than a short one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found

from directory.models import OfficePage
from portal.core.visibility import viewer, visible

if TYPE_CHECKING:
    from news.models.publication import PublicationPage

PICTURE_SIZE = "max-1200x1200"


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture in the size in which pages show it, in pixels; an ornament has an empty `alt`."""

    url: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class ShownAttachment:
    """A file to load; `kind` is the ending of its name in capitals, `size` is in bytes."""

    title: str
    url: str
    file_name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class ShownOffice:
    """The office that a text names."""

    title: str
    address: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A part of a text: what it is, and what the template shows of it."""

    kind: str
    value: str | SafeString | ShownPicture | list[ShownPicture] | ShownAttachment | ShownOffice


def shown_blocks(page: "PublicationPage", request: HttpRequest) -> list[ShownBlock]:
    """Return the parts of a text that the reader may see, in their order."""
    blocks = list(page.body)
    by_kind: dict[str, list[Any]] = {}
    for block in blocks:
        by_kind.setdefault(block.block_type, []).append(block.value)
    galleries = (entry["image"] for gallery in by_kind.get("gallery", ()) for entry in gallery)
    _fetch_sizes([*by_kind.get("image", ()), *galleries])
    attachments = _attachments(by_kind.get("attachment", ()), request)
    offices = _offices(by_kind.get("office", ()), request)

    def shown(kind: str, value: Any) -> Any:
        if kind == "image":
            return _picture(value)
        if kind == "gallery":
            return list(_gallery(value))
        if kind == "attachment":
            return value and attachments.get(value.pk)
        if kind == "office":
            return value and offices.get(value.pk)
        return value

    parts = (ShownBlock(block.block_type, shown(block.block_type, block.value)) for block in blocks)
    return [part for part in parts if part.value]


def lead_picture(page: "PublicationPage") -> ShownPicture | None:
    """Return the picture above a text; None if there is none."""
    image = page.lead_image
    if image is None:
        return None
    alt = "" if page.lead_image_is_ornament else page.lead_image_alt
    return _sized(image, alt=alt, credit=page.lead_image_credit)


def _fetch_sizes(images: Iterable[Any]) -> None:
    sizes = get_image_model().get_rendition_model().objects.filter(filter_spec=PICTURE_SIZE)
    found = [image for image in images if image is not None]
    prefetch_related_objects(found, Prefetch("renditions", sizes, to_attr="prefetched_renditions"))


def _picture(image: Any) -> ShownPicture | None:
    if image is None:
        return None
    return _sized(image, alt="" if image.decorative else image.contextual_alt_text or "")


def _gallery(entries: Iterable[Any]) -> Iterator[ShownPicture]:
    for entry in entries:
        image = entry["image"]
        if image is not None:
            alt = "" if image.decorative else image.contextual_alt_text or ""
            yield _sized(image, alt=alt, caption=entry["caption"], credit=entry["credit"])


def _sized(image: Any, **words: str) -> ShownPicture:
    rendition = get_rendition_or_not_found(image, PICTURE_SIZE)
    return ShownPicture(rendition.url, rendition.width, rendition.height, **words)


def _attachments(documents: Iterable[Any], request: HttpRequest) -> dict[int, ShownAttachment]:
    keys = {document.pk for document in documents if document is not None}
    if not keys:
        return {}
    seen = visible(get_document_model().objects.filter(pk__in=keys), viewer(request))
    return {
        document.pk: ShownAttachment(
            title=document.title,
            url=document.url,
            file_name=document.filename,
            kind=document.file_extension.upper(),
            # Not get_file_size(), which reads the file and saves: reading changes nothing.
            size=document.file_size or 0,
        )
        for document in seen
    }


def _offices(offices: Iterable[Any], request: HttpRequest) -> dict[int, ShownOffice]:
    keys = {office.pk for office in offices if office is not None}
    if not keys:
        return {}
    return {
        office.pk: ShownOffice(office.title, office.address, office.get_url(request) or "")
        for office in visible(OfficePage.objects.filter(pk__in=keys), viewer(request))
    }
