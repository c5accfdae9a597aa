"""The system check of the ledger's key: there, the right one, and its owner's alone.

Warnings, since a missing key must not keep anybody from migrating; sealing refuses without it.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import DatabaseError, connections

from agreement.evidence.key_files import others_may_read
from agreement.evidence.keys import KeyUnavailable, current_key, key_file, newest_vkey
from agreement.models import LedgerEntry


@register(Tags.database)
def the_ledger_can_be_signed(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Report a key file that is missing, that others may read, or that holds another key."""
    if "default" not in (databases or []) or not _has_ledger():
        return []
    path, found = key_file(), list[CheckMessage]()
    if path.exists() and others_may_read(path):
        hint = f"chmod 600 {path}; if somebody may have read it: manage.py rotate_ledger_key."
        found.append(Warning("Others may read the key of the ledger.", hint=hint, id="portal.W013"))
    try:
        current_key()
    except KeyUnavailable as refusal:
        is_new = newest_vkey() is None and not path.exists()
        hint = "manage.py provision makes it." if is_new else f"Bring {path} back from its backup."
        found.append(Warning(str(refusal), hint=hint, id="portal.W012"))
    return found


def _has_ledger() -> bool:
    """Tell whether the table is there; a database that is away is reported by another check."""
    try:
        tables = connections["default"].introspection.table_names()
    except DatabaseError:
        return False
    return LedgerEntry._meta.db_table in tables
