"""Compares an index with the entries, and has sent again what differs.

Nothing should ever differ. But a node can lose what it had acknowledged, a backup can be restored
on either side, and a permission can change in a way that nobody thought of.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from elasticsearch import Elasticsearch

from portal.search.elastic.client import worker
from portal.search.elastic.documents import documents_of
from portal.search.elastic.indexes import alias
from portal.search.models import SearchEntry, SearchState

AT_ONCE = 500
PAGE = 1000
KEPT_OPEN = "2m"

Copies = dict[int, tuple[int, str]]
"""Version and fingerprint of each document, by the key of its entry."""


def reconcile(target: str | None = None, *, compare_contents: bool = True) -> int:
    """Compare everything and return how many entries were wrong; they are marked to be sent.

    `target` is what is compared: the index in use, or another alias. With `compare_contents`,
    each document is made anew and compared, with who is told of it; else only the revisions.
    Searches and writes may go on meanwhile: whatever looks wrong is looked at a second time, as
    it is then. Raises the errors of the client.
    """
    client = worker()
    index = target or alias()
    client.indices.refresh(index=index)
    copies = dict(_copies(client, index))
    found = 0
    known: set[int] = set()
    for rows in _chunks():
        known.update(row.pk for row in rows)
        suspects = [row.pk for row in _differing(rows, copies, contents=compare_contents)]
        if suspects:
            found += _mend(client, index, suspects, contents=compare_contents)
    found += _remove_unknown(client, index, sorted(copies.keys() - known))
    if target is None:
        SearchState.objects.filter(pk=1).update(reconciled_at=timezone.now(), reconcile_found=found)
    return found


def _chunks() -> Iterator[list[SearchEntry]]:
    """Yield every entry, as it is now."""
    last = 0
    while rows := list(SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _copies(client: Elasticsearch, index: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield what the index has, as it was at one moment."""
    point = client.open_point_in_time(index=index, keep_alive=KEPT_OPEN)["id"]
    body: dict[str, Any] = {
        "size": PAGE,
        "sort": ["_shard_doc"],
        "track_total_hits": False,
        "_source": False,
        "version": True,
        "docvalue_fields": ["fingerprint"],
    }
    try:
        while True:
            answer = client.search(body={**body, "pit": {"id": point, "keep_alive": KEPT_OPEN}})
            hits = answer["hits"]["hits"]
            for hit in hits:
                fingerprint = hit.get("fields", {}).get("fingerprint", [""])[0]
                yield int(hit["_id"]), (hit["_version"], fingerprint)
            if len(hits) < PAGE:
                return
            body["search_after"] = hits[-1]["sort"]
    finally:
        client.close_point_in_time(id=point)


def _differing(
    rows: Sequence[SearchEntry], copies: Copies, *, contents: bool
) -> Iterator[SearchEntry]:
    """Yield the entries whose copy is missing, older, newer or not what it should be."""
    settled = [row for row in rows if not row.is_pending]
    documents = documents_of(settled) if contents else {}
    for row in settled:
        version, fingerprint = copies.get(row.pk, (0, ""))
        is_same = not contents or documents[row.pk]["fingerprint"] == fingerprint
        if version != row.revision or not is_same:
            yield row


def _mend(client: Elasticsearch, index: str, suspects: Sequence[int], *, contents: bool) -> int:
    """Mark what differs even when both sides are read anew; returns how many."""
    rows = list(SearchEntry.objects.filter(pk__in=suspects, is_pending=False))
    copies = _copies_now(client, index, [row.pk for row in rows])
    return sum(
        # Nobody else may have changed it since it was read: then it is marked already.
        SearchEntry.objects.filter(pk=row.pk, revision=row.revision, is_pending=False).update(
            revision=max(row.revision, copies.get(row.pk, (0, ""))[0]) + 1,
            is_pending=True,
            changed_at=timezone.now(),
        )
        for row in _differing(rows, copies, contents=contents)
    )


def _copies_now(client: Elasticsearch, index: str, keys: Sequence[int]) -> Copies:
    """Return what the index has of some entries, with what no search finds yet."""
    if not keys:
        return {}
    found = client.mget(index=index, ids=[str(key) for key in keys], source=["fingerprint"])
    return {
        int(each["_id"]): (each["_version"], each["_source"].get("fingerprint", ""))
        for each in found["docs"]
        if each.get("found")
    }


def _remove_unknown(client: Elasticsearch, index: str, keys: Sequence[int]) -> int:
    """Remove documents that have no entry; one that is written meanwhile stays."""
    removed = 0
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = client.mget(index=index, ids=[str(key) for key in some], source=False)
        known = set(SearchEntry.objects.filter(pk__in=some).values_list("pk", flat=True))
        unknown = [
            each for each in found["docs"] if each.get("found") and int(each["_id"]) not in known
        ]
        for each in unknown:
            client.options(ignore_status=[404, 409]).delete(
                index=index,
                id=each["_id"],
                if_seq_no=each["_seq_no"],
                if_primary_term=each["_primary_term"],
            )
        removed += len(unknown)
    if removed:
        client.indices.refresh(index=index)
    return removed
