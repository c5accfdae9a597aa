"""Handing a mail to the mail server so that it is known to be sent, whenever a worker is killed.

A server takes a mail with the dot on its last line, and throws away what ends without it. So
the mail is marked as sent between the last but one line and the dot: killed before, it was
never sent and is tried again; killed after, the dot is gone and nobody sends it twice.
"""

import smtplib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

PLAIN_SMTP = "django.core.mail.backends.smtp.EmailBackend"
OURS = f"{__name__}.MarkingBackend"
LAST_LINE = b"\r\n.\r\n"

Mark = Callable[[], None]
"""Marks a mail as sent; raises what shall keep it from being sent."""


class _Marking(smtplib.SMTP):
    """A connection that marks a mail before it sends the dot."""

    mark: Mark

    def send(self, s: Any) -> None:
        """Send what it is given; of a mail's text the dot alone, last."""
        if not (isinstance(s, bytes) and s.endswith(LAST_LINE)):
            super().send(s)
            return
        super().send(s[:-3])
        try:
            self.mark()
        except BaseException:
            self.close()  # without the dot: the server throws the mail away
            raise
        super().send(s[-3:])


class _MarkingOverTLS(_Marking, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


class MarkingBackend(smtp.EmailBackend):
    """Django's way to a mail server, with the mark before the dot."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return what speaks with the server."""
        return _MarkingOverTLS if self.use_ssl else _Marking

    def _send(self, email_message: Any) -> Any:
        connection: Any = self.connection
        connection.mark = email_message.mark
        return super()._send(email_message)  # type: ignore[misc]


def connection_for_round() -> Any:
    """Return the way to the mail server that the settings name, marking where it is SMTP."""
    return get_connection(OURS if settings.EMAIL_BACKEND == PLAIN_SMTP else None)


def hand_over(message: EmailMessage, mark: Mark) -> None:
    """Send a mail and mark it. Raises what the server or the mark raises.

    Then the mail may be marked, and its sender has to take the mark away.
    """
    if isinstance(message.connection, MarkingBackend):
        message.mark = mark  # type: ignore[attr-defined]
    else:
        mark()
    message.send()
