"""Each reader gets an issue exactly once, wherever a worker is killed and however many run."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

MODULE = "tests.integration.news.digest.under_fire"
EVERYBODY = [f"leser{number}@example.org" for number in range(3)]


def told(task: str, database: str) -> Any:
    more = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-m", MODULE, task],
        cwd=settings.BASE_DIR,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_worker_killed_anywhere_leaves_each_reader_exactly_one_mail(own_database: str) -> None:
    found = told("kills", own_database)
    assert found["kills"] > 30, "before each statement, and after each dot"
    assert found["got"] == [EVERYBODY] * len(found["got"])


def test_workers_at_once_send_each_mail_once(own_database: str) -> None:
    found = told("race", own_database)
    assert found["got"] == EVERYBODY
