"""Checkpoints: the ledger at one moment, signed, to be given to every party.

A chain of hashes alone does not notice that its end was cut off, or that all of it was made
anew. A checkpoint that a partner kept does.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from agreement.enums import EntryKind
from agreement.evidence.key_files import LedgerKey
from agreement.evidence.keys import (
    current_key,
    ensure_key,
    first_payload,
    is_available,
    lay_ready,
    newest_vkey,
    replacement_payload,
    rotation_payload,
)
from agreement.evidence.notes import CheckpointBody, sign_note
from agreement.evidence.refusals import LedgerRefused
from agreement.evidence.tree import GrowingTree, leaf_hash
from agreement.ledger import append
from agreement.models import Checkpoint, LedgerEntry


class LedgerDamaged(LedgerRefused):
    """The ledger is not what an earlier checkpoint says; nothing more is signed."""


def issue_checkpoint() -> Checkpoint:
    """Return the signed checkpoint over all entries; for the same entries the same one.

    To be called after an act's last entry, in its transaction, which holds the ledger's lock.
    The very first one is preceded by an entry that names the key. Raises KeyUnavailable if it
    cannot be signed, LedgerDamaged if the entries are not those of the checkpoint before.
    """
    key, now = current_key(), timezone.now().replace(microsecond=0)
    if newest_vkey() is None:
        append(EntryKind.KEY, None, first_payload(key), now)
    return _issue(key, now)


def rotate() -> Checkpoint:
    """Let a new key follow the one in use; return the first checkpoint that it signs.

    To be called in a transaction that holds the lock; after its commit the new key is put in
    its place (`keys.put_in_place`). Until then both lie ready, so that no kill loses one.
    Raises KeyUnavailable and LedgerDamaged as `issue_checkpoint` does.
    """
    ensure_key()  # nothing lies in the new key's place
    issue_checkpoint()  # names the first key, if nobody did
    old = current_key()
    new = lay_ready(old.name)
    now = timezone.now().replace(microsecond=0)
    append(EntryKind.KEY, None, rotation_payload(old, new), now)
    return _issue(new, now)


def replace_lost_key() -> Checkpoint:
    """Let a new key follow one that is lost; return the first checkpoint that it signs.

    For the day on which no copy of the key can be found: the entry lacks the signature of the
    key before it, and every verifier says so. Otherwise like `rotate`. Raises ValueError as long
    as the key is there, or none was ever needed, and LedgerDamaged.
    """
    lost = newest_vkey()
    if lost is None or is_available():
        raise ValueError("The key is not lost")
    new = lay_ready(lost.name)
    now = timezone.now().replace(microsecond=0)
    append(EntryKind.KEY, None, replacement_payload(lost, new), now)
    return _issue(new, now)


def _issue(key: LedgerKey, now: datetime) -> Checkpoint:
    last = Checkpoint.objects.order_by("size").last()
    tree = _grow(last)
    if last and last.size == tree.size:
        return last
    root = tree.root()
    checkpoint: Checkpoint = Checkpoint.objects.create(
        size=tree.size,
        root=root.hex(),
        note=sign_note(str(CheckpointBody(key.name, tree.size, root)), key),
        issued_at=now,
    )
    return checkpoint


def _grow(last: Checkpoint | None) -> GrowingTree:
    """Return the tree over all entries, which must begin with those of the last checkpoint.

    Raises LedgerDamaged: signing two histories would make the portal's word worthless.
    """
    tree = GrowingTree()
    reached = last is None
    entries = LedgerEntry.objects.order_by("sequence").values_list("sequence", "canonical")
    for sequence, canonical in entries.iterator(chunk_size=2000):
        tree.append(leaf_hash(bytes(canonical)))
        if sequence != tree.size:
            break
        if last and sequence == last.size:
            if tree.root().hex() != last.root:
                break
            reached = True
    else:
        if reached:
            return tree
    raise LedgerDamaged(
        _(
            "Das Register passt nicht zu seinem letzten Prüfpunkt. Es wird nichts mehr "
            "eingetragen, bis die Administration es geprüft hat (manage.py verify_agreement)."
        )
    )
