"""Files with a secret word in title, name, text, alternative text, tag and collection."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from directory.groups import NETWORK
from directory.models import OrganisationPage
from tests.security.world.markers import word


@dataclass(frozen=True)
class Files:
    """The files that tests name."""

    collection_here: Collection
    collection_there: Collection
    network_document: Document
    document_here: Document
    document_there: Document
    image_here: Image
    image_there: Image
    rendition_there: Rendition


def plant_files(here: OrganisationPage, there: OrganisationPage) -> Files:
    """Upload the files of the world; media must lie where the tests keep theirs."""
    assert here.collection is not None
    assert there.collection is not None
    inner: Collection = there.collection.add_child(name=f"Sammlung {word('therecollection')}")
    document_there = _document(f"Papier {word('theredocument')}", "papier.txt", b"x", inner)
    document_there.tags.add(word("theretag"))
    image_there = _image(f"Bild {word('thereimage')}", f"{word('therepicture')}.png", inner)
    image_there.description = f"Zu sehen ist {word('therealt')}"
    image_there.save()
    return Files(
        collection_here=here.collection,
        collection_there=inner,
        network_document=_document(
            f"Protokoll {word('nettitle')}",
            f"{word('netfile')}.txt",
            f"Es war {word('netcontent')}".encode(),
            _network_collection(),
        ),
        document_here=_document("Papier hier", "hier.txt", b"hier", here.collection),
        document_there=document_there,
        image_here=_image("Bild hier", "hier.png", here.collection),
        image_there=image_there,
        rendition_there=image_there.get_rendition("fill-20x20"),
    )


def _network_collection() -> Collection:
    collection: Collection = Collection.get_first_root_node().add_child(name="Netzwerk")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=BaseViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=NETWORK))
    return collection


def _document(title: str, name: str, content: bytes, collection: Collection) -> Document:
    made: Document = Document.objects.create(
        title=title, file=ContentFile(content, name), collection=collection
    )
    return made


def _image(title: str, name: str, collection: Collection) -> Image:
    made: Image = Image.objects.create(
        title=title, file=get_test_image_file(name, size=(64, 48)), collection=collection
    )
    return made
