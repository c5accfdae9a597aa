"""The key the ledger is signed with today, and how another one follows it.

The ledger names its keys in entries: the first by itself, each later one by an entry that the
key before it signed. Only the key of the newest entry signs checkpoints.
"""

import base64
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from agreement.enums import EntryKind
from agreement.evidence.key_files import LedgerKey, make_key, next_path, put_key, read_key
from agreement.evidence.notes import VerifierKey, read_vkey, vkey_of
from agreement.evidence.refusals import LedgerRefused
from agreement.models import LedgerEntry
from agreement.snapshot import canonical_bytes


class KeyUnavailable(LedgerRefused):
    """The ledger cannot be signed now."""


def key_file() -> Path:
    """Return where the private key lies."""
    return Path(settings.LEDGER_KEY_FILE)


def newest_vkey() -> VerifierKey | None:
    """Return the verifier key of the ledger's newest KEY entry, None before the first one.

    Raises KeyUnavailable if somebody made the entry unreadable.
    """
    entry = LedgerEntry.objects.filter(kind=EntryKind.KEY).order_by("-sequence").first()
    if entry is None:
        return None
    try:
        return read_vkey(json.loads(bytes(entry.canonical))["payload"]["key"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyUnavailable(
            _(
                "Das Register kann nicht unterschrieben werden: Sein Eintrag %(number)s nennt "
                "keinen lesbaren Schlüssel. Die Administration muss das Register prüfen."
            )
            % {"number": entry.sequence}
        ) from None


def current_key() -> LedgerKey:
    """Return the key that signs, called as the ledger calls it.

    The name is that of the ledger's first days, whatever the portal's address is by now: a
    log that changed its name would be another log to everybody who kept a checkpoint.
    Raises KeyUnavailable if the file is missing, is no key, or is not the one that the ledger
    names.
    """
    vkey = newest_vkey()
    found = _read(key_file())
    if vkey is None:
        return LedgerKey(settings.LEDGER_ORIGIN, found)
    following = next_path(key_file())
    # A rotation that was broken off between its entry and the change of the file.
    candidates = [found, *([_read(following)] if following.exists() else [])]
    for private in candidates:
        if private.public_key().public_bytes_raw() == vkey.public_bytes:
            return LedgerKey(vkey.name, private)
    raise KeyUnavailable(
        _(
            "Das Register kann nicht unterschrieben werden: Der Schlüssel in der Datei ist ein "
            "anderer als der, den das Register zuletzt nennt. Die Administration muss die "
            "richtige Schlüsseldatei zurückholen."
        )
    )


def is_available() -> bool:
    """Tell whether the ledger can be signed now."""
    try:
        current_key()
    except KeyUnavailable:
        return False
    return True


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        return read_key(path)
    except FileNotFoundError:
        raise KeyUnavailable(
            _(
                "Das Register kann nicht unterschrieben werden: Seine Schlüsseldatei fehlt. "
                "Die Administration muss sie anlegen oder zurückholen."
            )
        ) from None
    except (OSError, ValueError):
        raise KeyUnavailable(
            _(
                "Das Register kann nicht unterschrieben werden: Seine Schlüsseldatei ist nicht "
                "lesbar. Die Administration muss sie zurückholen."
            )
        ) from None


def ensure_key() -> list[str]:
    """Make the key file of a new ledger, finish a rotation; return what was done, in sentences.

    A ledger that names a key already gets no other one this way: it would sign what nobody can
    check against the checkpoints that were given out.
    """
    path, vkey = key_file(), newest_vkey()
    following = next_path(path)
    if vkey is None:
        return ["made the key file."] if make_key(path) else []
    if following.exists() and _is(following, vkey):
        following.replace(path)
        return ["put the new key in its place."]
    if not path.exists():
        return ["THE KEY FILE IS MISSING. Bring it back; nothing can be sealed until then."]
    return []


def _is(path: Path, vkey: VerifierKey) -> bool:
    return _read(path).public_key().public_bytes_raw() == vkey.public_bytes


def first_payload(key: LedgerKey) -> dict[str, str]:
    """Return what the ledger's first KEY entry says."""
    return {"key": vkey_of(key)}


def rotation_payload(old: LedgerKey, new: LedgerKey) -> dict[str, str]:
    """Return what a KEY entry says that hands over from one key to the next."""
    told = {"key": vkey_of(new), "previous": vkey_of(old)}
    signature = base64.b64encode(old.sign(canonical_bytes(told))).decode()
    return {**told, "signature": signature}


def replacement_payload(lost: VerifierKey, new: LedgerKey) -> dict[str, str]:
    """Return what a KEY entry says whose former key was lost: that nobody handed over.

    Whoever checks the ledger sees that the signature is missing, and has to ask.
    """
    return {"key": vkey_of(new), "previous": str(lost)}


def lay_ready(name: str) -> LedgerKey:
    """Write a new key beside the one in use, and return it."""
    private = Ed25519PrivateKey.generate()
    put_key(next_path(key_file()), private)
    return LedgerKey(name, private)


def put_in_place() -> None:
    """Let the key that lies ready take the place of the one in use."""
    next_path(key_file()).replace(key_file())
