"""SHA-256 and the Merkle tree of RFC 6962."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def sha256(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962)."""
    return hashlib.sha256(b"\0" + data).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def roots(leaves: Sequence[bytes]) -> list[bytes]:
    """Return the Merkle root (RFC 6962) over the first 0, 1, 2 … leaves."""
    found = [hashlib.sha256().digest()]
    whole: list[bytes] = []
    for index, leaf in enumerate(leaves):
        node, size = leaf, index
        while size & 1:
            node, size = _node_hash(whole.pop(), node), size >> 1
        whole.append(node)
        root = whole[-1]
        for left in reversed(whole[:-1]):
            root = _node_hash(left, root)
        found.append(root)
    return found
