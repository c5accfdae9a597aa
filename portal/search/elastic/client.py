"""Talks to Elasticsearch: quickly or not at all for readers, patiently for the worker."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import lru_cache
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from elastic_transport import ConnectionError as NodeError
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch

from portal.search.elastic import breaker
from portal.search.elastic.failures import Failure, error_type, failure_of, failure_of_answer

SEARCH_SECONDS = 0.35
"""What a reader waits at most, however many nodes are tried: the database needs time, too."""
TRY_SECONDS = 0.2
"""After which another node is tried, if there is one."""
WORKER_SECONDS = 10
LAST_TRY_SECONDS = 0.05
"""With less time than this left no other node is tried."""
AT_ONCE = 16
"""Searches a process may be waiting for. More of them are only there if nothing answers."""

_waiting = BoundedSemaphore(AT_ONCE)
T = TypeVar("T")


class ElasticAway(Exception):  # it is no error of ours
    """Elasticsearch gave no whole answer. `reason` says why, in one word."""

    def __init__(self, reason: Failure) -> None:
        super().__init__(reason.value)
        self.reason = reason


def is_configured() -> bool:
    """Return whether Elasticsearch is to search at all."""
    return bool(settings.ELASTICSEARCH_URLS)


def deadline() -> float:
    """Return until when somebody who asks now can wait, for all his requests together."""
    return monotonic() + SEARCH_SECONDS


def ask(body: Mapping[str, Any], until: float | None = None) -> dict[str, Any]:
    """Return Elasticsearch's answer to one search in the index in use.

    Raises ElasticAway at once if the breaker is open, and at `until` (see `deadline`) for
    whatever is not the whole answer.
    """
    return ask_all([body], until)[0]


def ask_all(
    bodies: Sequence[Mapping[str, Any]], until: float | None = None
) -> list[dict[str, Any]]:
    """Return the answers to several searches that are sent in one request; see `ask`."""
    end = until or deadline()
    leave = breaker.leave_to_ask() if is_configured() else breaker.Leave.NO
    if leave is breaker.Leave.NO:
        raise ElasticAway(Failure.UNREACHABLE)
    try:
        answers = _whole(_within(end, lambda: _search(bodies, end)), len(bodies))
    except ElasticAway as away:
        # What is answered with a quick refusal may be this one question's fault.
        if away.reason == Failure.SLOW:
            breaker.was_slow()
        elif away.reason != Failure.REFUSED:
            breaker.failed()
        raise
    if leave is breaker.Leave.TRIAL:
        breaker.answered()
    return answers


def worker() -> Elasticsearch:
    """Return the client of the worker and of commands. It raises the library's errors."""
    return _client(os.getpid(), settings.ELASTICSEARCH_URLS).options(
        request_timeout=WORKER_SECONDS, max_retries=3, retry_on_timeout=True
    )


@lru_cache(maxsize=4)
def _client(_process: int, urls: tuple[str, ...]) -> Elasticsearch:
    """Return the one client of this process: connections are not inherited by a fork."""
    hosts: list[Any] = [_with_port(url) for url in urls]
    return Elasticsearch(hosts, connections_per_node=AT_ONCE, max_retries=0)


def _with_port(url: str) -> str:
    """Return an address with its port, which the library insists on."""
    parts = urlsplit(url)
    if parts.port is not None:
        return url
    port = 443 if parts.scheme == "https" else 80
    return urlunsplit(parts._replace(netloc=f"{parts.netloc}:{port}"))


def _search(bodies: Sequence[Mapping[str, Any]], end: float) -> Any:
    """Send the searches to a node, and to another one if that fails early enough."""
    # Every node has a copy of the index, so none has to ask another that may hang.
    header = {"allow_partial_search_results": False, "preference": "_local"}
    searches = [part for body in bodies for part in (header, body)]
    urls = settings.ELASTICSEARCH_URLS
    for others in range(len(urls), -1, -1):
        left = max(end - monotonic(), 0.001)
        client = _client(os.getpid(), urls).options(
            request_timeout=min(TRY_SECONDS, left) if len(urls) > 1 else left
        )
        try:
            return client.msearch(searches=searches, index=settings.ELASTICSEARCH_INDEX).body
        except (NodeError, ConnectionTimeout):
            # A connection kept from before a restart fails at once; a second one may not.
            if not others or end - monotonic() < LAST_TRY_SECONDS:
                raise
    raise AssertionError("the last try returns or raises")


def _within(end: float, act: Callable[[], T]) -> T:
    """Return what an act returns, or raise ElasticAway when the time is over.

    A timeout of a connection is not enough: it starts anew with every byte that drips in, and
    looking up a name has none. So somebody else waits, whom nobody waits for.
    """
    if not _waiting.acquire(blocking=False):
        raise ElasticAway(Failure.SLOW)
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(act())
        except BaseException as error:  # noqa: BLE001  # it is raised where it is waited for
            future.set_exception(error)
        finally:
            _waiting.release()

    Thread(target=run, name="elasticsearch", daemon=True).start()
    try:
        return future.result(timeout=max(end - monotonic(), 0))
    except TimeoutError:
        raise ElasticAway(Failure.SLOW) from None
    except (ApiError, TransportError) as error:
        raise ElasticAway(failure_of(error)) from error


def _whole(answer: Any, amount: int) -> list[dict[str, Any]]:
    """Return the answers. Raises ElasticAway if one is missing, partial or an error."""
    answers = answer.get("responses") if isinstance(answer, dict) else None
    if not isinstance(answers, list) or len(answers) != amount:
        raise ElasticAway(Failure.UNSUPPORTED)
    for each in answers:
        if "error" in each:
            raise ElasticAway(failure_of_answer(each.get("status", 500), error_type(each)))
        if each.get("timed_out") or each.get("_shards", {}).get("failed"):
            raise ElasticAway(Failure.OVERLOADED)
    return answers
