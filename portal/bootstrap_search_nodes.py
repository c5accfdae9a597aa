"""A cluster of Elasticsearch nodes on this machine, for the length of a block or a process.

`python -m portal.bootstrap_search_nodes --until PID` runs one node until that process ends and
prints its address in the first line.
"""

from __future__ import annotations

import argparse
import fcntl
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from portal.bootstrap_elasticsearch import find_engine
from portal.bootstrap_search_node import Node, jvm_options
from portal.bootstrap_system import ROOT, Stop

START_SECONDS = 240
PREFIX = "portal-search-"
COMMON = {
    "network.host": "127.0.0.1",
    "xpack.security.enabled": "false",
    # What is written to an index that is not there is refused instead of making one.
    "action.auto_create_index": ".*",
    # A developer's disk is often fuller than a server's may be.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}
# Not waited for, and a process that is forgotten while it runs is told as a mistake.
_KEEPERS: list[subprocess.Popen[bytes]] = []


def free_ports(count: int) -> list[int]:
    """Return different ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def settings_of(count: int, ports: Sequence[int]) -> list[dict[str, str]]:
    """Return the settings of each node of a cluster; `ports` are two for each of them."""
    names = [f"node-{number}" for number in range(1, count + 1)]
    if count == 1:
        together = {"discovery.type": "single-node"}
    else:
        seeds = ",".join(f"127.0.0.1:{port}" for port in ports[1::2])
        together = {
            "discovery.seed_hosts": seeds,
            "cluster.initial_master_nodes": ",".join(names),
        }
    # Two clusters on one machine must not find each other.
    together["cluster.name"] = f"portal-{ports[0]}"
    return [
        {
            **COMMON,
            **together,
            "node.name": name,
            "http.port": str(ports[2 * place]),
            "transport.port": str(ports[2 * place + 1]),
        }
        for place, name in enumerate(names)
    ]


def is_ready(url: str, count: int) -> bool:
    """Tell whether a node answers and sees that many, itself included."""
    asked = f"{url}/_cluster/health?wait_for_status=yellow&wait_for_nodes=ge({count})&timeout=1s"
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310  # ours, by http
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def wait_until_ready(cluster: Sequence[Node], count: int) -> None:
    """Return when each of these nodes sees `count` of them.

    Raises Stop with the log of the one that ended or did not answer.
    """
    deadline = time.monotonic() + START_SECONDS
    for node in cluster:
        while not is_ready(node.url, count):
            ended = node.process is None or node.process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise Stop(f"{node.log()[-4000:]}\nElasticsearch did not start.")
            time.sleep(0.2)


def sweep(temporary: Path) -> None:
    """Remove the folders of clusters whose owner was killed: nobody holds their lock any more."""
    for folder in temporary.glob(f"{PREFIX}*"):
        try:
            with (folder / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
        except OSError:
            continue  # in use, not ours, or just being made


@contextmanager
def nodes(
    count: int = 1,
    *,
    heap: str = "512m",
    quick: bool = True,
    settings: Mapping[str, str] | None = None,
) -> Iterator[list[Node]]:
    """Run a cluster for the length of the block; its data go with it.

    `quick` is for tests: a fast start instead of fast answers. `settings` join each node's.
    Raises Stop with what to install, or with the log of a node that does not start.
    """
    engine = find_engine()
    java = jvm_options(heap, quick=quick)
    # Not TMPDIR: whom root starts the nodes as must be able to enter it.
    temporary = Path("/tmp")  # noqa: S108
    sweep(temporary)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=temporary))
    folder.chmod(0o755)
    lock = (folder / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    cluster: list[Node] = []
    try:
        for number, own in enumerate(settings_of(count, free_ports(2 * count)), 1):
            private = folder / str(number)
            private.mkdir(mode=0o700)
            cluster.append(Node(engine, private, {**own, **(settings or {})}, java))
        for node in cluster:
            node.start()
        wait_until_ready(cluster, count)
        yield cluster
    finally:
        for node in cluster:
            node.stop()
        shutil.rmtree(folder)
        lock.close()


def birth(pid: int) -> str | None:
    """Return when a process began, in the kernel's count; None if it is not there any more.

    With it a process is told from a later one that got the same number.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields[19]


def start_beside(pid: int) -> str:
    """Start a node in a process of its own that ends with another one; returns its address.

    Raises Stop if it does not start; the reason is printed above.
    """
    command = [sys.executable, "-m", "portal.bootstrap_search_nodes", "--until", str(pid)]
    keeper = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True)
    _KEEPERS.append(keeper)
    if keeper.stdout is None:
        raise RuntimeError("asked for a pipe and got none")
    url = keeper.stdout.readline().decode().strip()
    keeper.stdout.close()
    if not url:
        raise Stop("Elasticsearch did not start; the reason stands above.")
    return url


def main(arguments: Sequence[str]) -> int:
    """Run one node until a process ends or this one is told to."""
    parser = argparse.ArgumentParser(prog="portal.bootstrap_search_nodes")
    parser.add_argument("--until", type=int, required=True, metavar="PID")
    pid = parser.parse_args(arguments).until
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began = birth(pid)
    with nodes() as (node,):
        print(node.url, flush=True)
        while began is not None and birth(pid) == began:
            time.sleep(0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
