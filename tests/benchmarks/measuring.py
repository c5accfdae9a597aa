"""What one page costs: asked once and looked at, then asked many times."""

import gzip
import re
from dataclasses import dataclass

from tests.benchmarks.load import Answer, Load, Target, ask, connect, run

MOST_QUERIES = 12
MOST_CPU_MILLISECONDS = 15.0
MOST_FINDER_BYTES = 60_000

_REQUESTS = 100
_SECONDS = 6.0
_CROWD = 8
_CROWD_REQUESTS = 160
_CROWD_SECONDS = 2.0
# As a proxy in front of the portal would do it: the portal itself sends pages as they are.
_GZIP_LEVEL = 6
_ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    status: int
    size: int
    packed: int
    whole: int
    """Packed bytes of the page with every file it loads, as a first visit fetches them."""
    queries: int
    alone: Load
    crowd: Load
    is_finder: bool = False

    @property
    def misses(self) -> list[str]:
        """The aims that the page misses, in words."""
        found = []
        if self.queries > MOST_QUERIES:
            found.append(f"{self.queries} queries")
        if self.alone.cpu_milliseconds > MOST_CPU_MILLISECONDS:
            found.append(f"{self.alone.cpu_milliseconds:.1f} ms CPU")
        if self.is_finder and max(self.size, self.whole) > MOST_FINDER_BYTES:
            found.append(f"{max(self.size, self.whole)} bytes")
        return found


class Assets:
    """The files beside the pages, each fetched once, packed where the portal has it packed."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._sizes: dict[str, int] = {}

    def size_of(self, content: bytes) -> int:
        """Return the bytes of all files that a page names."""
        paths = set(_ASSET.findall(content.decode()))
        return sum(self._size(path) for path in paths)

    def _size(self, path: str) -> int:
        if path not in self._sizes:
            connection = connect(self._url)
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            self._sizes[path] = len(connection.getresponse().read())
            connection.close()
        return self._sizes[path]


def measure(url: str, name: str, target: Target, *, is_finder: bool = False) -> Row:
    """Measure one page, alone and with eight asking at once."""
    answer = _one(url, target)
    packed = len(gzip.compress(answer.content, _GZIP_LEVEL, mtime=0))
    return Row(
        name=name,
        status=answer.status,
        size=len(answer.content),
        packed=packed,
        whole=packed + Assets(url).size_of(answer.content),
        queries=answer.queries,
        alone=run(url, target, connections=1, requests=_REQUESTS, seconds=_SECONDS),
        crowd=run(
            url, target, connections=_CROWD, requests=_CROWD_REQUESTS, seconds=_CROWD_SECONDS
        ),
        is_finder=is_finder,
    )


def _one(url: str, target: Target) -> Answer:
    """Return the second answer: the first one fills caches."""
    connection = connect(url)
    try:
        ask(connection, target)
        return ask(connection, target)
    finally:
        connection.close()
