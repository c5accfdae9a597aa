"""Comparing everything that can be found with the list of it, and mending the list."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType

from portal.search.entries.database_index import measure_titles
from portal.search.entries.documents import await_texts
from portal.search.entries.registry import Source, all_sources
from portal.search.entries.writing import CHUNK, enter, forget
from portal.search.models import SearchEntry


def reconcile_entries() -> int:
    """Mend the list wherever it is not as it should be; return how many things that concerned.

    Reads and writes 200 things at a time, each lot in a transaction of its own: whoever saves
    something meanwhile waits for none of it. What a change of names does to thousands of others,
    and what a day that has passed ends, is found out here, too.
    """
    await_texts()
    mended = sum(_mend(source) for source in all_sources()) + _forget_strangers()
    if mended:
        measure_titles()
    return mended


def _mend(source: Source) -> int:
    keys = list(source.objects().order_by("pk").values_list("pk", flat=True))
    mended = sum(len(enter(source.objects().filter(pk__in=lot))) for lot in _lots(keys))
    kind = ContentType.objects.get_for_model(source.model)
    rows = SearchEntry.objects.there().filter(content_type=kind)
    gone = rows.exclude(object_id__in=source.objects().order_by().values("pk"))
    return mended + _forget(gone)


def _forget_strangers() -> int:
    """Take out what no source knows any more."""
    names = [source.name for source in all_sources()]
    return _forget(SearchEntry.objects.there().exclude(source__in=names))


def _forget(rows: Any) -> int:
    keys = list(rows.values_list("pk", flat=True))
    for lot in _lots(keys):
        forget(lot)
    return len(keys)


def _lots(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
