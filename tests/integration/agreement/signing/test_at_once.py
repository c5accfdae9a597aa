"""Signatures at the same instant: a party has one, and a version is complete or it is not."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from tests.integration.agreement.evidence.test_races_and_kills import assert_whole, kinds

MODULE = "tests.integration.agreement.signing.under_fire"


def run(task: str, database: str) -> Any:
    """Run a task in a process of its own; return what it tells."""
    more = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-m", MODULE, task],
        cwd=settings.BASE_DIR,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_seven_who_sign_for_one_party_at_once_give_one_signature_and_six_clear_refusals(
    own_database: str,
) -> None:
    told = run("for_one_party", own_database)
    outcomes = sorted(name for name, _text in told["ends"])
    assert outcomes == ["SigningRefused"] * 6 + ["done"]
    assert all(text.endswith(".") for name, text in told["ends"] if name != "done")
    assert (told["signatures"], told["state"]) == (1, "adopted")
    assert kinds(told) == ["seal", "key", "signature"]
    assert_whole(told)


def test_the_last_signature_and_a_withdrawal_at_once_give_one_of_two_clear_ends(
    own_database: str,
) -> None:
    told = run("against_withdrawal", own_database)
    withdrawn, signed = (name for name, _text in told["ends"])
    assert signed == "done"
    if withdrawn == "done":
        assert (told["signatures"], told["state"]) == (1, "adopted")
        assert "signed" not in kinds(told)
    else:
        assert withdrawn == "SigningRefused"
        assert (told["signatures"], told["state"]) == (2, "signed")
        assert "withdrawal" not in kinds(told)
    assert_whole(told)
