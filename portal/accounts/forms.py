"""Forms of the account where allauth's words are not plain enough."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """Asks how a new passkey is to be called, and whether it opens the account by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label = _("Name")
        name.help_text = _("Damit Sie ihn wiedererkennen, zum Beispiel „Diensttelefon“.")
        alone.label = _("Damit auch ohne Passwort anmelden")
        alone.help_text = _("Das Gerät fragt dann immer nach Fingerabdruck, Gesicht oder PIN.")
        alone.initial = True
