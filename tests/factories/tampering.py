"""Changing what is sealed, as somebody with all rights to the database would."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from agreement.triggers import install_triggers, trigger_names


@contextmanager
def unsealed(model: type[models.Model]) -> Iterator[None]:
    """Take the triggers off a sealed table for the length of the block."""
    on_table = "" if connection.vendor == "sqlite" else f" ON {model._meta.db_table}"
    connection.check_constraints()  # PostgreSQL alters no table whose rows await a check
    with connection.cursor() as cursor:
        for name in trigger_names(model, connection.vendor):
            cursor.execute(f"DROP TRIGGER {name}{on_table}")
    try:
        yield
    finally:
        connection.check_constraints()
        install_triggers()
