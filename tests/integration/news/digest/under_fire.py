"""Rounds that are killed, and rounds at once: `python -m …under_fire TASK`.

Runs as a process of its own on a database of its own, since it forks; prints what the mail
server got as JSON.
"""

import json
import os
import signal
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from tests.integration.agreement.evidence.under_fire import at_once, burning

# Sets Django up, so it comes first.
from django.conf import settings  # isort: skip
from django.db import connections  # isort: skip
from django.utils import timezone  # isort: skip
from news.digest import handing_over  # isort: skip
from news.digest.mails import send_digests  # isort: skip
from news.models import DigestIssue, DigestMail  # isort: skip
from tests.factories.directory import organisation  # isort: skip
from tests.integration.news.digest.readers import an_hour_ago, published, reader  # isort: skip

READERS = 3


class Taking(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as one mail needs, and throws away what ends without its dot."""

    def handle(self) -> None:
        """Answer each command until the other side leaves, or is killed."""
        with suppress(ConnectionError):
            self.wfile.write(b"220 example.org\r\n")
            while line := self.rfile.readline():
                if line.strip() == b"data":
                    self.wfile.write(b"354 go on\r\n")
                    self.take()
                self.wfile.write(b"250 ok\r\n")

    def take(self) -> None:
        """Keep a mail once its dot has come."""
        lines: list[bytes] = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                server: Any = self.server
                server.received.append(b"".join(lines))
                return
            lines.append(line)


@contextmanager
def post_office() -> Iterator[tuple[int, list[bytes]]]:
    """Open a mail server; give its port and the list of what it has taken."""
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking)
    server.daemon_threads = True
    server.received = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_address[1], server.received
    finally:
        server.shutdown()
        server.server_close()


MOST_STATEMENTS = 200


def prepare() -> None:
    """Let an issue be due that nobody has queued."""
    published(organisation(), "Neu", an_hour_ago())
    for number in range(READERS):
        reader(f"leser{number}@example.org")
    now = timezone.now()
    begin = now - timedelta(hours=2)
    DigestIssue.objects.create(rhythm="weekly", begins_at=begin, ends_at=now)


def again() -> None:
    """Let everything be as before the issue was queued, with what was sent forgotten."""
    DigestMail.objects.all().delete()
    DigestIssue.objects.update(queued_at=None)


def killed(act: Callable[[], Any]) -> bool:
    """Do something in a child; return whether it was killed at it."""
    connections.close_all()
    pid = os.fork()
    if not pid:
        act()
        os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def kills() -> dict[str, Any]:
    """Kill a round before each of its statements and around each dot, and let another go on."""
    got: list[list[str]] = []
    points: list[Callable[[], Any]] = [
        lambda at=at: burning(send_digests, at)  # type: ignore[misc]
        for at in range(1, MOST_STATEMENTS)
    ]
    for act in [*[lambda n=n: at_dot(n) for n in range(1, READERS + 1)], *points]:
        again()
        with post_office() as (port, received):
            settings.EMAIL_PORT = port
            was_killed = killed(act)
            # What the dead one had in hand is free again after a while.
            DigestMail.objects.update(not_before=timezone.now())
            send_digests()
        got.append(recipients(received))
        if not was_killed:
            break
    return {"got": got, "kills": len(got) - 1}


def at_dot(number: int) -> None:
    """Send a round that is killed right after a mail's dot, before the server answers."""
    original, dots = handing_over._Marking.send, 0

    def send(self: Any, s: Any) -> None:
        nonlocal dots
        original(self, s)
        if isinstance(s, bytes) and s.endswith(handing_over.LAST_LINE):
            dots += 1
            if dots == number:
                os.kill(os.getpid(), signal.SIGKILL)

    handing_over._Marking.send = send  # type: ignore[method-assign]
    send_digests()


def race() -> dict[str, Any]:
    """Let four rounds queue and send at the same instant."""
    with post_office() as (port, received):
        settings.EMAIL_PORT = port
        ends = at_once([send_digests] * 4)
    return {"ends": [name for name, _text in ends], "got": recipients(received)}


def recipients(received: list[bytes]) -> list[str]:
    """Return to whom the whole mails went; one without its dot the server throws away."""
    lines = [line for one in received for line in one.splitlines() if line.startswith(b"To: ")]
    return sorted(line.decode().removeprefix("To: ") for line in lines)


if __name__ == "__main__":
    settings.EMAIL_BACKEND = handing_over.PLAIN_SMTP
    settings.EMAIL_HOST = "127.0.0.1"
    prepare()
    tasks = {each.__name__: each for each in (kills, race)}
    sys.stdout.write(json.dumps(tasks[sys.argv[1]]()))
