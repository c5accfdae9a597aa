"""The one text field of the finder."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.places import PlaceKind, PlaceProblem, PlaceResult
from portal.finder.answers import Field
from portal.finder.wording import QUESTIONS

TYPED = "suche"
"""The name under which a typed place travels."""


class PlaceForm(forms.Form):
    """Where somebody lives, as he types it. What it means is decided by `directory.places`."""

    use_required_attribute = False

    suche = forms.CharField(
        label=QUESTIONS[Field.PLACE].heading,
        help_text=QUESTIONS[Field.PLACE].hint,
        error_messages={
            "required": gettext_lazy(
                "Bitte geben Sie einen Ort, einen Ortsteil oder eine Postleitzahl ein. "
                "Sie können die Frage auch überspringen."
            )
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )


def place_form(typed: str, result: PlaceResult) -> PlaceForm:
    """The form with what was typed and, beside it, what became of it."""
    form = PlaceForm({TYPED: typed})
    if form.is_valid():
        form.add_error(TYPED, _sentence(result))
    return form


def _sentence(result: PlaceResult) -> str:
    """What is wrong with a typed place, and what to do. Only for a place that was not found."""
    if result.problem is PlaceProblem.POSTAL_CODE_LENGTH:
        return _("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 75015. Bitte prüfen Sie sie.")
    if result.problem is PlaceProblem.POSTAL_CODE_LETTERS:
        return _("Eine Postleitzahl hat nur Ziffern, zum Beispiel 75015. Bitte prüfen Sie sie.")
    if result.kind is PlaceKind.UNKNOWN and result.suggestions:
        return _("Diesen Ort haben wir nicht gefunden. Meinen Sie einen der Orte unten?")
    return _(
        "Diesen Ort haben wir im Landkreis Karlsruhe nicht gefunden. "
        "Bitte prüfen Sie die Schreibweise oder geben Sie die Postleitzahl ein."
    )
