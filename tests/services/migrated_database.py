"""An empty SQLite database of the portal, migrated once and copied by every process of the tests.

Two hundred migrations take twenty seconds; a copy takes a tenth of one.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.bootstrap_system import ROOT

FOLDER = ROOT / "var" / "test-databases"
APPS = ("portal", "agreement", "directory", "news")
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"
"""The name that Django gives to the tests' database."""


def copy_into(connection: BaseDatabaseWrapper) -> None:
    """Make the connection one to a migrated database in memory, which dies with the process."""
    connection.close()
    connection.settings_dict["NAME"] = IN_MEMORY
    settings.DATABASES["default"]["NAME"] = IN_MEMORY
    connection.ensure_connection()
    with closing(sqlite3.connect(_migrated())) as source:
        source.backup(connection.connection)


def _migrated() -> Path:
    """Return the file of the migrated database, made by whoever needs it first."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / f"{_key()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for older in FOLDER.glob("*.sqlite3*"):
                older.unlink()
            unfinished = made.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "portal.settings.test",
                    "DATABASE_URL": f"sqlite:///{unfinished}",
                },
                check=True,
            )
            unfinished.rename(made)
    return made


def _key() -> str:
    """Return a hash of all that the migrated database comes from."""
    digest = hashlib.sha256()
    for path in sorted(_origins()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _origins() -> Iterator[Path]:
    """Yield the migrations, the libraries' versions, and what follows every migrate."""
    for app in APPS:
        yield from (ROOT / app).rglob("migrations/*.py")
    yield ROOT / "requirements-dev.lock"
    yield ROOT / "agreement" / "triggers.py"
    yield ROOT / "portal" / "core" / "apps.py"
