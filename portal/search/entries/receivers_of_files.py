"""Wiring: documents and pictures are found as they are now, by those who may open them now.

Who may open a file hangs on the pages that show it, on its collection, and on sealed versions.
The database asks all that each time; what is said here is for Elasticsearch.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    get_page_models,
)
from wagtail.signals import post_page_move

from agreement.models import Agreement, LedgerEntry
from portal.search.entries.documents import await_text
from portal.search.entries.writing import enter, leave, touch_rows
from portal.search.models import SearchEntry

MOVED_BY = (
    Agreement,
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    LedgerEntry,
    PageViewRestriction,
)
"""What opens or closes files that it does not name: then all of them are looked at."""


def connect_receivers_of_files() -> None:
    """Listen to everything that changes what files say, or who may open them."""
    post_save.connect(document_is_saved, sender=get_document_model())
    post_save.connect(image_is_saved, sender=get_image_model())
    for model in (get_document_model(), get_image_model()):
        post_delete.connect(file_is_deleted, sender=model)
    for model in (Page, *get_page_models()):
        post_save.connect(page_shows_files, sender=model)
    pre_delete.connect(page_shows_no_more, sender=Page)
    for model in MOVED_BY:
        post_save.connect(files_may_be_closed, sender=model)
        post_delete.connect(files_may_be_closed, sender=model)
    for restricted in (CollectionViewRestriction, PageViewRestriction):
        m2m_changed.connect(files_may_be_closed, sender=restricted.groups.through)
    post_page_move.connect(files_may_be_closed)


def document_is_saved(instance: Any, *, raw: bool, **kwargs: Any) -> None:
    """Find a document by its title now, by its words as soon as they are read."""
    if not raw:
        await_text(instance)
        enter([instance])


def image_is_saved(instance: Any, *, raw: bool, **kwargs: Any) -> None:
    """Find a picture, in the admin."""
    if not raw:
        enter([instance])


def file_is_deleted(instance: Any, **kwargs: Any) -> None:
    """Find a file no more."""
    leave(type(instance), [instance.pk])


def page_shows_files(instance: Page, **kwargs: Any) -> None:
    """Tell of the files on a page who may see it: those it showed before, and those it shows now.

    Where it lets go of one, that is said within the same transaction; what it shows now is known
    to Wagtail's index a moment later.
    """
    if settings.ELASTICSEARCH_URLS:
        _touch_files_of(instance.pk)
        transaction.on_commit(partial(_touch_files_of, instance.pk))


def page_shows_no_more(instance: Page, **kwargs: Any) -> None:
    """Tell of the files on a page that goes."""
    if settings.ELASTICSEARCH_URLS:
        _touch_files_of(instance.pk)


def _touch_files_of(page: int) -> None:
    kinds = ContentType.objects.get_for_models(Page, get_document_model())
    shown = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        object_id=str(page),
        to_content_type=kinds[get_document_model()],
    )
    keys = [int(key) for key in shown.values_list("to_object_id", flat=True)]
    if keys:
        touch_rows(SearchEntry.objects.filter(source="document", object_id__in=keys))


def files_may_be_closed(**kwargs: Any) -> None:
    """Tell of every document only who may open it now."""
    touch_rows(SearchEntry.objects.filter(source="document"))
