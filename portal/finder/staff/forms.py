"""The box and what stands beside it: the day and the text to ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.finder.staff.notes import LONGEST_NOTE

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class BoxForm(forms.Form):
    """A question in a few words, for any day and any text."""

    use_required_attribute = False

    frage = forms.CharField(
        label=_("Frage in Stichworten"),
        help_text=_(
            "Alter, Status, Ort, Anliegen – zum Beispiel: 19 Duldung Östringen. "
            "Keine Namen: Nichts davon wird gespeichert."
        ),
        max_length=LONGEST_NOTE,
        required=False,
        error_messages={
            "max_length": _(
                "Das ist zu lang: Es sind %(show_value)d Zeichen, gelesen werden %(limit_value)d. "
                "Bitte schreiben Sie nur Stichworte."
            )
        },
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "off",
                "spellcheck": "false",
                "enterkeyhint": "go",
                "autofocus": True,
            }
        ),
    )
    am = forms.DateField(
        label=_("Stichtag"),
        required=False,
        error_messages={
            "invalid": _("Das ist kein Tag. Bitte schreiben Sie ihn so: 31.12.2026."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    fassung = forms.ChoiceField(
        label=_("Fassung"),
        required=False,
        error_messages={
            "invalid_choice": _("Diese Fassung gibt es nicht. Bitte wählen Sie eine der Liste.")
        },
    )

    def __init__(self, *args: Any, texts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts_field: Any = self.fields["fassung"]
        texts_field.choices = texts

    def clean_am(self) -> date | None:
        """Refuse days that no agreement and no calendar of holidays knows."""
        day: date | None = self.cleaned_data["am"]
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Bitte nennen Sie einen Tag zwischen 2000 und 2100."))
        return day
