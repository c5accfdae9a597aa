"""The secret in an invitation's mail; only its hash is kept."""

import secrets
from hashlib import sha256

BYTES = 32


def new_token() -> str:
    """Return 32 random bytes as they stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    """Return what is stored of a token: nobody gets back from it to the token.

    A plain hash is enough: 256 random bits cannot be guessed, unlike passwords.
    """
    return sha256(token.encode()).hexdigest()
