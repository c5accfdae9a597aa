"""Looks into the index of a test, and changes it behind the portal's back."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from portal.search.elastic.client import worker
from portal.search.models import SearchEntry


def index() -> str:
    """Return the name of the index in use."""
    return str(settings.ELASTICSEARCH_INDEX)


def there() -> dict[int, str]:
    """Return the titles that searches find, by the entries' keys; what nobody may find, too."""
    answer = worker().search(index=index(), size=1000)
    return {int(hit["_id"]): hit["_source"]["title"] for hit in answer["hits"]["hits"]}


def copy(entry: SearchEntry) -> dict[str, Any]:
    """Return the document of an entry, with its version."""
    return dict(worker().get(index=index(), id=str(entry.pk)))


def indexes() -> Sequence[str]:
    """Return the names of all indexes of this test."""
    return sorted(worker().indices.get(index=f"{index()}*"))


def change(entry: SearchEntry, title: str) -> None:
    """Change an entry as the portal does."""
    row = SearchEntry.objects.get(pk=entry.pk)
    row.title = title
    row.revision += 1
    row.is_pending = True
    row.changed_at = timezone.now()
    row.save()


def take_away(entry: SearchEntry) -> None:
    """Delete an entry as the portal does: its row waits until Elasticsearch has forgotten it."""
    row = SearchEntry.objects.get(pk=entry.pk)
    row.title = row.text = ""
    row.revision += 1
    row.is_pending = row.is_deleted = True
    row.changed_at = timezone.now()
    row.save()


def block_writing(name: str, *, blocked: bool) -> None:
    """Make an index read-only, as a full disk does, or lift that."""
    setting = {"index.blocks.read_only_allow_delete": True if blocked else None}
    worker().indices.put_settings(index=name, settings=setting)
