"""Makes the index anew while it is searched and written to.

A new index is filled with everything. What changes meanwhile is sent to both (see `drain`). Then
the alias changes hands in one step, and the old index goes. Whoever searches notices nothing;
whoever kills this on the way leaves an index that the next one removes.
"""

import time
from collections.abc import Callable
from threading import Event

from django.core.cache import caches
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from portal.search.elastic import indexes
from portal.search.elastic.client import ElasticAway, worker
from portal.search.elastic.definition import definition_hash
from portal.search.elastic.documents import documents_of
from portal.search.elastic.drain import drain, settle
from portal.search.elastic.failures import Failure
from portal.search.elastic.reconciling import reconcile
from portal.search.elastic.sending import AT_ONCE, send
from portal.search.models import SearchEntry, SearchState

ALIVE = "search-rebuild-is-alive"
ALIVE_SECONDS = 120
"""A rebuild that has not been heard of for this long has been killed."""
TRIES = 6
LAST_SEARCHES_SECONDS = 1
"""How long searches that began before the exchange may still read the old index."""


class RebuildUnderWay(Exception):  # it is no error
    """Somebody else is rebuilding; the argument is the index he fills."""


class RebuildFailed(Exception):
    """The rebuild has been given up; the index in use is as it was."""


def is_needed() -> bool:
    """Return whether the index is missing or made by another definition.

    Raises the errors of the client.
    """
    return indexes.definitions_in_use(worker()) != [definition_hash()]


def rebuild(say: Callable[[str], None] = lambda _line: None, stop: Event | None = None) -> int:
    """Make the index anew from the entries and return how many documents it has.

    `say` gets lines for whoever watches, `stop` gives it up. Raises RebuildUnderWay,
    RebuildFailed, and the errors of the client if Elasticsearch is away for too long.
    """
    client = worker()
    name = _begin(client)
    say(f"Filling {name}")
    try:
        sent = _fill(client, name, say, stop or Event())
        client.indices.refresh(index=name)
        wrong = reconcile(indexes.writing_alias(name), compare_contents=False)
        say(f"Compared with the entries: {wrong} to be sent again")
        before = _exchange(client, name)
    except BaseException:
        _give_up(client, name)
        raise
    settle(sent)
    if before:
        time.sleep(LAST_SEARCHES_SECONDS)
    for index in before:
        indexes.remove(client, index)
    say(f"{name} is in use")
    return len(sent)


def abandon_killed() -> bool:
    """Clear away what a killed rebuild has left; returns whether there was something."""
    building = _building()
    if not building or _is_alive(building):
        return False
    _give_up(worker(), building)
    return True


def _begin(client: Elasticsearch) -> str:
    """Make the new index and take the place of the one who rebuilds."""
    other = _building()
    if other and _is_alive(other):
        raise RebuildUnderWay(other)
    now = timezone.now()
    name = indexes.create(client, now)
    place = SearchState.objects.filter(pk=1, building=other)
    if not place.update(building=name, building_since=now):
        indexes.remove(client, name)
        raise RebuildUnderWay(_building())
    _say_alive(name)
    for index in indexes.left_over(client, keep=name):
        indexes.remove(client, index)
    return name


def _fill(
    client: Elasticsearch, name: str, say: Callable[[str], None], stop: Event
) -> dict[int, int]:
    """Send every entry; returns the revisions in which they were sent, by their keys."""
    total = SearchEntry.objects.there().count()
    revisions: dict[int, int] = {}
    last = 0
    while rows := list(SearchEntry.objects.there().filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        if stop.is_set() or _building() != name:
            raise RebuildFailed("stopped" if stop.is_set() else "the index was removed")
        _say_alive(name)
        refused = _fill_some(client, name, rows)
        revisions |= {row.pk: row.revision for row in rows if row.pk not in refused}
        last = rows[-1].pk
        if len(revisions) % (10 * AT_ONCE) == 0:
            say(f"{len(revisions)} of {total}")
        _keep_up()
    return revisions


def _fill_some(client: Elasticsearch, name: str, rows: list[SearchEntry]) -> set[int]:
    """Send some entries, patiently: one node less must not cost everything done so far.

    Returns those that are refused. They get their mark again, so that it shows.
    """
    target = indexes.writing_alias(name)
    for attempt in range(TRIES):
        documents = documents_of(rows)
        try:
            sent = send(client, rows, documents, target, wait_until_found=False)
        except (ApiError, TransportError):
            if attempt == TRIES - 1:
                raise
        else:
            if sent.failure is None:
                SearchEntry.objects.filter(pk__in=sent.refused).update(is_pending=True)
                return set(sent.refused)
            if sent.failure is Failure.MISSING or attempt == TRIES - 1:
                raise RebuildFailed(sent.failure)
        time.sleep(2**attempt / 2)
    raise AssertionError("the last try returns or raises")


def _keep_up() -> None:
    """Send what has changed, in case that no worker does it."""
    try:
        drain()
    except ElasticAway:
        return  # kept in the state; it stays marked


def _exchange(client: Elasticsearch, name: str) -> list[str]:
    """Put the new index in use, if this rebuild still holds its place."""
    state = SearchState.objects.filter(pk=1, building=name)
    if not state.exists():
        raise RebuildFailed("another rebuild took its place")
    before = indexes.put_in_use(client, name)
    state.update(
        building="", building_since=None, rebuilt_at=timezone.now(), definition=definition_hash()
    )
    return before


def _give_up(client: Elasticsearch, name: str) -> None:
    """Have nobody write to the index any more, and remove it unless it is in use already."""
    SearchState.objects.filter(pk=1, building=name).update(building="", building_since=None)
    caches["shared"].delete(ALIVE)
    try:
        if name in indexes.left_over(client, keep=""):
            indexes.remove(client, name)
    except (ApiError, TransportError):
        return  # the next rebuild removes it


def _building() -> str:
    return SearchState.objects.values_list("building", flat=True).get(pk=1)


def _say_alive(name: str) -> None:
    caches["shared"].set(ALIVE, name, timeout=ALIVE_SECONDS)


def _is_alive(name: str) -> bool:
    return bool(caches["shared"].get(ALIVE) == name)
