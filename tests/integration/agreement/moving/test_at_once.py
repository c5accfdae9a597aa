"""A clause that two people move at the same instant goes to one place."""

import json
import os
import subprocess
import sys

from django.conf import settings

MODULE = "tests.integration.agreement.moving.under_fire"


def test_of_two_who_move_a_clause_at_once_one_does_and_the_other_is_told(
    own_database: str,
) -> None:
    more = {"DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-m", MODULE, "moves"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sorted(name for name, _text in told["ends"]) == ["MovingRefused", "done"]
    (refusal,) = (text for name, text in told["ends"] if name != "done")
    assert "Die Klausel steht nicht mehr dort" in refusal
    moved = [name for name, _text in told["ends"]].index("done")
    assert told["stands"] == [0, *(int(place == moved) for place in range(2))]
    assert told["rest"] == 1
