"""What moving, splitting and joining does to the stored clauses of a section. Pure."""

from collections.abc import Collection, Sequence
from typing import Any

from agreement.enums import ChangeKind, Claim
from agreement.identity import CLAUSE, Stored, linked_uids, new_uid

FIRST, SECOND, NEITHER = "first", "second", "neither"


class NotThere(Exception):
    """A clause does not stand where it was looked for: somebody else was quicker."""


def find(stored: Sequence[Stored], uid: str) -> Stored:
    """Return a clause of a section; raises NotThere."""
    for block in stored:
        if block["type"] == CLAUSE and block.get("id") == uid:
            return block
    raise NotThere


def without(stored: Sequence[Stored], uids: Collection[str]) -> list[Stored]:
    """Return the clauses without some of them."""
    return [block for block in stored if block.get("id") not in uids]


def put_behind(stored: Sequence[Stored], clause: Stored, after: str) -> list[Stored]:
    """Return the clauses with one more, behind another, or first of all if `after` is empty.

    Raises NotThere if the other is gone.
    """
    if not after:
        return [clause, *stored]
    place = list(stored).index(find(stored, after)) + 1
    return [*stored[:place], clause, *stored[place:]]


def in_two(
    stored: Sequence[Stored],
    uid: str,
    texts: tuple[str, str],
    headings: tuple[str, str],
    *,
    keeps_uid: bool,
    rules_to: str,
) -> tuple[list[Stored], tuple[str, str]]:
    """Return the clauses with one cut in two, and the uids of both.

    The first keeps the uid, unless both are to be new; its plain words stay with the first, its
    rules go to one of them. Links in the section to a clause that is gone lead to the first.
    """
    whole = find(stored, uid)
    rules = whole["value"].get("rules") or []
    first_uid, second_uid = (uid if keeps_uid else new_uid()), new_uid()
    first = _changed(
        whole,
        first_uid,
        heading=headings[0],
        text=texts[0],
        rules=rules if rules_to == FIRST else [],
    )
    second = _changed(
        whole,
        second_uid,
        heading=headings[1],
        text=texts[1],
        plain="",
        rules=rules if rules_to == SECOND else [],
    )
    place = list(stored).index(whole)
    result = [*stored[:place], first, second, *stored[place + 1 :]]
    return [relinked(block, {uid: first_uid}) for block in result], (first_uid, second_uid)


def in_one(
    stored: Sequence[Stored], uids: tuple[str, str], heading: str, kept: str
) -> tuple[list[Stored], str]:
    """Return the clauses with two joined where the earlier stood, and the uid of the whole.

    The earlier one's words come first. `kept` says whose uid stays: of the clause that was named
    first, of the second, or of neither. Links in the section to what is gone lead to the whole.
    """
    named = [find(stored, uid) for uid in uids]
    earlier, later = sorted(named, key=list(stored).index)
    uid = {FIRST: uids[0], SECOND: uids[1]}.get(kept) or new_uid()
    values = earlier["value"], later["value"]
    whole = _changed(
        earlier,
        uid,
        heading=heading,
        text="".join(value.get("text") or "" for value in values),
        plain="\n".join(filter(None, (value.get("plain") for value in values))),
        rules=[rule for value in values for rule in value.get("rules") or []],
        claim=_claim(*values),
        change=_change(*values),
        change_reason="\n".join(filter(None, (value.get("change_reason") for value in values))),
    )
    rest = [whole if block is earlier else block for block in stored if block is not later]
    gone = {old: uid for old in uids if old != uid}
    return [relinked(block, gone) for block in rest], uid


def _changed(clause: Stored, uid: str, **values: Any) -> Stored:
    return {**clause, "id": uid, "value": {**clause["value"], **values}}


def _claim(first: Stored, second: Stored) -> str:
    claims = {one.get("claim") or Claim.BY_TEXT for one in (first, second)}
    if Claim.YES in claims:
        return str(Claim.YES)
    return str(claims.pop()) if len(claims) == 1 else str(Claim.BY_TEXT)


def _change(first: Stored, second: Stored) -> str:
    changes = {one.get("change") or ChangeKind.SUBSTANTIAL for one in (first, second)}
    return str(changes.pop() if len(changes) == 1 else ChangeKind.SUBSTANTIAL)


def relinked(clause: Stored, successors: dict[str, str]) -> Stored:
    """Return a clause whose links to others lead to their successors."""
    text = clause["value"].get("text") or ""
    for old in set(linked_uids(text)) & successors.keys():
        text = text.replace(f'uid="{old}"', f'uid="{successors[old]}"')
    return _changed(clause, clause.get("id") or "", text=text)
