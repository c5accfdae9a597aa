"""`manage.py take_bounce < message`: end the digest of an address that takes no mails."""

import os
import sys
from argparse import ArgumentParser
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from news.digest.bounced import take
from news.digest.bounces import NotAReport, Verdict, verdict_of_report
from news.digest.return_addresses import reader_of

MOST_BYTES = 5_000_000
"""A report holds the mail that came back; ours are far smaller."""
RECIPIENT = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
"""Where mail servers note to whom a report came."""


class Command(BaseCommand):
    """Ends with the codes of sysexits.h, which a mail server's pipe understands."""

    help = "Reads a returned digest from standard input and ends what never arrives."
    requires_system_checks: list[str] = []  # it runs for every report

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address that the report came to, where the mail server tells it."""
        parser.add_argument("recipient", nargs="?", default="", help="${recipient} of Postfix")

    def handle(self, **options: Any) -> None:
        """Read, judge, and act; says what was done without the address."""
        if not settings.DIGEST_BOUNCE_ADDRESS:
            raise CommandError("DIGEST_BOUNCE_ADDRESS is not set.", returncode=os.EX_CONFIG)
        report = _read()
        readers = [reader_of(one) for one in (options["recipient"], *_recipients(report))]
        reader = next((one for one in readers if one is not None), None)
        if reader is None:
            self.stdout.write("Not the address of a digest: nothing to do")
            return
        try:
            self.stdout.write(take(reader, _verdict(report)))
        except DatabaseError as error:
            name = type(error).__name__
            raise CommandError(f"Try again later ({name}).", returncode=os.EX_TEMPFAIL) from None


def _read() -> Message:
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise CommandError("The message is too large for a report.", returncode=os.EX_DATAERR)
    return message_from_bytes(raw)


def _recipients(report: Message) -> list[str]:
    lines = [str(line) for name in RECIPIENT for line in report.get_all(name, [])]
    return [address for _name, address in getaddresses(lines)]


def _verdict(report: Message) -> Verdict:
    try:
        return verdict_of_report(report)
    except NotAReport:
        raise CommandError(
            "This is no report of a mail server (RFC 3464).", returncode=os.EX_DATAERR
        ) from None
