"""What proves a signature: RFC 8785 bytes that hold the statement, the way it was made, the proof.

Pure. The bytes name people and stay within the network; their SHA-256 stands in the ledger.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agreement.snapshot import canonical_bytes

FORMAT = "schnittstellenportal/signature/1"


@dataclass(frozen=True)
class Evidence:
    """The bytes that prove a signature, and their hash."""

    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that the ledger holds."""
        return hashlib.sha256(self.content).hexdigest()


def evidence_of(
    statement: Mapping[str, Any], method: str, recorded_at: datetime, proof: Mapping[str, Any]
) -> Evidence:
    """Return the evidence of a signature by one of the four methods.

    `proof` is what the method leaves: how the person was known, the passkey's answer, the hash
    of a file and who confirmed it. Raises TypeError for what RFC 8785 bytes of ours cannot hold.
    """
    return Evidence(
        canonical_bytes(
            {
                "format": FORMAT,
                "method": method,
                "recorded_at": moment(recorded_at),
                "statement": dict(statement),
                "proof": dict(proof),
            }
        )
    )


def read_evidence(content: bytes) -> dict[str, Any]:
    """Return what evidence says; raises ValueError for bytes that are none."""
    data = json.loads(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError("These bytes are no evidence of a signature")
    return data


def moment(at: datetime) -> str:
    """Return a moment as evidence holds it, as in the ledger."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def packed(content: bytes) -> str:
    """Return bytes as evidence holds them: base64url without padding, as WebAuthn writes them."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
