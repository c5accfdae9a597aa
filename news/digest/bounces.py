"""What a mail server says of an address that takes no mails. Pure.

Sources: RFC 3463 (codes with two dots), RFC 3464 (reports), RFC 5321 (replies of three digits).
"""

import re
from collections.abc import Iterator
from email.message import Message
from enum import Enum
from typing import Any

ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
GONE_REPLIES = frozenset({550, 551, 553})
"""Mailbox unavailable, user not local, name not allowed (RFC 5321, 4.2.3)."""
POLICY = 7
"""The subject of codes that refuse the sender or the mail and say nothing of the address."""
OF_SENDER = frozenset({(1, 7), (1, 8)})
"""Codes of addressing that speak of the sender's address."""


class Verdict(Enum):
    """What a report or a reply says of an address."""

    GONE = "gone"
    FOR_NOW = "for now"
    NOTHING = "nothing"


class NotAReport(ValueError):
    """What was read is no report of a mail server that says what became of a mail."""


def verdict_on_reply(code: int, text: str) -> Verdict:
    """Return what a reply to RCPT says of the address.

    A refusal that is about the sender (a block list, no relaying) lets no address be gone: else
    one wrong setting would end the digest for everybody.
    """
    found = ENHANCED.search(text)
    if found:
        return _verdict(found)
    return Verdict.GONE if code in GONE_REPLIES else Verdict.FOR_NOW


def verdict_of_report(report: Message) -> Verdict:
    """Return what a report says that came back for one mail, which had one recipient.

    Only what failed counts: a mail that is late may still arrive. Raises NotAReport.
    """
    if report.get_content_type() != "multipart/report":
        raise NotAReport
    parts = [one for one in report.walk() if one.get_content_type() == "message/delivery-status"]
    if not parts:
        raise NotAReport
    verdicts = set(_verdicts(parts[0]))
    if not verdicts:
        raise NotAReport
    return next(one for one in Verdict if one in verdicts)


def _verdicts(part: Message) -> Iterator[Verdict]:
    blocks: Any = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        action = str(block.get("Action", "")).strip().lower()
        found = ENHANCED.search(str(block.get("Status", "")))
        if action and found:
            yield _verdict(found) if action == "failed" else Verdict.NOTHING


def _verdict(found: re.Match[str]) -> Verdict:
    kind, subject, detail = (int(part) for part in found.groups())
    is_of_sender = subject == POLICY or (subject, detail) in OF_SENDER
    return Verdict.GONE if kind == 5 and not is_of_sender else Verdict.FOR_NOW
