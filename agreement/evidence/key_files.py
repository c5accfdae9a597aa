"""The file with the private key of the ledger: PKCS 8 in PEM, readable by its owner alone.

Pure. The key lies outside of the database, so that whoever can write to the database cannot
sign a history that never was.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


@dataclass(frozen=True)
class LedgerKey:
    """The key that signs, under the name of the ledger."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public_bytes(self) -> bytes:
        """Return the 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of a message."""
        return self.private.sign(message)


def next_path(path: Path) -> Path:
    """Return where a new key lies while it takes the place of the old one."""
    return path.with_name(f"{path.name}.next")


def read_key(path: Path) -> Ed25519PrivateKey:
    """Return the key in a file; raises OSError, or ValueError if it holds no Ed25519 key."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("The file holds a key of another kind than Ed25519")  # noqa: TRY004
    return key


def make_key(path: Path) -> bool:
    """Write a new key, unless the file is there; return whether one was made.

    Two at once make one key: the file appears whole, and never over another.
    """
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    made = _written_beside(path, Ed25519PrivateKey.generate())
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    finally:
        made.unlink()
    return True


def put_key(path: Path, key: Ed25519PrivateKey) -> None:
    """Write a key to a file, whole or not at all, in the place of what was there."""
    _written_beside(path, key).replace(path)


def others_may_read(path: Path) -> bool:
    """Tell whether the file is open to more than its owner."""
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _written_beside(path: Path, key: Ed25519PrivateKey) -> Path:
    """Return a new file in the same folder that holds the key and is safe on the disk."""
    descriptor, name = mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with mode 0600
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
