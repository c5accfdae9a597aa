"""Everything at once, on a database of its own: `python -m tests.search.under_fire`.

Pages are written, moved, closed, deleted and rolled back, while three workers drain. One of them
is killed, one hangs, a rebuild is killed, another one ends. Prints what is left of it as JSON.
"""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.cache import caches  # noqa: E402
from django.db import transaction  # noqa: E402
from wagtail.models import Page  # noqa: E402

from portal.search.elastic import rebuilding  # noqa: E402
from portal.search.elastic.client import worker  # noqa: E402
from portal.search.elastic.reconciling import reconcile  # noqa: E402
from portal.search.entries.reconciling import reconcile_entries  # noqa: E402
from portal.search.models import SearchEntry  # noqa: E402
from tests.factories.site import close, home, plain_page  # noqa: E402
from tests.search.index_of_test import index, indexes, there  # noqa: E402

SECONDS = 12
LONGEST_WAIT = 90


def command(*words: str) -> "subprocess.Popen[bytes]":
    """Start a command of the portal beside this."""
    return subprocess.Popen([sys.executable, "manage.py", *words])


def acts() -> Iterator[str]:
    """Do one thing after the other, and name it."""
    chance = random.Random(8)  # the same story every time
    number = 0
    pages = [plain_page(home(), f"Beispiel {each}") for each in range(6)]
    while True:
        number += 1
        page = Page.objects.get(pk=chance.choice(pages).pk).specific
        act = chance.choice(["write", "write", "new", "delete", "unpublish", "close", "undo"])
        if act == "write":
            page.title = f"Beispiel {number}"
            page.save_revision().publish()
        elif act == "new":
            pages.append(plain_page(home(), f"Neues Beispiel {number}"))
        elif act == "delete" and len(pages) > 3:
            pages.remove(page)
            page.delete()
        elif act == "unpublish":
            page.unpublish()
        elif act == "close":
            close(page, [Group.objects.get_or_create(name="Beispielgruppe")[0]])
        elif act == "undo":
            with transaction.atomic():
                plain_page(home(), f"niemals {number}")
                page.delete()
                transaction.set_rollback(True)
        yield act


def disturb(workers: "list[subprocess.Popen[bytes]]") -> None:
    """Write for a while, with something bad every few seconds."""
    rebuild = command("rebuild_search")
    began = time.monotonic()
    bad: Iterator[Callable[[], None]] = iter(
        [
            lambda: workers[0].kill(),
            lambda: workers[1].send_signal(signal.SIGSTOP),
            lambda: rebuild.kill(),
            lambda: workers[1].send_signal(signal.SIGCONT),
        ]
    )
    doing = acts()
    done = 0
    while (passed := time.monotonic() - began) < SECONDS:
        next(doing)
        if passed > (done + 1) * SECONDS / 5:
            done += 1
            next(bad)()
        time.sleep(0.05)
    rebuild.wait()


def wait_until_told() -> float:
    """Return how long it took until nothing was pending any more."""
    began = time.monotonic()
    while SearchEntry.objects.pending().exists() and time.monotonic() - began < LONGEST_WAIT:
        time.sleep(0.1)
    return time.monotonic() - began


def main() -> None:
    """Tell what the disturbances have left."""
    reconcile_entries()
    rebuilding.rebuild()
    workers = [command("run_search", "--loop", "--with-parent") for _each in range(3)]
    try:
        time.sleep(6)  # until they have started
        disturb(workers)
        caches["shared"].delete(rebuilding.ALIVE)  # in place of two minutes
        rebuilt = command("rebuild_search").wait()
        seconds = wait_until_told()
    finally:
        for each in workers:
            each.kill()
            each.wait()
    worker().indices.refresh(index=index())
    copies = there()
    sys.stdout.write(
        json.dumps(
            {
                "rebuilt": rebuilt,
                "seconds": seconds,
                "entries": dict(SearchEntry.objects.there().values_list("pk", "title")),
                "copies": copies,
                "ghosts": [title for title in copies.values() if title.startswith("niemals")],
                "pending": SearchEntry.objects.pending().count(),
                "entries_mended": reconcile_entries(),
                "copies_mended": reconcile(),
                "indexes": len(indexes()),
            }
        )
    )


if __name__ == "__main__":
    main()
