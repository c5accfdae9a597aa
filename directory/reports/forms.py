"""What a reader can tell about an error."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.enums import ReportKind
from directory.models import OfficePage

LONGEST = 1000
WITHOUT_OFFICE = (ReportKind.NOT_FITTING, ReportKind.OTHER)
SAYS_NOTHING_ALONE = WITHOUT_OFFICE
"""Of these nobody can do anything without a sentence."""


class ReportForm(forms.Form):
    """What is wrong, and what is right instead. Nothing is asked about the reader."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Was stimmt nicht?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Bitte wählen Sie, was nicht stimmt."),
            "invalid_choice": gettext_lazy("Bitte wählen Sie eine der Antworten."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Was ist richtig?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy(
            "Ein oder zwei Sätze. Bitte keine Namen und nichts über Ihre Lage: "
            "Wir können Ihnen hier nicht antworten."
        ),
    )
    fax = forms.CharField(
        label=gettext_lazy("Bitte lassen Sie dieses Feld leer"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """A trap for programs, which fill in every field; people do not see it."""

    def __init__(self, *args: Any, office: OfficePage | None, **kwargs: Any) -> None:
        """Offer what can be wrong with an office, or with an answer that named none."""
        super().__init__(*args, **kwargs)
        offered = tuple(ReportKind) if office else WITHOUT_OFFICE
        field: Any = self.fields["kind"]
        field.choices = [(kind.value, kind.label) for kind in offered]

    def clean_text(self) -> str:
        """Refuse what no editor would read to its end; the limit is told, the text kept."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise ValidationError(
                _("Das sind %(length)s Zeichen. Bitte kürzen Sie auf höchstens %(longest)s.")
                % {"length": len(text), "longest": LONGEST}
            )
        return text

    def clean_fax(self) -> str:
        """Refuse what only a program fills in; a person who did so can mend it."""
        if self.cleaned_data["fax"]:
            raise ValidationError(_("Bitte lassen Sie dieses Feld leer."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for a sentence where the kind alone says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") in SAYS_NOTHING_ALONE and cleaned.get("text") == "":
            self.add_error("text", _("Bitte schreiben Sie kurz, was nicht stimmt."))
        return cleaned
