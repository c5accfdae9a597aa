"""What else `manage.py send_notifications` does in each of its rounds, beside the notices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Send = Callable[[], int]
"""Sends what waits for it and returns the number of mails. It must not fail for a mail server."""


@dataclass(frozen=True)
class Sender:
    """What sends mails of its own kind, and the manager of their table."""

    send: Send
    queue: Any


_senders: dict[str, Sender] = {}


def register_sender(name: str, send: Send, queue: Any = None) -> None:
    """Add a sender to every round, from `AppConfig.ready()`.

    `queue` is the manager of a table whose columns are those of a notice: what is late or was
    given up there is reported and tried again along with the notices. Raises ValueError if the
    name is taken.
    """
    if name in _senders:
        raise ValueError(f"There is a sender called “{name}” already")
    _senders[name] = Sender(send, queue)


def send_all() -> int:
    """Let every sender send what waits for it; return the number of mails."""
    return sum(sender.send() for sender in _senders.values())


def queues() -> Sequence[Any]:
    """Return the managers of the tables in which mails wait."""
    return [sender.queue for sender in _senders.values() if sender.queue is not None]
