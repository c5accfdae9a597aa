"""From the names that a file gives its clauses to uids. Pure."""

import re
import uuid

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def same_name(uid: str) -> str:
    """Return a file's uid in the one form in which it is compared: UUIDs in lower case."""
    return uid.lower() if _UUID.fullmatch(uid) else uid


def clause_uid(uid: str, agreement: uuid.UUID) -> str:
    """Return the uid of the clause that a file names so, always the same within an agreement.

    A UUID stays itself: so an export of the portal comes in again with its own clauses.
    """
    return uid.lower() if _UUID.fullmatch(uid) else str(uuid.uuid5(agreement, uid))


def rule_uid(rule_id: str, clause: str) -> str:
    """Return the id of a rule on a clause (uid), by the file's own or by its position."""
    if _UUID.fullmatch(rule_id):
        return rule_id.lower()
    return str(uuid.uuid5(uuid.UUID(clause), f"rule/{rule_id}"))
