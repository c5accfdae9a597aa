"""A small load generator: so many requests over so many kept connections, bounded in time.

It runs in threads of one Python process and shares the machine with the portal, so its own
computing is measured too: what it takes, the portal did not get.
"""

import http.client
import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.benchmarks.meter import PROCESS, QUERIES

TIMEOUT_SECONDS = 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class UnexpectedAnswer(RuntimeError):
    """The portal answered a request of the load otherwise than the first one."""


@dataclass(frozen=True)
class Target:
    """An address to ask for; with a body it is asked by POST."""

    path: str
    body: str | None = None


@dataclass(frozen=True)
class Answer:
    """What came back once: the queries are counted by the meter."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def queries(self) -> int:
        """How often the database was asked."""
        return int(self.headers[QUERIES])


@dataclass
class Load:
    """What a run measured."""

    requests: int = 0
    seconds: float = 0.0
    generator_seconds: float = 0.0
    """CPU time of the generator itself."""
    _processes: dict[str, list[float]] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def cpu_milliseconds(self) -> float:
        """CPU time of the workers for one request."""
        readings = [each for each in self._processes.values() if len(each) > 1]
        spent = sum(max(each) - min(each) for each in readings)
        return 1000 * spent / sum(len(each) - 1 for each in readings)

    @property
    def generator_milliseconds(self) -> float:
        """CPU time of the generator for one request."""
        return 1000 * self.generator_seconds / self.requests

    def note(self, answer: Answer) -> None:
        """Take an answer into account; lists grow safely under threads."""
        process, seconds = answer.headers[PROCESS].split()
        self._processes.setdefault(process, []).append(float(seconds))


def ask(connection: http.client.HTTPConnection, target: Target) -> Answer:
    """Send one request and read the whole answer."""
    if target.body is None:
        connection.request("GET", target.path)
    else:
        connection.request("POST", target.path, target.body, FORM)
    response = connection.getresponse()
    return Answer(response.status, response.read(), dict(response.getheaders()))


def connect(url: str) -> http.client.HTTPConnection:
    """Return a connection to a portal, not yet opened."""
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT_SECONDS)


def run(url: str, target: Target, *, connections: int, requests: int, seconds: float) -> Load:
    """Ask for a page again and again, until enough was asked or the time is up.

    Each connection asks three times before anything is measured. Raises UnexpectedAnswer when
    the status changes on the way.
    """
    load = Load()
    ready = threading.Barrier(connections + 1)
    shares = _shares(requests, connections)
    with ThreadPoolExecutor(connections) as threads:
        jobs = [
            threads.submit(_ask_again, url, target, share, seconds, ready, load) for share in shares
        ]
        ready.wait(TIMEOUT_SECONDS)
        started, computed = time.monotonic(), time.process_time()
        load.requests = sum(job.result() for job in jobs)
        load.seconds = time.monotonic() - started
        load.generator_seconds = time.process_time() - computed
    return load


def _shares(requests: int, connections: int) -> Iterable[int]:
    return [requests // connections + (n < requests % connections) for n in range(connections)]


def _ask_again(
    url: str, target: Target, requests: int, seconds: float, ready: threading.Barrier, load: Load
) -> int:
    connection = connect(url)
    try:
        status = [ask(connection, target).status for _ in range(3)][-1]
        ready.wait(TIMEOUT_SECONDS)
        deadline = time.monotonic() + seconds
        asked = 0
        while asked < requests and time.monotonic() < deadline:
            answer = ask(connection, target)
            if answer.status != status:
                raise UnexpectedAnswer(f"{target.path}: {answer.status} after {status}")
            load.note(answer)
            asked += 1
        return asked
    finally:
        connection.close()
