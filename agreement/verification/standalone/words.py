"""What is said in both languages, and how much is read."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any, NamedTuple


class Text(NamedTuple):
    """What is said, in both languages."""

    de: str
    en: str


class Unreadable(Exception):
    """The input cannot be read; `text` says what is wrong and where."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.de)
        self.text = text


def shown(value: Any) -> str:
    """Return what a file says so that it can do no harm on a screen: one line, no controls."""
    text = "".join(c if c.isprintable() else "?" for c in str(value)[:200])
    return text.encode("utf-8", "replace").decode("utf-8")


def shown_day(value: Any) -> Text:
    """Return a day of the ledger, 2026-03-01, as each language writes it."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", str(value))
    iso = shown(value)
    return Text(f"{match[3]}.{match[2]}.{match[1]}" if match else iso, iso)


@dataclass
class Limits:
    """How much is read, and until when (seconds of the monotonic clock)."""

    most_bytes: int = 500_000_000
    most_files: int = 20_000
    deadline: float = float("inf")
    most_json: int = 100_000_000

    def tick(self) -> None:
        """Raise Unreadable once the time is over."""
        if time.monotonic() > self.deadline:
            raise Unreadable(
                Text(
                    "Die Prüfung dauert zu lange und wurde abgebrochen.",
                    "Checking takes too long and was stopped.",
                )
            )

    def refuse_json(self, raw: bytes) -> None:
        """Raise Unreadable for JSON that would fill the memory once it is read."""
        if len(raw) > self.most_json:
            most = f"{self.most_json // 1_000_000} MB"
            raise Unreadable(
                Text(
                    f"Eine JSON-Datei ist zu groß: Gelesen werden höchstens {most}.",
                    f"A JSON file is too large: at most {most} are read.",
                )
            )

    def refuse_size(self, size: int) -> None:
        """Raise Unreadable for more bytes than the limit."""
        if size > self.most_bytes:
            most = f"{self.most_bytes // 1_000_000} MB"
            raise Unreadable(
                Text(
                    f"Die Datei ist zu groß: Gelesen werden höchstens {most}, auch entpackt.",
                    f"The file is too large: at most {most} are read, unpacked as well.",
                )
            )
