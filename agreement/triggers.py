"""Triggers that make the database itself refuse to change what is sealed.

SQLite: an UPDATE, a DELETE, and an INSERT of a key that exists (INSERT OR REPLACE deletes
without firing the delete trigger) are aborted. PostgreSQL: a row trigger on UPDATE and DELETE
and a statement trigger on TRUNCATE, enabled ALWAYS, so that a session in the replica role is
refused as well. Installed after every migrate, since SQLite rebuilds a table – and drops its
triggers – when a column is altered; a system check finds a missing one.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from agreement.immutable import ImmutableModel

MESSAGE = "sealed: rows of this table never change"


def sealed_models() -> list[type[models.Model]]:
    """Return every model whose table is insert-only."""
    return [m for m in apps.get_models() if issubclass(m, ImmutableModel)]


def trigger_names(model: type[models.Model], vendor: str) -> list[str]:
    """Return the names of the triggers a sealed table must have on a database."""
    table = model._meta.db_table
    events = ["update", "delete", "replace"] if vendor == "sqlite" else ["row", "truncate"]
    return [f"sealed_{table}_{event}" for event in events]


def _unique_sets(model: type[models.Model]) -> list[list[str]]:
    """Return the columns of every key of a table, the primary key first."""
    columns = {f.name: str(f.column) for f in model._meta.local_concrete_fields}
    keys = [[str(f.column)] for f in model._meta.local_concrete_fields if f.unique]
    keys += [
        [columns[name] for name in constraint.fields]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    return keys


def _sqlite_statements(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    update, delete, replace = trigger_names(model, "sqlite")
    exists = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in key) + ")"
        for key in _unique_sets(model)
    )
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {exists})"  # noqa: S608  # names of our models
    abort = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {update} BEFORE UPDATE ON {table} {abort}",
        f"CREATE TRIGGER IF NOT EXISTS {delete} BEFORE DELETE ON {table} {abort}",
        f"CREATE TRIGGER IF NOT EXISTS {replace} BEFORE INSERT ON {table} WHEN {taken} {abort}",
    ]


def _postgresql_statements(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    row, truncate = trigger_names(model, "postgresql")
    return [
        "CREATE OR REPLACE FUNCTION refuse_to_change_sealed() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql",
        f"CREATE OR REPLACE TRIGGER {row} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_to_change_sealed()",
        f"CREATE OR REPLACE TRIGGER {truncate} BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_sealed()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {row}",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {truncate}",
    ]


def install_triggers(using: str = "default", **_signal: Any) -> None:
    """Install the triggers of all sealed tables; does nothing where they stand already."""
    connection = connections[using]
    statements = _sqlite_statements if connection.vendor == "sqlite" else _postgresql_statements
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in sealed_models():
            if model._meta.db_table in tables:
                for statement in statements(model):
                    cursor.execute(statement)


def installed_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the sealing triggers that a database has, enabled as they must be."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall() if name.startswith("sealed_")}


@register(Tags.database)
def sealed_tables_have_their_triggers(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Report a sealed table that the database would let somebody change."""
    errors: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            tables = set(connection.introspection.table_names())
            installed = installed_triggers(connection)
        except DatabaseError as error:
            errors.append(
                Error(f"The sealed tables could not be checked: {error}", id="portal.E011")
            )
            continue
        errors += [
            Error(
                f"Trigger {name} is missing: the sealed table could be changed.",
                hint="manage.py migrate installs it.",
                id="portal.E010",
            )
            for model in sealed_models()
            if model._meta.db_table in tables
            for name in trigger_names(model, connection.vendor)
            if name not in installed
        ]
    return errors
