"""Documents and pictures as they are found."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from directory.models import OrganisationPage
from portal.core.file_visibility import tokens_of_files
from portal.core.visibility import Viewer, visible
from portal.search.entries.directory_pages import of_organisation
from portal.search.entries.registry import Audience, Entry, Shown
from portal.search.kinds import Kind
from portal.search.models import DocumentText

NOBODY = Audience(frozenset())


class DocumentSource:
    """Documents by title and by the words in their files, once these are read."""

    name = "document"
    model: type[Model] = get_document_model()

    def objects(self) -> QuerySet[Any]:
        """Return every document."""
        documents: QuerySet[Any] = get_document_model().objects.order_by("pk")
        return documents

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of documents (two queries)."""
        keys = [document.pk for document in objects]
        texts = dict(DocumentText.objects.filter(pk__in=keys).values_list("pk", "text"))
        owners = _owners(objects)
        for document in objects:
            owner = owners.get(document.collection_id)
            yield Entry(
                object_id=document.pk,
                kind=Kind.DOCUMENT,
                title=document.title,
                label=owner.short_name if owner else "",
                text=texts.get(document.pk, ""),
                date=timezone.localdate(document.created_at),
                facets=frozenset({of_organisation(owner.pk)} if owner else ()),
                # Who may see what stands in a collection is decided there.
                standing=str(document.collection_id),
            )

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return who may open the documents now."""
        found = get_document_model().objects.filter(pk__in={row.object_id for row in rows})
        tokens = tokens_of_files(found)
        return {row.pk: Audience(tokens.get(row.object_id, frozenset())) for row in rows}

    def seen(self, who: Viewer) -> Q:
        """Return the condition for the documents he may open."""
        documents = visible(get_document_model().objects.order_by(), who)
        return Q(source=self.name, object_id__in=documents.values("pk"))

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return the addresses of documents, whose they are, and what kind of file."""
        wanted = get_document_model().objects.filter(pk__in={key for key, _part in keys})
        found = list(visible(wanted, who))
        owners = _owners(found)
        return {
            (document.pk, ""): Shown(document.url, tuple(_notes(document, owners)))
            for document in found
        }


class ImageSource:
    """Pictures by title; they are found in the admin alone, which asks for itself who may."""

    name = "image"
    model: type[Model] = get_image_model()

    def objects(self) -> QuerySet[Any]:
        """Return every picture."""
        images: QuerySet[Any] = get_image_model().objects.order_by("pk")
        return images

    def entries(self, objects: Sequence[Any]) -> Iterator[Entry]:
        """Return what is found of pictures (no query)."""
        for image in objects:
            yield Entry(
                object_id=image.pk,
                kind=Kind.IMAGE,
                title=image.title,
                text=image.description,
                date=timezone.localdate(image.created_at),
            )

    def audiences(self, rows: Sequence[Any]) -> dict[int, Audience]:
        """Return nobody."""
        return {row.pk: NOBODY for row in rows}

    def seen(self, who: Viewer) -> Q:
        """Return the condition that nothing fulfils."""
        return Q(pk__in=[])

    def shown(self, keys: Collection[tuple[int, str]], who: Viewer) -> dict[tuple[int, str], Shown]:
        """Return nothing."""
        return {}


def _owners(documents: Sequence[Any]) -> dict[int, OrganisationPage]:
    """Return the organisations whose collections documents are in (one query)."""
    collections = {document.collection_id for document in documents}
    owners = OrganisationPage.objects.filter(collection__in=collections)
    return {one.collection_id: one for one in owners.only("collection", "short_name")}


def _notes(document: Any, owners: dict[int, OrganisationPage]) -> Iterator[str]:
    if document.collection_id in owners:
        yield owners[document.collection_id].short_name
    if document.file_extension:
        yield document.file_extension.upper()
