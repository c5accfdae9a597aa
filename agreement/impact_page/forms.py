"""What the page of impact asks for: two texts, and a narrower view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.coverage.forms import ANY
from agreement.wording import Words

_NOT_A_CHOICE = _("Das steht nicht zur Auswahl. Wählen Sie etwas aus der Liste.")


class TextsForm(forms.Form):
    """Which two texts are compared."""

    von = forms.ChoiceField(label=_("Bisher"), error_messages={"invalid_choice": _NOT_A_CHOICE})
    nach = forms.ChoiceField(label=_("Künftig"), error_messages={"invalid_choice": _NOT_A_CHOICE})

    def __init__(self, *args: Any, texts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("von", "nach"):
            field: Any = self.fields[name]
            field.choices = texts


@dataclass(frozen=True)
class View:
    """What the reader looks at: a day, and perhaps one municipality and one organisation."""

    day: date
    municipality: str | None = None
    organisation: str | None = None


class ViewForm(forms.Form):
    """The filters, in the address."""

    tag = forms.DateField(
        label=_("Am Tag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Das ist kein Datum. Schreiben Sie es so: 2025-01-31.")},
    )
    gemeinde = forms.ChoiceField(
        label=_("Gemeinde"), required=False, error_messages={"invalid_choice": _NOT_A_CHOICE}
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"), required=False, error_messages={"invalid_choice": _NOT_A_CHOICE}
    )

    def __init__(
        self, *args: Any, words: Words, organisations: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in (("gemeinde", words.municipalities), ("organisation", organisations)):
            field: Any = self.fields[name]
            field.choices = [ANY, *labels.items()]

    def view(self, default_day: date) -> View:
        """Return what is asked for; what is wrong or missing counts as left open."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return View(
            day=given.get("tag") or default_day,
            municipality=given.get("gemeinde") or None,
            organisation=given.get("organisation") or None,
        )
