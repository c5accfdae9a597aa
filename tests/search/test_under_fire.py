"""Workers are killed and hang, rebuilds are killed, and people go on writing: nothing is missing
in the end, nothing is left over, and nothing is found that was never there."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.search.conftest import Engine


def test_nothing_is_lost_and_nothing_left_over_whatever_happens_to_workers_and_rebuilds(
    elasticsearch: Engine, own_database: str, tmp_path: Path
) -> None:
    more = {
        "DATABASE_URL": own_database,
        "DJANGO_SETTINGS_MODULE": "tests.search.settings",
        "ELASTICSEARCH_URL": elasticsearch.url,
        "ELASTICSEARCH_INDEX": elasticsearch.index,
        "SHARED_CACHE": str(tmp_path / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.search.under_fire"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["pending"] == 0
    assert told["entries"] == told["copies"]
    assert len(told["entries"]) > 10
    assert told["ghosts"] == []
    assert (told["entries_mended"], told["copies_mended"]) == (0, 0)
    assert (told["rebuilt"], told["indexes"]) == (0, 1)
