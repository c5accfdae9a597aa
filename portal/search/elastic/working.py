"""What the worker does in rounds: drain at once; read, compare and rebuild beside that."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from elastic_transport import TransportError
from elasticsearch import ApiError

from portal.search.elastic.client import ElasticAway, is_configured
from portal.search.elastic.drain import drain, note_failure, note_success
from portal.search.elastic.failures import failure_of
from portal.search.elastic.rebuilding import (
    RebuildFailed,
    RebuildUnderWay,
    abandon_killed,
    is_needed,
    rebuild,
)
from portal.search.elastic.reconciling import reconcile
from portal.search.entries.documents import read_waiting
from portal.search.entries.reconciling import reconcile_entries
from portal.search.models import SearchEntry

logger = logging.getLogger(__name__)

ROUND_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5
"""Between attempts while Elasticsearch is away; it is told soon after it is back."""
LOOK_SECONDS = 10
"""Between two looks at whether the index is there and made as it should be."""
RECONCILE_SECONDS = 15 * 60
FILES_AT_ONCE = 5


def work(stop: threading.Event) -> None:
    """Keep the search until told to stop; outlives a database or an Elasticsearch that is away.

    Raises whatever else goes wrong: a worker that does only half of its work must not look alive.
    """
    failed: list[Exception] = []

    def beside() -> None:
        try:
            _rounds(_Beside(stop), stop)
        except Exception as error:  # noqa: BLE001  # it is raised by the one who waits
            failed.append(error)
            stop.set()

    thread = threading.Thread(target=beside, daemon=True)
    thread.start()
    _rounds(_Drain(), stop)
    thread.join(timeout=5)
    if failed:
        raise failed[0]


def work_once() -> int:
    """Read what waits to be read and send everything that waits; returns how many entries.

    Raises ElasticAway.
    """
    while read_waiting(FILES_AT_ONCE):
        pass
    done = 0
    while is_configured() and (now_done := drain()):
        done += now_done
    return done


def _rounds(one: Callable[[], float], stop: threading.Event) -> None:
    """Do one round after the other, each of which says how long to wait for the next."""
    while not stop.is_set():
        close_old_connections()
        try:
            pause = one()
        except DatabaseError as error:
            logger.warning("The database is away (%s)", type(error).__name__)
            connection.close()
            pause = LONGEST_PAUSE_SECONDS
        stop.wait(pause)
    connection.close()


class _Drain:
    """Sends what has changed, with longer pauses while Elasticsearch takes nothing."""

    def __init__(self) -> None:
        self._pause = ROUND_SECONDS

    def __call__(self) -> float:
        if not is_configured():
            return LONGEST_PAUSE_SECONDS
        try:
            done = drain()
        except ElasticAway as away:
            self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            logger.warning("Elasticsearch takes nothing (%s)", away)
            return self._pause
        self._pause = ROUND_SECONDS
        return 0 if done else ROUND_SECONDS


class _Beside:
    """Reads files, compares by the clock, and rebuilds where it is needed."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._look_at = 0.0
        self._compare_at = time.monotonic() + RECONCILE_SECONDS

    def __call__(self) -> float:
        read = read_waiting(FILES_AT_ONCE)
        if time.monotonic() >= self._compare_at:
            self._compare_at = time.monotonic() + RECONCILE_SECONDS
            reconcile_entries()
            self._of_elasticsearch(reconcile)
        if time.monotonic() >= self._look_at:
            self._of_elasticsearch(self._look)
            self._look_at = time.monotonic() + LOOK_SECONDS
        return 0 if read else ROUND_SECONDS

    def _look(self) -> None:
        abandon_killed()
        if is_needed():
            rebuild(logger.info, self._stop)
        if not SearchEntry.objects.pending().exists():
            # Nothing to send says nothing, but the index was looked at.
            note_success()

    def _of_elasticsearch(self, act: Callable[[], object]) -> None:
        if not is_configured():
            return
        try:
            act()
        except (ApiError, TransportError) as error:
            note_failure(failure_of(error))
            logger.warning("Elasticsearch does not answer (%s)", failure_of(error))
        except RebuildUnderWay:
            logger.info("Somebody else is rebuilding the index")
        except RebuildFailed as error:
            logger.warning("The index could not be made anew (%s)", error)
