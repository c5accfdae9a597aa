"""How long sealing takes, and how a checkpoint behaves while the ledger grows.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from agreement.compiled_check import differences
from agreement.enums import EntryKind
from agreement.evidence.checkpoints import issue_checkpoint
from agreement.ledger import append, lock_ledger
from agreement.models import AgreementVersion, LedgerEntry, WorkingTextPage
from agreement.process.actions import adopt, open_process, start_consultation
from tests.benchmarks.meter import Counter
from tests.benchmarks.table import aligned
from tests.factories import agreement as texts
from tests.factories import directory, people

CLAUSES, SECTIONS, BYTES = 180, 9, 600_000
ENTRIES = 10_000
ROUNDS = 5
"""Each is done so often and rolled back; the best time counts."""

MOST_TO_SEAL = 150.0


def main() -> None:
    """Write a long text, measure its sealing, let the ledger grow, and print one table."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    coordination = people.coordination()
    process = open_process(long_text(), coordination, "Messung (Beispiel)")
    start_consultation(process, coordination)
    lines = [_line("seal", lambda: adopt(process, coordination))]
    version = adopt(process, coordination)
    size = len(bytes(version.canonical))
    lines.append(_line("compare its tables with its bytes", lambda: differences(version)))
    lines.append(_line("checkpoint over 3 entries", _append_and_sign))
    with transaction.atomic():
        lock_ledger()
        for _number in range(ENTRIES - LedgerEntry.objects.count()):
            _append()
        issue_checkpoint()
    lines.append(_line(f"checkpoint over {ENTRIES} entries", _append_and_sign))
    head = f"A text of {CLAUSES} clauses and {size} bytes (aim: sealed in {MOST_TO_SEAL:.0f} ms)"
    _say(f"{head}\n{aligned([('', 'ms CPU', 'queries'), *lines])}")


def long_text() -> WorkingTextPage:
    """Return a working text of so many clauses and bytes, in its sections."""
    text = texts.working_text(parties=[directory.organisation() for _ in range(8)])
    words = "Die Dienste stimmen sich ab (Beispiel). " * (BYTES // CLAUSES // 40 - 12)
    for _number in range(SECTIONS):
        clauses = [
            texts.clause(texts.rule(age_from=12), text=f"<p>{words}</p>", plain="Kurz gesagt.")
            for _clause in range(CLAUSES // SECTIONS)
        ]
        texts.section(*clauses, of=text)
    return text


def _append() -> None:
    payload = {"reason": "Beispiel " * 20}
    append(EntryKind.FAILURE, AgreementVersion.objects.get(), payload, datetime.now(UTC))


def _append_and_sign() -> None:
    lock_ledger()
    _append()
    issue_checkpoint()


def _line(what: str, act: Callable[[], Any]) -> tuple[str, str, str]:
    times, queries = [], 0
    for _round in range(ROUNDS):
        counter = Counter()
        with _undone(), connection.execute_wrapper(counter):
            started = time.process_time()
            act()
            times.append((time.process_time() - started) * 1000)
        queries = counter.count
    return what, f"{min(times):.1f}", str(queries)


@contextmanager
def _undone() -> Iterator[None]:
    """Do what is within a transaction, and take all of it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
