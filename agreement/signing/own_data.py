"""What the signatures of a version know about a person, for that person."""

from typing import Any

from agreement.models.signatures import Signature
from agreement.signing.evidence import read_evidence
from portal.accounts.models import User

WHO = ("uploaded_by", "confirmed_by")
"""Whom a proof may name beside the one who signed."""


def signatures_of(user: User) -> list[dict[str, Any]]:
    """Return the evidence that names somebody by the address of the account (one query).

    It stays when the account goes: it is what proves the agreement.
    """
    found = Signature.objects.select_related("version__agreement").defer("version__canonical")
    return [
        {
            "agreement": str(signature.version.agreement),
            "version": signature.version.number,
            "party": signature.party_name,
            "evidence": read_evidence(bytes(signature.evidence)),
        }
        for signature in found
        if _names(bytes(signature.evidence), user.email.lower())
    ]


def _names(evidence: bytes, email: str) -> bool:
    """Return whether evidence names an address; most does not even hold its letters."""
    if email not in evidence.decode(errors="replace").lower():
        return False
    data = read_evidence(evidence)
    people = [data["statement"].get("person"), *map(data["proof"].get, WHO)]
    return email in {person["email"].lower() for person in people if person}
