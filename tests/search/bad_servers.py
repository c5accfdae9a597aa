"""Servers that stand where Elasticsearch should, each bad in its own way."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

PRODUCT = "X-Elastic-Product: Elasticsearch\r\n"


def http(status: str, body: object, headers: str = PRODUCT) -> bytes:
    """Return a whole answer."""
    content = json.dumps(body).encode()
    kind = "Content-Type: application/vnd.elasticsearch+json;compatible-with=9\r\n"
    length = f"Content-Length: {len(content)}\r\n"
    return f"HTTP/1.1 {status}\r\n{kind}{headers}{length}\r\n".encode() + content


def says(answer: bytes) -> Callable[[socket.socket], None]:
    """Return how a server behaves that always gives the same answer and closes."""
    return lambda connection: connection.sendall(answer)


def hangs(connection: socket.socket) -> None:
    """Take the question and never answer."""
    with suppress(OSError):
        while connection.recv(4096):
            pass


def drips(connection: socket.socket) -> None:
    """Begin an answer and send a byte of it now and then: no read ever times out."""
    whole = http("200 OK", {"responses": ["x" * 10_000]})
    with suppress(OSError):
        for byte in whole:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)


def resets(connection: socket.socket) -> None:
    """Close at once, without a word."""
    connection.close()


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """Run a server that takes a question and behaves so; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=50)

    def talk(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.recv(65536)
            behave(connection)

    def take() -> None:
        with suppress(OSError):
            while True:
                connection, _address = listening.accept()
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    threading.Thread(target=take, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


@contextmanager
def nobody() -> Iterator[str]:
    """Give an address at which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{unused.getsockname()[1]}"
