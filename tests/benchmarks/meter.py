"""A WSGI application that tells in its headers what each answer cost."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

QUERIES = "X-Bench-Queries"
PROCESS = "X-Bench-Process"
"""`<process id> <CPU seconds of the process so far>`: the generator takes differences."""

Application = Callable[..., Iterable[bytes]]


class Meter:
    """Counts the queries of each answer, and tells how long its process has computed so far.

    The CPU time is that of the whole process, so the differences between answers hold
    gunicorn's own work too: reading the request and sending the answer.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with two more headers."""
        queries = Counter()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            process = f"{os.getpid()} {time.process_time():.6f}"
            more = [(QUERIES, str(queries.count)), (PROCESS, process)]
            return start_response(status, [*headers, *more], *rest)

        with connection.execute_wrapper(queries):
            return self._application(environ, start)


class Counter:
    """Counts what goes through Django's database wrapper."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.count += 1
        return execute(*arguments)
