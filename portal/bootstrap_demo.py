"""What `make demo` starts: the server, what runs beside it, and the search engine asked for."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Mapping
from typing import NoReturn

from portal.bootstrap_environment import PYTHON, VENV
from portal.bootstrap_search_nodes import start_beside
from portal.bootstrap_system import ROOT, Stop, say

BESIDE = ("send_notifications", "run_search")
"""The commands that run for as long as the server does."""


def parse_port(text: str) -> int:
    """Return the port of `PORT=`; raises Stop when it is none."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Stop(f"PORT={text} is not a port: a number from 1 to 65535 is needed.")
    return int(text)


def parse_search(text: str) -> str:
    """Return the engine of `SEARCH=`: `database` or `elasticsearch`; raises Stop for any other."""
    if text not in ("", "database", "elasticsearch"):
        raise Stop(
            f"SEARCH={text} is no engine of the search. Leave it out for the database's own, or: "
            "make demo SEARCH=elasticsearch"
        )
    return text or "database"


def refuse_busy_port(port: int) -> None:
    """Raise Stop if somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({error.strerror}). Take another one: "
                f"make demo PORT={port % 65535 + 1}"
            ) from None


def search_environment(engine: str) -> dict[str, str]:
    """Return the variables that lead the portal to its search engine, started if need be.

    One that is named already is used. The node of ours ends with this process, whatever it
    becomes.
    """
    if engine == "database":
        return {"ELASTICSEARCH_URL": ""}
    url = os.environ.get("ELASTICSEARCH_URL")
    if not url:
        say("Starting Elasticsearch")
        url = start_beside(os.getpid())
    return {"ELASTICSEARCH_URL": url}


def serve(port: int, settings: Mapping[str, str]) -> NoReturn:
    """Become the server, with these variables; what runs beside it ends with this process."""
    say(f"\nThe portal is at http://localhost:{port}/  (Ctrl-C stops it)\n")
    gunicorn = str(VENV / "bin" / "gunicorn")
    size = ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    command = [gunicorn, "portal.wsgi:application", "--bind", f"127.0.0.1:{port}", *size]
    mails = {"BASE_URL": f"http://localhost:{port}", "NOTIFICATION_DELAY_SECONDS": "0"}
    environment = {**mails, **os.environ, **settings}
    os.chdir(ROOT)
    for beside in ("send_notifications", "run_search"):
        command_beside = [str(PYTHON), "manage.py", beside, "--loop", "--with-parent"]
        subprocess.Popen(command_beside, env=environment)
    os.execve(gunicorn, command, environment)  # noqa: S606  # no shell is meant
