"""The portal as a process of its own, with demo content, for the browser to visit.

Sealed tables refuse to be emptied, so no test cleans up after itself: a template folder with
database and uploads is filled once, and every server works on a copy that is thrown away.
"""

import fcntl
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.bootstrap_system import ROOT

START_SECONDS = 60


class PortalDidNotStartError(RuntimeError):
    """Carries the server's own words."""


def _environment(data: Path) -> dict[str, str]:
    """Return the variables of a portal whose database and uploads are in `data`."""
    services = {"DATABASE_URL", "ELASTICSEARCH_URL"}
    inherited = {key: value for key, value in os.environ.items() if key not in services}
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    return {**inherited, **settings, "PORTAL_DATA_DIR": str(data)}


def manage(data: Path, *arguments: str) -> str:
    """Run a management command and return what it printed.

    Raises AssertionError with everything it said when it fails.
    """
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=_environment(data),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"manage.py {arguments} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    url: str
    """Its address without a slash at the end."""
    data: Path
    """The folder with its database, uploads and log."""

    def manage(self, *arguments: str) -> str:
        """Run a management command on its data and return what it printed."""
        return manage(self.data, *arguments)

    def log(self) -> str:
        """Return what the server has written so far."""
        return (self.data / "server.log").read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def fill(data: Path) -> None:
    """Make the database of a portal in an empty data folder, with the demo content."""
    manage(data, "migrate", "--noinput", "--verbosity", "0")
    manage(data, "load_demo")


@contextmanager
def serve(
    data: Path,
    extra: Mapping[str, str] | None = None,
    *,
    application: str = "portal.wsgi:application",
    workers: int = 1,
) -> Iterator[Portal]:
    """Run a server on a data folder for the length of the block; `extra` joins its environment.

    Raises PortalDidNotStartError with its log when it does not answer.
    """
    port = free_port()
    portal = Portal(f"http://127.0.0.1:{port}", data)
    command = [sys.executable, "-m", "gunicorn", application]
    size = ["--workers", str(workers), "--threads", "4", "--no-control-socket"]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, *size, "--log-level", "warning", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env={**_environment(data), **(extra or {})},
            stdout=log,
            stderr=log,
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise PortalDidNotStartError(portal.log())
            time.sleep(0.1)
        yield portal
    finally:
        server.terminate()
        server.wait(START_SECONDS)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a portal with demo content, made once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    ready = shared / "portal-template"
    with (shared / "portal-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            making = shared / "portal-template-unfinished"
            making.mkdir()
            fill(making)
            making.rename(ready)
    return ready


@pytest.fixture
def portal(template: Path, tmp_path: Path) -> Iterator[Portal]:
    """A portal of this test's own: whatever the test writes is gone afterwards."""
    with serve(Path(shutil.copytree(template, tmp_path / "portal"))) as running:
        yield running


@pytest.fixture(scope="session")
def shared_portal(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for all tests of a process that only read."""
    copy = tmp_path_factory.mktemp("shared") / "portal"
    with serve(Path(shutil.copytree(template, copy))) as running:
        yield running
