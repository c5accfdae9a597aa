"""The rows that verifying needs, read once."""

import json
from dataclasses import dataclass, field
from typing import Any

from agreement.models import (
    AgreementVersion,
    Artifact,
    Checkpoint,
    LedgerEntry,
    ProcessFreeze,
    Signature,
    SignatureFile,
    SignatureWithdrawal,
    TimeStamp,
    VersionProcess,
)
from agreement.verification.rows import Row, rows
from agreement.verification.standalone.material import Key


@dataclass
class Tables:
    """The rows that matter, and to which version each belongs."""

    versions: list[Row] = field(default_factory=lambda: rows(AgreementVersion, "id"))
    entries: list[Row] = field(default_factory=lambda: rows(LedgerEntry, "sequence"))
    checkpoints: list[Row] = field(default_factory=lambda: rows(Checkpoint, "size"))
    stamps: list[Row] = field(default_factory=lambda: rows(TimeStamp, "id"))
    signatures: list[Row] = field(default_factory=lambda: rows(Signature, "id"))
    withdrawals: list[Row] = field(default_factory=lambda: rows(SignatureWithdrawal, "id"))
    files: list[Row] = field(default_factory=lambda: rows(SignatureFile, "id"))
    artifacts: list[Row] = field(default_factory=lambda: rows(Artifact, "id"))
    freezes: list[Row] = field(default_factory=lambda: rows(ProcessFreeze, "id"))
    processes: list[Row] = field(default_factory=lambda: rows(VersionProcess, "opened_at"))

    def __post_init__(self) -> None:
        self.keys: dict[Any, Key] = {
            row.raw("id"): (row.uuid("agreement_id"), row.number("number")) for row in self.versions
        }
        self.told: dict[int, dict[str, Any]] = {
            row.number("sequence"): _told(row.content("canonical")) for row in self.entries
        }

    def about(self, row: Row, column: str = "version_id") -> Key | None:
        """Return the version that a row belongs to."""
        return self.keys.get(row.raw(column))


def _told(canonical: bytes) -> dict[str, Any]:
    """Return what an entry says; nothing for a damaged one, which the verifier reports."""
    try:
        told = json.loads(canonical)
    except (ValueError, RecursionError):
        return {}
    is_entry = isinstance(told, dict) and isinstance(told.get("payload"), dict)
    return told if is_entry else {}


def key_of(payload: dict[str, Any]) -> Key | None:
    """Return the version that an entry's payload names."""
    agreement, number = payload.get("agreement"), payload.get("version")
    if isinstance(agreement, str) and isinstance(number, int):
        return (agreement, number)
    return None
