"""Doing something for an answer after it was sent."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse


class AnsweredFirst(HttpResponse):
    """An answer that is followed by an act nobody waits for.

    The server closes an answer once it is sent; then the act runs, as long as the request's
    connection to the database is still there.
    """

    def __init__(self, content: bytes, act: Callable[[], None], **kwargs: Any) -> None:
        """Keep the act for later."""
        super().__init__(content, **kwargs)
        self._act: Callable[[], None] | None = act

    def close(self) -> None:
        """Act once, then close."""
        act, self._act = self._act, None
        try:
            if act:
                act()
        finally:
            super().close()
