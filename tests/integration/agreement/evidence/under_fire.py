"""Acts done by many processes at once, and killed: `python -m …under_fire TASK`.

Runs as a process of its own on a database of its own, since it forks: a child has Django
loaded already, and dies by SIGKILL as a server would. Prints what happened as JSON.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, connections  # noqa: E402

from agreement.models import Checkpoint, LedgerEntry, VersionProcess  # noqa: E402
from agreement.process.actions import adopt, open_process, start_consultation  # noqa: E402
from tests.factories import agreement as texts  # noqa: E402
from tests.factories import directory, people  # noqa: E402

Act = Callable[[], Any]
COUNTED = ("wagtailcore.ModelLogEntry", "accounts.Notification", "wagtailsearch.IndexEntry")
"""What an act writes to beside the tables of the agreement."""


def prepared(parties: int = 2) -> Act:
    """Return the sealing of a text that waits for nothing else."""
    text = texts.working_text(parties=[directory.organisation() for _ in range(parties)])
    texts.section(texts.clause(texts.rule()), texts.clause(), of=text)
    by = people.coordination()
    process = open_process(text, by, "Anlass (Beispiel)")
    start_consultation(process, by)
    return partial(adopt, process, by)


def forked(act: Act, start: int) -> tuple[int, int]:
    """Fork a child that acts as soon as `start` can be read; return its pid and its answer."""
    answer, told = os.pipe()
    pid = os.fork()
    if pid:
        os.close(told)
        return pid, answer
    os.read(start, 1)
    try:
        act()
        outcome = ["done", ""]
    except Exception as refusal:  # noqa: BLE001  # whatever it is, the test has to see it
        outcome = [type(refusal).__name__, str(refusal)]
    os.write(told, json.dumps(outcome).encode())
    os._exit(0)


def at_once(acts: Sequence[Act]) -> list[Any]:
    """Let processes act at the same instant; return how each ended."""
    connections.close_all()
    start, go = os.pipe()
    children = [forked(act, start) for act in acts]
    os.write(go, b"!" * len(acts))
    ends = []
    for pid, answer in children:
        os.waitpid(pid, 0)
        ends.append(json.loads(os.read(answer, 10_000)))
    return ends


def seal_race() -> dict[str, Any]:
    """Let eight processes seal the same text."""
    act = prepared()
    return {"ends": at_once([act] * 8), **ledger()}


def sign_race() -> dict[str, Any]:
    """Let eight parties sign the same version."""
    version = prepared(parties=8)()
    organisations = [one["organisation"] for one in json.loads(version.canonical)["parties"]]
    ends = at_once([partial(texts.signature, version, party) for party in organisations])
    state = VersionProcess.objects.get().state
    return {"ends": ends, "state": state, **ledger()}


def ledger() -> dict[str, Any]:
    """Return the ledger and the checkpoints as they are."""
    entries = LedgerEntry.objects.order_by("sequence")
    return {
        "entries": [[e.sequence, e.kind, e.previous_hash, e.entry_hash] for e in entries],
        "checkpoints": list(Checkpoint.objects.values_list("size", flat=True)),
    }


def rows() -> dict[str, int]:
    """Return how many rows each table has that an act may write to, and the process's state."""
    models = [*apps.get_app_config("agreement").get_models(), *map(apps.get_model, COUNTED)]
    found = {m._meta.label: m._base_manager.count() for m in models}
    states = Counter(VersionProcess.objects.values_list("state", flat=True))
    return found | {f"process {state}": number for state, number in states.items()}


class Fuse:
    """Counts statements, and kills the process before one of them, or around the commit."""

    def __init__(self, at: int | str | None) -> None:
        self.at, self.statements = at, list[str]()

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        self.statements.append(sql)
        self.burn(len(self.statements))
        return execute(sql, params, many, context)

    def burn(self, now: int | str) -> None:
        """Die if it is time."""
        if self.at == now:
            os.kill(os.getpid(), signal.SIGKILL)

    def commit(self, original: Act) -> None:
        """Commit, or die before or after it."""
        self.burn("before the commit")
        original()
        self.burn("after the commit")


def burning(act: Act, at: int | str | None) -> list[str]:
    """Do an act that is killed somewhere; return its statements if it was not."""
    fuse = Fuse(at)
    wrapper: Any = connection  # its private methods are what a commit goes through
    wrapper._commit = partial(fuse.commit, wrapper._commit)
    with connection.execute_wrapper(fuse):
        act()
    return fuse.statements


def kills() -> dict[str, Any]:
    """Kill the sealing at every statement, one process each; then let it happen."""
    act = prepared()
    statements = rehearsed(act)
    before = rows()
    writes = sum(not sql.startswith("SELECT") for sql in statements)
    harmed = []
    points: list[int | str] = [*range(1, len(statements) + 1), "before the commit"]
    for point in points:
        status = killed(act, point)
        if status != signal.SIGKILL or rows() != before:
            harmed.append([point, status, statements[point - 1] if isinstance(point, int) else ""])
    last = killed(act, "after the commit")
    return {
        "points": len(points),
        "writes": writes,
        "harmed": harmed,
        "last": last,
        "before": before,
        "after": rows(),
        **ledger(),
    }


def rehearsed(act: Act) -> list[str]:
    """Return the statements of an act that is done in a child and rolled back there."""
    connections.close_all()
    answer, told = os.pipe()
    if os.fork() == 0:
        wrapper: Any = connection
        wrapper._commit = wrapper._rollback
        fuse = Fuse(None)
        with connection.execute_wrapper(fuse):
            act()
        with os.fdopen(told, "w") as pipe:
            json.dump(fuse.statements, pipe)
        os._exit(0)
    os.close(told)
    with os.fdopen(answer) as pipe:
        statements: list[str] = json.load(pipe)
    os.wait()
    return statements


def killed(act: Act, at: int | str) -> int:
    """Return the signal that ended a child which was to die somewhere; 0 if it lived."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        burning(act, at)
        os._exit(0)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    tasks = {"seal_race": seal_race, "sign_race": sign_race, "kills": kills}
    sys.stdout.write(json.dumps(tasks[sys.argv[1]]()))
