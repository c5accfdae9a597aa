"""The form for visitors: an address, and nothing else."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class AddressForm(forms.Form):
    """The address that shall get mails."""

    email = forms.EmailField(
        label=gettext_lazy("Ihre E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("Bitte schreiben Sie Ihre E-Mail-Adresse."),
            "invalid": gettext_lazy(
                "Das ist keine E-Mail-Adresse. Schreiben Sie sie zum Beispiel so: name@example.org"
            ),
        },
    )
    fax = forms.CharField(
        label=gettext_lazy("Bitte lassen Sie dieses Feld leer"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """A trap for programs, which fill in every field; people do not see it."""

    def clean_fax(self) -> str:
        """Refuse what only a program fills in; a person who did so can mend it."""
        if self.cleaned_data["fax"]:
            raise ValidationError(_("Bitte lassen Sie dieses Feld leer."))
        return ""
