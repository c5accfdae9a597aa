"""The form for a file that somebody wants to check."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.verification.standalone.notes import Note, kept_notes
from agreement.verification.standalone.words import Unreadable
from agreement.verification.words import in_language

MOST_MEGABYTES = 30
MOST_BYTES = MOST_MEGABYTES * 1_000_000
LONGEST_NOTE = 20_000


class CheckForm(forms.Form):
    """A file, and the checkpoint that its reader kept, if there is one."""

    file = forms.FileField(
        label=gettext_lazy("Datei"),
        help_text=gettext_lazy(
            "Das PDF einer Fassung, der Nachweis als ZIP oder eine JSON-Datei des Portals, "
            "höchstens 30 MB. Die Datei wird nicht gespeichert."
        ),
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie die Datei, die geprüft werden soll."),
            "empty": gettext_lazy("Diese Datei ist leer. Bitte wählen Sie eine andere."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.zip,.json"}),
        allow_empty_file=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Ihr Prüfpunkt"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Fügen Sie den Prüfpunkt ein, den Sie aufbewahrt haben, zum Beispiel aus der E-Mail "
            "des Portals. Nur damit fällt auf, wenn jemand das ganze Register neu geschrieben hat."
        ),
        widget=forms.Textarea(
            attrs={"rows": 6, "dir": "ltr", "spellcheck": "false", "autocomplete": "off"}
        ),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(too_large())
        return file

    def clean_note(self) -> list[Note]:
        """Return the checkpoints in the text; none if it is empty."""
        text = self.cleaned_data["note"]
        if not text.strip():
            return []
        if len(text) > LONGEST_NOTE:
            raise ValidationError(
                _("Dieser Text ist zu lang. Bitte fügen Sie nur den Prüfpunkt selbst ein.")
            )
        try:
            return kept_notes(text.encode())
        except Unreadable as error:
            raise ValidationError(in_language(error.text)) from None


def too_large() -> str:
    """Return the sentence for a file above the limit."""
    return _(
        "Diese Datei ist zu groß. Hier gehen höchstens %(most)s MB. Größere prüfen Sie mit dem "
        "Programm auf Ihrem eigenen Rechner."
    ) % {"most": MOST_MEGABYTES}
