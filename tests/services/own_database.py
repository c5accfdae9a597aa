"""A database of a test's own, for what a test's transaction cannot show: races and kills.

A copy of the tests' database as every test finds it: migrated, with the standing site. Sealed
tables refuse to be emptied, so nothing of this may happen in the database that tests share.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection


@contextmanager
def copied_database(folder: Path) -> Iterator[str]:
    """Give the DATABASE_URL of a copy for the length of the block; it is dropped afterwards.

    To be called outside of any transaction. `folder` takes the file of SQLite.
    """
    if connection.vendor == "sqlite":
        yield _sqlite_copy(folder / "own.sqlite3")
        return
    name = f"own_{uuid.uuid4().hex}"
    template = connection.settings_dict["NAME"]
    connection.close()  # a template must have no other users
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    facts = connection.settings_dict
    try:
        yield (
            f"postgresql://{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@:{facts['PORT']}"
            f"/{name}?host={quote(facts['HOST'])}"
        )
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _sqlite_copy(path: Path) -> str:
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()
    return f"sqlite:///{path}"
