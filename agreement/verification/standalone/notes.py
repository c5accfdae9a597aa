"""Keys and checkpoints: C2SP signed note and tlog-checkpoint."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from email import message_from_bytes
from typing import Any, NamedTuple

from agreement.verification.standalone.ed25519 import ed25519_holds
from agreement.verification.standalone.words import Text, Unreadable


class Malformed(ValueError):
    """A key or a note is not written as it must be."""


def unbase64(text: str) -> bytes:
    """Return the bytes of base64 in its one right spelling; raises Malformed for another."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise Malformed from None
    if base64.b64encode(raw).decode() != text:
        raise Malformed
    return raw


class VerifierKey(NamedTuple):
    """What a line `name+id+base64` says."""

    name: str
    id: bytes
    public: bytes

    @classmethod
    def read(cls, text: Any) -> VerifierKey:
        """Return a verifier key; raises Malformed for anything else."""
        match = re.fullmatch(r"([^\s+]{1,300})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})", str(text))
        if not match:
            raise Malformed
        raw = unbase64(match[3])
        key_id = hashlib.sha256(match[1].encode("utf-8", "replace") + b"\n" + raw).digest()[:4]
        if len(raw) != 33 or raw[:1] != b"\1" or key_id.hex() != match[2]:
            raise Malformed
        return cls(match[1], key_id, raw[1:])


class Note(NamedTuple):
    """A checkpoint: the ledger's name, its size and root, and who signed it."""

    body: str
    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, key: VerifierKey) -> bool | None:
        """Tell whether a key's signature holds; None if it did not sign."""
        own = [s for name, key_id, s in self.signatures if (name, key_id) == (key.name, key.id)]
        if not own:
            return None
        return all(ed25519_holds(key.public, self.body.encode("utf-8"), s) for s in own)


NOTE = re.compile(
    r"(?P<origin>[^\s+]{1,300})\n(?P<size>0|[1-9][0-9]{0,14})\n(?P<root>[A-Za-z0-9+/=]{44})\n"
    r"(?P<more>(?:[^\s][^\n]{0,500}\n){0,20})\n"
    r"(?P<signatures>(?:\u2014 [^\s+]{1,300} [A-Za-z0-9+/=]{10,500}\n){1,20})"
)


def read_note(text: str) -> Note:
    """Return a checkpoint, its signatures unchecked; raises Malformed for another text."""
    match = NOTE.fullmatch(text)
    if not match:
        raise Malformed
    signatures = []
    for line in match["signatures"].splitlines():
        _dash, name, encoded = line.split(" ")
        raw = unbase64(encoded)
        signatures.append((name, raw[:4], raw[4:]))
    body = text[: match.start("signatures") - 1]
    root = unbase64(match["root"])
    return Note(body, match["origin"], int(match["size"]), root, tuple(signatures))


def kept_notes(raw: bytes) -> list[Note]:
    """Return the checkpoints in a file that a party kept: the note alone, or a mail with it.

    Raises Unreadable if there is none.
    """
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    found = _notes_in(raw.decode(encoding, "replace"))
    if not found:
        # A mail as it was sent: its parts are packed.
        parts = [part.get_payload(decode=True) for part in message_from_bytes(raw).walk()]
        packed = [part.decode("utf-8", "replace") for part in parts if isinstance(part, bytes)]
        found = [note for text in packed for note in _notes_in(text)]
    if not found:
        raise Unreadable(
            Text(
                "In der Datei mit dem Prüfpunkt steht kein Prüfpunkt, oder er ist beschädigt.",
                "The file with the checkpoint holds none, or it is damaged.",
            )
        )
    return found


def _notes_in(text: str) -> list[Note]:
    """Return the checkpoints in a text, which may be quoted or have other line ends."""
    lines = (text.replace("\r\n", "\n") + "\n").split("\n")
    stripped = [re.sub(r"^[> \t]+|[ \t]+$", "", line) for line in lines]
    found = []
    for match in NOTE.finditer("\n".join(stripped)):
        try:
            found.append(read_note(match[0]))
        except Malformed:
            continue
    return found
