"""Forms of the account where allauth's are not plain, or not sturdy, enough."""

import json
from typing import Any

from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _


class ShallowDecoder(json.JSONDecoder):
    """Refuses JSON nested too deep to read as it refuses any other that is wrong."""

    def decode(self, s: str, *args: Any) -> Any:
        """Return the value; raises JSONDecodeError."""
        try:
            return super().decode(s, *args)
        except RecursionError:
            raise json.JSONDecodeError("nested too deep", "", 0) from None


class SturdyCredential(forms.Form):
    """What a browser sends of a passkey may be anything."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        credential: Any = self.fields["credential"]
        credential.decoder = ShallowDecoder


class LoginPasskeyForm(SturdyCredential, allauth.LoginWebAuthnForm):
    """Logs in by a passkey alone."""


class AuthenticatePasskeyForm(SturdyCredential, allauth.AuthenticateWebAuthnForm):
    """Shows a passkey as the second factor."""


class ReauthenticatePasskeyForm(SturdyCredential, allauth.ReauthenticateWebAuthnForm):
    """Confirms by a passkey that it is still the owner."""


class AddPasskeyForm(SturdyCredential, allauth.AddWebAuthnForm):
    """Asks how a new passkey is to be called, and whether it opens the account by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("Name")
        name.help_text = _("Damit Sie ihn wiedererkennen, zum Beispiel „Diensttelefon“.")
        alone.label = _("Damit auch ohne Passwort anmelden")
        alone.help_text = _("Das Gerät fragt dann immer nach Fingerabdruck, Gesicht oder PIN.")
        alone.initial = True
