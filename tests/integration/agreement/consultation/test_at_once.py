"""Acts in a consultation at the same instant: one holds, the others are told what holds."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

MODULE = "tests.integration.agreement.consultation.under_fire"


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


def test_of_six_who_decide_at_once_one_holds_and_five_read_what_it_says(own_database: str) -> None:
    told = run("decisions", own_database)
    assert sorted(name for name, _text in told["ends"]) == ["DecidedMeanwhile"] * 5 + ["done"]
    refusals = [text for name, text in told["ends"] if name != "done"]
    assert all(told["reason"] in text for text in refusals)
    assert told["notices"] == 1


def test_of_four_who_invite_at_once_one_does_and_what_was_open_is_carried_once(
    own_database: str,
) -> None:
    told = run("invitations", own_database)
    assert sorted(name for name, _text in told["ends"]) == ["ConsultationRefused"] * 3 + ["done"]
    assert (told["comments"], told["asked"]) == (1, 2)


def test_nothing_is_sealed_with_an_open_comment_even_when_both_happen_at_once(
    own_database: str,
) -> None:
    told = run("against_adoption", own_database)
    decided, adopted = (name for name, _text in told["ends"])
    assert (decided, told["decided"]) == ("done", True)
    assert (adopted, told["state"]) in {
        ("done", "adopted"),
        ("SealingRefused", "consultation"),
    }


def test_of_six_who_change_one_draft_at_once_one_does_and_five_are_told(own_database: str) -> None:
    told = run("edits", own_database)
    assert sorted(name for name, _text in told["ends"]) == ["ChangedMeanwhile"] * 5 + ["done"]
    (winner,) = (place for place, (name, _text) in enumerate(told["ends"]) if name == "done")
    assert told["text"] == f"Text {winner}"


def test_what_is_taken_back_is_never_decided_on_even_when_both_happen_at_once(
    own_database: str,
) -> None:
    told = run("taking_back", own_database)
    assert sorted(name for name, _text in told["ends"]) == ["ConsultationRefused", "done"]
    assert (told["state"], told["decided"]) in {("draft", False), ("released", True)}


def test_an_answer_that_is_released_is_the_one_that_was_read(own_database: str) -> None:
    told = run("answers", own_database)
    assert [name for name, _text in told["ends"]].count("done") == 1
    assert (told["answer"], told["released"]) in {("Freigegeben", True), ("Geändert", False)}
