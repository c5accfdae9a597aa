"""The identity of clauses: the id of a clause's block is its uid, for ever.

Works on the stored form of a section's clauses, a list of `{"type", "id", "value"}`, and knows
no Django: forms, copies and the sealing ask here alike.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Stored = dict[str, Any]

CLAUSE = "clause"

# As the editor's converter writes it: the attributes in either order.
CLAUSE_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="clause")[^>]*\buid="(?P<uid>[^"]*)"[^>]*>')
_UID_IN_LINK = re.compile(r'(<a\b(?=[^>]*\blinktype="clause")[^>]*\buid=")([^"]*)(")')


def new_uid() -> str:
    """Mint a uid."""
    return str(uuid.uuid4())


def is_uid(text: str | None) -> bool:
    """Whether a text is a uid in its one written form: a UUID, lower case, with hyphens."""
    try:
        return text is not None and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def doubled(uids: Iterable[str]) -> set[str]:
    """Return the uids that occur more than once."""
    return {uid for uid, count in Counter(uids).items() if count > 1}


def clause_uids(stored: Iterable[Stored]) -> list[str]:
    """Return the uids of a section's clauses in their order; blocks without an id are left out."""
    return [block["id"] for block in stored if block["type"] == CLAUSE and block.get("id")]


def linked_uids(html: str) -> list[str]:
    """Return the uids that the links to clauses in a rich text point to, in their order."""
    return [match["uid"] for match in CLAUSE_LINK.finditer(html)]


def reminted(stored: Sequence[Stored]) -> list[Stored]:
    """Return a copy of clauses with uids of their own, and rules with ids of their own.

    Links between the clauses, and rules that take precedence over one of them, follow; what
    leads out of them stays as it is.
    """
    fresh = {uid: new_uid() for uid in clause_uids(stored)}
    return [_reminted_clause(block, fresh) for block in stored]


def _reminted_clause(block: Stored, fresh: Mapping[str, str]) -> Stored:
    value = dict(block["value"])
    value["text"] = _UID_IN_LINK.sub(
        lambda m: m[1] + fresh.get(m[2], m[2]) + m[3], value.get("text") or ""
    )
    value["rules"] = [_reminted_rule(rule, fresh) for rule in value.get("rules") or []]
    return {**block, "id": fresh.get(block.get("id", "")) or new_uid(), "value": value}


def _reminted_rule(rule: Stored, fresh: Mapping[str, str]) -> Stored:
    overrides = [fresh.get(uid, uid) for uid in rule["value"].get("overrides") or []]
    return {**rule, "id": new_uid(), "value": {**rule["value"], "overrides": overrides}}
