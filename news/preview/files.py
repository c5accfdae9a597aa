"""A draft without the files that its reader may not see.

What a picture or document opens is a published page; those of a draft are closed to visitors,
and a preview opens nothing. They are left out, and the reader is told how many there are.
"""

from collections.abc import Callable
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from news.models.publication import PublicationPage
from portal.core.visibility import Viewer, visible


def without_closed_files(draft: PublicationPage, who: Viewer) -> int:
    """Take out of a draft in memory the files that somebody may not see; return how many."""
    body: StreamValue = draft.body
    images = {draft.lead_image_id} if draft.lead_image_id else set()
    images |= {key for part in body for key in _images_of(part)}
    documents = {part.value.pk for part in body if part.block_type == "attachment" and part.value}
    open_images = _open(get_image_model(), images, who)
    open_documents = _open(get_document_model(), documents, who)
    if draft.lead_image_id not in open_images:
        draft.lead_image = None
    for place in reversed(range(len(body))):
        _clear(body, place, open_images.__contains__, open_documents.__contains__)
    return len(images - open_images) + len(documents - open_documents)


def _open(model: Any, keys: set[int], who: Viewer) -> set[int]:
    if not keys:
        return set()
    found = visible(model.objects.filter(pk__in=keys), who)
    return set(found.values_list("pk", flat=True))


def _images_of(part: Any) -> list[int]:
    if part.block_type == "image":
        return [part.value.pk] if part.value else []
    if part.block_type == "gallery":
        return [item["image"].pk for item in part.value if item["image"]]
    return []


def _clear(
    body: StreamValue,
    place: int,
    image_is_open: Callable[[int], bool],
    document_is_open: Callable[[int], bool],
) -> None:
    part = body[place]
    if part.block_type == "gallery":
        for number in reversed(range(len(part.value))):
            image = part.value[number]["image"]
            if image is None or not image_is_open(image.pk):
                del part.value[number]
        is_empty = not len(part.value)
    elif part.block_type == "image":
        is_empty = not part.value or not image_is_open(part.value.pk)
    elif part.block_type == "attachment":
        is_empty = not part.value or not document_is_open(part.value.pk)
    else:
        return
    if is_empty:
        del body[place]
