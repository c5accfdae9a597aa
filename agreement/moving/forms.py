"""What is asked before a clause is moved, split or joined."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.moving.cutting import Cut
from agreement.moving.rearranging import FIRST, NEITHER, SECOND

CHOOSE = {
    "required": gettext_lazy("Wählen Sie einen Eintrag aus."),
    "invalid_choice": gettext_lazy(
        "Diesen Eintrag gibt es nicht mehr. Wählen Sie einen aus der Liste."
    ),
}
NEEDS_HEADING = {"required": gettext_lazy("Schreiben Sie eine Überschrift.")}


class MoveForm(forms.Form):
    """Where a clause goes: a place in one of the sections."""

    place = forms.ChoiceField(label=gettext_lazy("Neue Stelle"), error_messages=CHOOSE)

    def __init__(self, *args: Any, places: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        """Offer places, grouped by section."""
        super().__init__(*args, **kwargs)
        first = [("", _("Bitte wählen"))]
        self.fields["place"].choices = [*first, *places]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[int, str]:
        """Return the section's key and the uid of the clause before; empty for the beginning."""
        section, _colon, after = self.cleaned_data["place"].partition(":")
        return int(section), after


class SplitForm(forms.Form):
    """Where a clause is cut, what both halves are called, and which of them stays itself."""

    cut = forms.ChoiceField(
        label=gettext_lazy("Die zweite Klausel beginnt mit"), error_messages=CHOOSE
    )
    first_heading = forms.CharField(
        label=gettext_lazy("Überschrift der ersten Klausel"),
        max_length=255,
        error_messages=NEEDS_HEADING,
    )
    second_heading = forms.CharField(
        label=gettext_lazy("Überschrift der zweiten Klausel"),
        max_length=255,
        error_messages=NEEDS_HEADING,
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("Welche Klausel bleibt dieselbe?"),
        choices=[
            (FIRST, gettext_lazy("Die erste: Sie behält Adresse, Geschichte und Anmerkungen")),
            (NEITHER, gettext_lazy("Keine: Beide sind neu, die bisherige endet")),
        ],
        initial=FIRST,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    rules = forms.ChoiceField(
        label=gettext_lazy("Wohin gehören die Regeln?"),
        choices=[
            (FIRST, gettext_lazy("Zur ersten Klausel")),
            (SECOND, gettext_lazy("Zur zweiten Klausel")),
        ],
        initial=FIRST,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """The hash of the text as it was shown: cut is only what somebody has seen."""

    def __init__(self, *args: Any, cuts: Sequence[Cut], has_rules: bool, **kwargs: Any) -> None:
        """Offer places to cut; about rules it asks where there are some."""
        super().__init__(*args, **kwargs)
        first = [("", _("Bitte wählen"))]
        self.fields["cut"].choices = [  # type: ignore[attr-defined]
            *first,
            *((cut.key, cut.begins) for cut in cuts),
        ]
        if not has_rules:
            del self.fields["rules"]


class JoinForm(forms.Form):
    """With which clause of the section one is joined, and whose identity stays."""

    other = forms.ChoiceField(label=gettext_lazy("Zusammenlegen mit"), error_messages=CHOOSE)
    heading = forms.CharField(
        label=gettext_lazy("Überschrift der gemeinsamen Klausel"),
        max_length=255,
        error_messages=NEEDS_HEADING,
    )
    identity = forms.ChoiceField(
        label=gettext_lazy("Welche Klausel bleibt dieselbe?"),
        choices=[
            (FIRST, gettext_lazy("Diese: Sie behält Adresse, Geschichte und Anmerkungen")),
            (SECOND, gettext_lazy("Die andere")),
            (NEITHER, gettext_lazy("Keine: Die gemeinsame Klausel ist neu")),
        ],
        initial=FIRST,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the other clauses of the section."""
        super().__init__(*args, **kwargs)
        first = [("", _("Bitte wählen"))]
        self.fields["other"].choices = [*first, *others]  # type: ignore[attr-defined]
