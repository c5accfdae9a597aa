"""A real Elasticsearch for the tests: one node for all of a run, or a cluster to disturb.

`ELASTICSEARCH_URL` names a node to use instead of an own one. A test that cannot get its
service fails, it is never skipped.
"""

import fcntl
import json
import os
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from portal.bootstrap_search_node import Node
from portal.bootstrap_search_nodes import is_ready, nodes, start_beside, wait_until_ready


def _ask(url: str, method: str = "GET") -> bytes:
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
        return body


def delete_indices(url: str, prefix: str) -> None:
    """Delete every index whose name begins so; a pattern alone would be refused."""
    found = json.loads(_ask(f"{url}/_cat/indices/{prefix}*?format=json&expand_wildcards=all"))
    for each in found:
        _ask(f"{url}/{each['index']}", "DELETE")


def new_prefix() -> str:
    """Return a name for an index that no other test has."""
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def search_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a node that all processes of a run share."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        return given.split(",")[0].strip().rstrip("/")
    base = tmp_path_factory.getbasetemp()
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared, run = (base, os.getpid()) if alone else (base.parent, os.getppid())
    known = shared / "elasticsearch-url"
    with (shared / "elasticsearch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists():
            known.write_text(start_beside(run))
        return known.read_text()


@dataclass(frozen=True)
class Cluster:
    """Three nodes, known by their places 0, 1 and 2."""

    nodes: list[Node]

    @property
    def urls(self) -> tuple[str, ...]:
        """Their addresses, as the setting wants them."""
        return tuple(node.url for node in self.nodes)

    def kill(self, place: int) -> None:
        """End a node at once, as a power cut would."""
        self.nodes[place].kill()

    def freeze(self, place: int) -> None:
        """Let a node hang: connections stay open, nothing answers."""
        self.nodes[place].freeze()

    def thaw(self, place: int) -> None:
        """Let a hanging node go on; does not wait."""
        self.nodes[place].thaw()

    def restart(self, place: int) -> None:
        """Start a node that was killed, and wait until all see each other."""
        self.nodes[place].start()
        self.wait()

    def master(self) -> int:
        """Return the place of the node that leads the cluster."""
        return self._place(self._told("master")[0]["node"])

    def holder_of_primary(self, index: str) -> int:
        """Return the place of the node that holds the primary of an index's first shard."""
        shards = self._told(f"shards/{index}")
        return self._place(next(each["node"] for each in shards if each["prirep"] == "p"))

    def _told(self, table: str) -> list[dict[str, str]]:
        url = next(node.url for node in self.nodes if is_ready(node.url, 1))
        rows: list[dict[str, str]] = json.loads(_ask(f"{url}/_cat/{table}?format=json"))
        return rows

    def _place(self, name: str) -> int:
        return [node.settings["node.name"] for node in self.nodes].index(name)

    def wait(self) -> None:
        """Return when all of them see each other."""
        wait_until_ready(self.nodes, len(self.nodes))

    def mend(self) -> None:
        """Undo every disturbance."""
        for node in self.nodes:
            if node.frozen:
                node.thaw()
            if node.process is None or node.process.poll() is not None:
                node.start()
        self.wait()


@contextmanager
def three_nodes() -> Iterator[Cluster]:
    """Run a cluster of three for the length of the block."""
    with nodes(3) as started:
        yield Cluster(started)
