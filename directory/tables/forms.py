"""The upload of a table."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A file; whether it is a table is seen when it is read."""

    file = forms.FileField(
        label=_("Tabelle (CSV oder XLSX)"),
        help_text=_("Höchstens 2 MB und 2.000 Zeilen. Zuerst sehen Sie, was sich ändern würde."),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei."),
            "empty": _("Die Datei ist leer. Bitte wählen Sie eine andere."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
