"""`manage.py run_search`: keeps the search up to date."""

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search.elastic.client import ElasticAway
from portal.search.elastic.failures import Failure
from portal.search.elastic.working import work, work_once


class Command(BaseCommand):
    """Does what waits once, or in rounds until it is told to stop."""

    help = (
        "Reads the text of new documents and tells Elasticsearch what has changed; in rounds, it "
        "also compares everything every 15 minutes and makes the index anew where needed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two options."""
        parser.add_argument("--loop", action="store_true", help="go on until SIGTERM or Ctrl-C")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop the loop when its parent has ended"
        )

    def handle(self, **options: Any) -> None:
        """Work; a loop outlives a database or an Elasticsearch that is away."""
        if options["loop"]:
            work(_told_to_stop(with_parent=options["with_parent"]))
            return
        try:
            self.stdout.write(f"Entries sent to Elasticsearch: {work_once()}")
        except ElasticAway as away:
            raise CommandError(f"Elasticsearch: {Failure(away.reason).label}") from away


def _told_to_stop(*, with_parent: bool) -> threading.Event:
    """Return what is set by SIGTERM, by Ctrl-C and, if wished, when the parent has ended."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=_watch_parent, args=(os.getppid(), stop), daemon=True).start()
    return stop


def _watch_parent(parent: int, stop: threading.Event) -> None:
    while not stop.wait(1):
        if os.getppid() != parent:
            stop.set()
