"""The words of entries in the database's own full-text index.

The list is written many rows at a time, without the signals that keep this index for others.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from modelsearch.backends import get_search_backends
from modelsearch.conf import get_app_config

from portal.search.models import SearchEntry


def keep_words(rows: Sequence[SearchEntry]) -> None:
    """Let the database find entries by the words they have now (two queries, or one more)."""
    for index in _indexes():
        # How long titles are counts nothing when entries are searched; to measure them reads the
        # whole index, for every page that is saved.
        index._refresh_title_norms = _measure_nothing
        index.add_items(SearchEntry, rows)


def forget_words(keys: Iterable[int]) -> None:
    """Let the database find some entries no more (one query)."""
    entries = get_app_config().get_model("IndexEntry").objects
    kind = ContentType.objects.get_for_model(SearchEntry)
    gone = entries.filter(content_type=kind, object_id__in=[str(key) for key in keys])
    gone._raw_delete(gone.db)


def measure_titles() -> None:
    """Do at once for many entries what else the next page that is saved would have to do."""
    for index in _indexes():
        index._refresh_title_norms()


def _indexes() -> Iterator[Any]:
    for backend in get_search_backends(with_auto_update=True):
        yield backend.get_index_for_model(SearchEntry)


def _measure_nothing() -> None:
    pass
