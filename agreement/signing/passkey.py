"""A passkey's signature over a statement (WebAuthn assertion).

The challenge is the SHA-256 of the statement's RFC 8785 bytes, which hold the version's hash: so
the passkey signs what is declared, and anybody with the evidence can check it later.
https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
"""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from fido2 import cbor
from fido2.webauthn import UserVerificationRequirement

from agreement.signing.evidence import packed
from agreement.signing.refusals import SigningRefused
from agreement.signing.statement import challenge


def has_passkey(user: Any) -> bool:
    """Return whether somebody has a passkey to sign with."""
    return bool(auth.get_credentials(user))


def ask(user: Any, statement: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the page asks the browser, and what the session keeps until the answer comes."""
    options, state = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(user),
        user_verification=UserVerificationRequirement.PREFERRED,
        challenge=challenge(statement),
    )
    return dict(options), {"nonce": statement["nonce"], "state": state}


def verified(
    user: Any,
    statement: Mapping[str, Any],
    asked: Mapping[str, Any],
    credential: Mapping[str, Any],
) -> dict[str, Any]:
    """Return what proves that one of the person's passkeys signed the statement.

    Raises SigningRefused for an answer to another question, by another's passkey or of another
    statement.
    """
    server = auth.get_server()
    # What is asked for is made anew from the statement that will be kept, not taken from the page.
    state = {**asked["state"], "challenge": packed(challenge(statement))}
    try:
        answer = auth.parse_authentication_response(credential)
        used = server.authenticate_complete(state, auth.get_credentials(user), answer)
    except (ValueError, KeyError, ValidationError) as error:
        raise SigningRefused(
            _("Der Passkey hat nicht unterzeichnet, was hier steht. Versuchen Sie es noch einmal.")
        ) from error
    return {
        "credential_id": packed(used.credential_id),
        "public_key": packed(cbor.encode(dict(used.public_key))),
        "authenticator_data": packed(bytes(answer.response.authenticator_data)),
        "client_data": packed(bytes(answer.response.client_data)),
        "signature": packed(answer.response.signature),
    }
