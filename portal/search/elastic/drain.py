"""Tells Elasticsearch what has changed: the entries that are marked, the oldest first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from portal.search.elastic.client import ElasticAway, worker
from portal.search.elastic.documents import documents_of
from portal.search.elastic.failures import Failure, failure_of
from portal.search.elastic.indexes import alias, writing_alias
from portal.search.elastic.sending import AT_ONCE, Sent, send
from portal.search.models import SearchEntry, SearchState

REFUSED_PAUSE = timedelta(seconds=60)
STEP_AHEAD = 1000
"""By how much a revision jumps over a newer one that Elasticsearch only remembers as deleted."""

_put_off: dict[int, datetime] = {}
"""Entries that Elasticsearch refused, until when this process leaves them be: they must not
hold up the others. They stay marked, so that the database answers in the meantime."""


def drain(limit: int = AT_ONCE) -> int:
    """Send up to `limit` marked entries and return how many of them are settled.

    An entry loses its mark only if nothing has changed it since; a row that only waited for
    Elasticsearch to forget it is deleted then. Any number of workers may do this at once. Not to
    be called within a transaction: it waits for another server. Raises ElasticAway when
    Elasticsearch takes nothing; `SearchState` says then since when.
    """
    now = timezone.now()
    rows = list(SearchEntry.objects.pending().exclude(pk__in=_still_put_off(now))[:limit])
    if not rows:
        return 0
    # After the rows: a rebuild that begins later than this reads them, or newer ones, itself.
    building = SearchState.objects.values_list("building", flat=True).get(pk=1)
    try:
        sent = _send(rows, building)
        _forget_ghosts([row for row in rows if row.pk in set(sent.done)])
    except (ApiError, TransportError) as error:
        note_failure(failure_of(error))
        raise ElasticAway(failure_of(error)) from error
    for pk in sent.refused:
        _put_off[pk] = now + REFUSED_PAUSE
    settle({row.pk: row.revision for row in rows if row.pk in set(sent.done)})
    failure = sent.failure or (Failure.REFUSED if sent.refused else None)
    if failure is not None:
        note_failure(failure)
    if sent.failure is not None:
        raise ElasticAway(sent.failure)
    if failure is None:
        note_success()
    return len(sent.done)


def settle(revisions: Mapping[int, int]) -> None:
    """Take the marks from entries that Elasticsearch has in these revisions, by their keys."""
    keys = sorted(revisions)
    for start in range(0, len(keys), AT_ONCE):
        _settle(keys[start : start + AT_ONCE], revisions)


@transaction.atomic
def _settle(keys: Sequence[int], revisions: Mapping[int, int]) -> None:
    """Compare and write under one lock: what changes meanwhile must not lose its mark."""
    marked = SearchEntry.objects.filter(pk__in=keys, is_pending=True).select_for_update()
    found = marked.order_by("pk").values_list("pk", "revision", "is_deleted")
    same = [(pk, is_deleted) for pk, revision, is_deleted in found if revision == revisions[pk]]
    there = [pk for pk, is_deleted in same if not is_deleted]
    gone = [pk for pk, is_deleted in same if is_deleted]
    SearchEntry.objects.filter(pk__in=there).update(is_pending=False)
    SearchEntry.objects.filter(pk__in=gone).delete()


def note_failure(failure: Failure) -> None:
    """Keep what is wrong, and since when."""
    state = SearchState.objects.filter(pk=1)
    state.filter(failing_since=None).update(failing_since=timezone.now())
    state.exclude(failure=failure).update(failure=failure)


def note_success() -> None:
    """Keep that Elasticsearch took everything, now."""
    SearchState.objects.filter(pk=1).update(
        drained_at=timezone.now(), failing_since=None, failure=""
    )


def _still_put_off(now: datetime) -> Collection[int]:
    for pk in [pk for pk, until in _put_off.items() if until <= now]:
        del _put_off[pk]
    return list(_put_off)


def _send(rows: Sequence[SearchEntry], building: str) -> Sent:
    """Send to the index in use and to the one being filled; done is what both have."""
    client = worker()
    documents = documents_of([row for row in rows if not row.is_deleted])
    sent = send(client, rows, documents, alias(), wait_until_found=True)
    if sent.behind:
        _overtake(client, [row for row in rows if row.pk in set(sent.behind)])
    done = set(sent.done)
    if not (building and done):
        return sent
    there = [row for row in rows if row.pk in done]
    # What is filled is not searched yet, so there is nothing to wait for.
    also = send(client, there, documents, writing_alias(building), wait_until_found=False)
    if also.failure is Failure.MISSING:
        # Somebody removed it: the rebuild sees by this that it has failed.
        SearchState.objects.filter(pk=1, building=building).update(building="")
        return sent
    sent.done = [*also.done, *also.behind]  # newer there: another worker was faster
    sent.refused += also.refused
    sent.failure = sent.failure or also.failure
    return sent


def _forget_ghosts(rows: Sequence[SearchEntry]) -> None:
    """Take back what was sent although its entry had gone for good meanwhile.

    An index remembers what it has deleted, but not for ever, and a new one does not know it.
    """
    there = SearchEntry.objects.filter(pk__in=[row.pk for row in rows])
    known = set(there.values_list("pk", flat=True))
    ghosts = [row for row in rows if row.pk not in known and not row.is_deleted]
    for row in ghosts:
        row.is_deleted = True
    if ghosts:
        send(worker(), ghosts, {}, alias(), wait_until_found=True)


def _overtake(client: Elasticsearch, rows: Sequence[SearchEntry]) -> None:
    """Lift revisions above those of the index, where the database is the one that fell back.

    That happens when a backup is restored. Where another worker has sent a newer revision
    meanwhile, the row has it too, and stays as it is.
    """
    found = client.mget(index=alias(), ids=[str(row.pk) for row in rows], source=False)
    versions = {int(each["_id"]): each.get("_version", 0) for each in found["docs"]}
    for row in rows:
        version = versions[row.pk] or row.revision + STEP_AHEAD
        SearchEntry.objects.filter(pk=row.pk, revision=row.revision, is_pending=True).update(
            revision=max(version, row.revision) + 1
        )
