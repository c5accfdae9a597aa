"""`manage.py send_notifications`: one mail per person with the notices that wait."""

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from portal.accounts.mail_rounds import send_all
from portal.accounts.notification_sending import forget_old, send_waiting, try_again

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_ROUNDS = 10


class Command(BaseCommand):
    """Sends once, or in rounds until it is told to stop."""

    help = "Sends the notices that wait: one mail per person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the three options."""
        parser.add_argument("--loop", action="store_true", help="go on until SIGTERM or Ctrl-C")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop the loop when its parent has ended"
        )
        parser.add_argument(
            "--try-again", action="store_true", help="try again what was given up, too"
        )

    def handle(self, **options: Any) -> None:
        """Send; a loop outlives a database that is away for a while."""
        if options["try_again"]:
            self.stdout.write(f"Notices to be tried again: {try_again()}")
        if options["loop"]:
            self._loop(with_parent=options["with_parent"])
        else:
            self.stdout.write(f"Mails sent: {_round()}")

    def _loop(self, *, with_parent: bool) -> None:
        told_to_stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told_to_stop.set())
        parent = os.getppid()
        while not told_to_stop.is_set():
            close_old_connections()
            try:
                _round()
            except DatabaseError as error:
                logger.warning("The database is away (%s)", type(error).__name__)
                connection.close()
            told_to_stop.wait(SECONDS_BETWEEN_ROUNDS)
            if with_parent and os.getppid() != parent:
                break


def _round() -> int:
    forget_old()
    return send_waiting() + send_all()
