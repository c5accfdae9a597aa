"""Signed notes and checkpoints as C2SP has them: c2sp.org/signed-note, c2sp.org/tlog-checkpoint.

Pure. A note is a text and lines with signatures; a checkpoint is a note whose text says how
many entries a log has and what the root of its tree is. Anybody can check one with the
verifier key, a line of text: `name+key id+base64`.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = b"\x01"
"""The byte that names the kind of a key."""
DASH = "— "
PUBLIC_KEY_BYTES = 32
KEY_ID_BYTES = 4
HASH_BYTES = 32
MOST_SIGNATURES = 100
"""What is more is no note but an attack."""


class NoteError(ValueError):
    """A text is no signed note, no checkpoint or no verifier key, or a signature is wrong."""


class Signer(Protocol):
    """A key that signs notes."""

    @property
    def name(self) -> str:
        """Return the name of the key."""

    @property
    def public_bytes(self) -> bytes:
        """Return the 32 bytes of the public key."""

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of a message."""


@dataclass(frozen=True)
class VerifierKey:
    """What a verifier key says."""

    name: str
    public_bytes: bytes

    @property
    def key_id(self) -> bytes:
        """Return the four bytes by which a signature names its key."""
        told = self.name.encode() + b"\n" + ED25519 + self.public_bytes
        return hashlib.sha256(told).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        key = base64.b64encode(ED25519 + self.public_bytes).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"


@dataclass(frozen=True)
class NoteSignature:
    """One line with a signature."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A note, its signatures unchecked."""

    body: str
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True)
class CheckpointBody:
    """What a checkpoint says of a log."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def is_key_name(name: str) -> bool:
    """Tell whether a key may be called so: not empty, without blanks, controls and plus signs."""
    return bool(name) and name.isprintable() and not any(c.isspace() or c == "+" for c in name)


def vkey_of(key: Signer) -> str:
    """Return the verifier key of a signer."""
    return str(VerifierKey(key.name, key.public_bytes))


def read_vkey(text: str) -> VerifierKey:
    """Return what a verifier key says; raises NoteError for anything else."""
    # The name has no plus, base64 may have some.
    name, _plus, rest = text.strip().partition("+")
    key_id, _plus, encoded = rest.partition("+")
    key = _bytes_of(encoded)
    if not is_key_name(name) or key[:1] != ED25519 or len(key) != 1 + PUBLIC_KEY_BYTES:
        raise NoteError("This is no verifier key of an Ed25519 key")
    read = VerifierKey(name, key[1:])
    if read.key_id.hex() != key_id:
        raise NoteError("The verifier key is damaged: its id does not fit")
    return read


def sign_note(body: str, key: Signer) -> str:
    """Return the note of a text; raises NoteError unless the text ends its last line."""
    _refuse_bad_body(body)
    if not is_key_name(key.name):
        raise NoteError("A key's name has no blanks and no plus signs")
    key_id = VerifierKey(key.name, key.public_bytes).key_id
    signature = base64.b64encode(key_id + key.sign(body.encode())).decode()
    return f"{body}\n{DASH}{key.name} {signature}\n"


def read_note(text: str) -> Note:
    """Return the parts of a note without checking signatures; raises NoteError for no note."""
    body, blank, lines = text.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise NoteError("This is no signed note: text, an empty line and signatures are needed")
    body += "\n"
    _refuse_bad_body(body)
    signed = lines[:-1].split("\n")
    if len(signed) > MOST_SIGNATURES:
        raise NoteError("The note has too many signatures")
    return Note(body, tuple(_read_signature(line) for line in signed))


def verify_note(text: str, vkey: str) -> Note:
    """Return a note that is signed with a key; signatures by others are left aside.

    Raises NoteError if it is no note, if the key did not sign it, or not this text.
    """
    key, note = read_vkey(vkey), read_note(text)
    ours = [s for s in note.signatures if (s.name, s.key_id) == (key.name, key.key_id)]
    if not ours:
        raise NoteError(f"The note is not signed by {key.name}")
    public = Ed25519PublicKey.from_public_bytes(key.public_bytes)
    for line in ours:
        try:
            public.verify(line.signature, note.body.encode())
        except InvalidSignature:
            raise NoteError(f"The signature by {key.name} does not fit the text") from None
    return note


def read_checkpoint(body: str) -> CheckpointBody:
    """Return what the text of a checkpoint says; raises NoteError for another text.

    Lines after the third are extensions, which are left aside.
    """
    lines = body.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise NoteError("This is no checkpoint: origin, size and root are needed, a line each")
    origin, size, encoded = lines[:3]
    if not (size.isascii() and size.isdigit() and str(int(size[:19])) == size):
        raise NoteError("The checkpoint's size is no number")
    root = _bytes_of(encoded)
    if len(root) != HASH_BYTES:
        raise NoteError("The checkpoint's root is no SHA-256")
    return CheckpointBody(origin, int(size), root)


def _refuse_bad_body(body: str) -> None:
    if not body.endswith("\n"):
        raise NoteError("The text of a note ends with a line break")
    if any(c < " " and c != "\n" for c in body):
        raise NoteError("The text of a note has no control characters")


def _read_signature(line: str) -> NoteSignature:
    name, blank, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not blank or not is_key_name(name):
        raise NoteError("A line of the note's signatures is none")
    signature = _bytes_of(encoded)
    if len(signature) <= KEY_ID_BYTES:
        raise NoteError("A signature of the note is too short")
    return NoteSignature(name, signature[:KEY_ID_BYTES], signature[KEY_ID_BYTES:])


def _bytes_of(encoded: str) -> bytes:
    """Return the bytes of a base64 text, which has one spelling alone."""
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("This is no base64") from None
    if base64.b64encode(decoded).decode() != encoded:
        raise NoteError("This is no base64 as it is written")
    return decoded
