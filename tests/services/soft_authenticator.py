"""A passkey in software: what a browser and a security key do together, byte by byte.

WebAuthn Level 3: https://www.w3.org/TR/webauthn-3/ (6.1 authenticator data, 6.5.4 attestation
object, 5.8.1 client data).
"""

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor

PRESENT, VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


def encode(data: bytes) -> str:
    """Return base64url without padding, as WebAuthn's JSON wants bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftPasskey:
    """One passkey for one portal."""

    def __init__(self, host: str = "testserver", origin: str = "https://testserver") -> None:
        self.host, self.origin = host, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.user_handle = ""

    def register(self, options: dict[str, Any], *, is_alone: bool = True) -> str:
        """Answer the options for a new passkey; `is_alone`: it also opens without password."""
        public = options["publicKey"]
        self.user_handle = public["user"]["id"]
        data = self._authenticator_data(HAS_CREDENTIAL) + self._credential()
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        response = {
            "clientDataJSON": encode(self._client_data("webauthn.create", public["challenge"])),
            "attestationObject": encode(cbor.encode(attestation)),
        }
        return self._json(response, {"credProps": {"rk": is_alone}})

    def authenticate(self, options: dict[str, Any], *, user_handle: str | None = None) -> str:
        """Answer the options for a log-in, or claim to be somebody else's by `user_handle`."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._authenticator_data()
        signed = data + hashlib.sha256(client_data).digest()
        response = {
            "clientDataJSON": encode(client_data),
            "authenticatorData": encode(data),
            "signature": encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.user_handle if user_handle is None else user_handle,
        }
        return self._json(response, {})

    def _client_data(self, kind: str, challenge: str) -> bytes:
        data = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(data).encode()

    def _authenticator_data(self, flags: int = 0) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([PRESENT | VERIFIED | flags]) + bytes(4)

    def _credential(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        cose_key = cbor.encode({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose_key

    def _json(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        own_id = encode(self.id)
        answer = {"id": own_id, "rawId": own_id, "type": "public-key", "response": response}
        return json.dumps({**answer, "clientExtensionResults": extensions})
