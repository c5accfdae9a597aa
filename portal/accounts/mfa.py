"""Second factors: how their secrets are kept, and how they are called."""

import base64
from typing import Any, ClassVar

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.second_factor import is_required

PORTAL = "Schnittstellenportal"


def _fernet(secret_key: str | bytes) -> Fernet:
    """Return a cipher whose key is derived from a secret key, for this purpose alone (RFC 5869)."""
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal.accounts.mfa")
    return Fernet(base64.urlsafe_b64encode(derive.derive(force_bytes(secret_key))))


def _cipher() -> MultiFernet:
    """Return the cipher; SECRET_KEY_FALLBACKS still decrypt after the key has been changed."""
    return MultiFernet([_fernet(k) for k in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


class MFAAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted: who gets the database alone gets nobody's second factor.

    The key follows from SECRET_KEY. Who changes that must put the old one into
    SECRET_KEY_FALLBACKS, or everybody sets up the second factor anew.
    """

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "Das hat nicht geklappt. Prüfen Sie den Code oder nehmen Sie einen neuen."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "Ihre Rolle verlangt einen zweiten Faktor. Richten Sie zuerst einen anderen ein."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return the text as it goes into the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given; raises InvalidToken when the key is another."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of a person whose role requires one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        has_another = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_another or not is_required(authenticator.user)

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # allauth's
        """Return the name proposed for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return how the portal is called in the browser's dialogue for passkeys."""
        return {"id": context.request.get_host().partition(":")[0], "name": PORTAL}
