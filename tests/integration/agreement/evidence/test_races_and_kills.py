"""Two at the same instant, and a server that dies: an act happens once, whole, or not at all.

In a database and processes of their own: see `under_fire`.
"""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from agreement.ledger import GENESIS

MODULE = "tests.integration.agreement.evidence.under_fire"


def run(task: str, database: str) -> Any:
    """Run a task in a process of its own; return what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", MODULE, task],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_whole(told: Any) -> None:
    """Assert that the ledger has no gap, its chain holds, and a checkpoint covers all of it."""
    sequences, _kinds, previous, hashes = zip(*told["entries"], strict=True)
    assert list(sequences) == list(range(1, len(sequences) + 1))
    assert list(previous) == [GENESIS, *hashes[:-1]]
    assert told["checkpoints"][-1] == len(sequences)


def kinds(told: Any) -> list[str]:
    return [kind for _sequence, kind, _previous, _hash in told["entries"]]


def test_eight_sealings_at_the_same_instant_give_one_version_and_seven_clear_refusals(
    own_database: str,
) -> None:
    told = run("seal_race", own_database)
    outcomes = sorted(name for name, _text in told["ends"])
    assert outcomes == ["ProcessRefused"] * 7 + ["done"]
    assert all(text.endswith(".") for name, text in told["ends"] if name != "done")
    assert kinds(told) == ["seal", "key"]
    assert_whole(told)


def test_eight_signatures_at_the_same_instant_are_all_there_and_complete_the_version_once(
    own_database: str,
) -> None:
    told = run("sign_race", own_database)
    assert [name for name, _text in told["ends"]] == ["done"] * 8
    assert kinds(told) == ["seal", "key", *["signature"] * 8, "signed"]
    assert told["state"] == "signed"
    assert_whole(told)


def test_a_sealing_that_is_killed_anywhere_has_happened_whole_or_not_at_all(
    own_database: str,
) -> None:
    told = run("kills", own_database)
    assert told["harmed"] == []
    assert told["points"] > told["writes"] > 10
    assert told["last"] == 9
    before, after = told["before"], told["after"]
    assert before["agreement.AgreementVersion"] == 0
    for table, number in {
        "agreement.AgreementVersion": 1,
        "agreement.VersionClause": 2,
        "agreement.VersionRule": 1,
        "agreement.Checkpoint": 1,
        "process adopted": 1,
    }.items():
        assert after[table] == number, table
    assert kinds(told) == ["seal", "key"]
    assert_whole(told)
