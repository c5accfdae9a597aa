"""Log files without personal data: whatever is logged passes through here on its way out.

Taken out of messages and tracebacks alike: e-mail addresses, network addresses, the query part
of addresses (what somebody searched for), secrets in addresses of the account pages, of previews
and of the digest, and the row that PostgreSQL repeats in its errors. Who did what is in the
portal's own log, not here.
"""

import logging
import re

EMAIL = re.compile(
    r"[^\s@<>\"'(),;:=\[\]{}/?&]+(?:@|%40)[^\s@<>\"'(),;:=\[\]{}/?&]+", re.IGNORECASE
)
QUERY = re.compile(r"(/[^\s?]*)\?\S*")
ACCOUNT_SECRET = re.compile(r"(/konto/(?:[a-z-]+/)*)[^\s/\"'?]*[^\sa-z/\"'?-][^\s/\"'?]*")
"""The first part of an account page's address that is no plain word: invitations, resets."""
NEWS_SECRET = re.compile(r"(/aktuelles/(?:vorschau|abo)/)[^\s/\"'?]+")
"""What opens a draft, or changes somebody's digest: whatever stands there, right or wrong."""
IPV4 = re.compile(r"(?<![\w.])(?!127\.0\.0\.1\b|0\.0\.0\.0\b)\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)")
"""Also four numbers with dots that are no address; where the server itself listens stays."""
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
ROW = re.compile(r"(DETAIL:|Failing row contains|\bparams=)[^\n]*")

REPLACEMENTS = (
    (ROW, r"\1 […]"),
    (QUERY, r"\1?[…]"),
    (ACCOUNT_SECRET, r"\1[…]"),
    (NEWS_SECRET, r"\1[…]"),
    (EMAIL, "[E-Mail]"),
    (IPV6, "[Adresse]"),
    (IPV4, "[Adresse]"),
)


def without_personal_data(text: str) -> str:
    """Return a text of the log with what could point to a person replaced by a mark."""
    for pattern, replacement in REPLACEMENTS:
        text = pattern.sub(replacement, text)
    return text


class PrivateFormatter(logging.Formatter):
    """Formats a record, its traceback included, without personal data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines of a record."""
        return without_personal_data(super().format(record))
