"""The site's ledger: every decision on a version, chained by hashes, without gaps."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from agreement.enums import EntryKind
from agreement.models import AgreementVersion, LedgerEntry
from agreement.snapshot import canonical_bytes

GENESIS = "0" * 64
"""What the first entry holds as the hash before it."""

LEDGER_LOCK = 0x5EA1ED
"""The key of PostgreSQL's advisory lock that lets one writer append at a time."""


def entry_bytes(
    sequence: int, kind: str, payload: Mapping[str, Any], recorded_at: datetime, previous: str
) -> bytes:
    """Return the RFC 8785 bytes of an entry: what its hash is made of."""
    return canonical_bytes(
        {
            "sequence": sequence,
            "kind": kind,
            "payload": payload,
            "recorded_at": recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "previous": previous,
        }
    )


def lock_ledger() -> None:
    """Let no other transaction append until this one ends.

    SQLite needs nothing: its transactions begin IMMEDIATE, one writer at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])


def append(
    kind: EntryKind,
    version: AgreementVersion | None,
    payload: Mapping[str, Any],
    recorded_at: datetime,
    effective_on: date | None = None,
) -> LedgerEntry:
    """Append an entry; to be called within a transaction that holds the lock.

    The payload names the version by number and hash, so that the chain proves what it meant. It
    names no person: everybody may check the ledger, and nothing is ever erased from it.
    """
    last = LedgerEntry.objects.order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    previous = last.entry_hash if last else GENESIS
    about = version and {
        "agreement": str(version.agreement_id),
        "version": version.number,
        "sha256": version.sha256,
    }
    told = {**(about or {}), **payload}
    if effective_on:
        told["effective_on"] = effective_on.isoformat()
    canonical = entry_bytes(sequence, kind, told, recorded_at, previous)
    entry: LedgerEntry = LedgerEntry.objects.create(
        sequence=sequence,
        kind=kind,
        version=version,
        effective_on=effective_on,
        recorded_at=recorded_at,
        canonical=canonical,
        previous_hash=previous,
        entry_hash=hashlib.sha256(canonical).hexdigest(),
    )
    return entry
