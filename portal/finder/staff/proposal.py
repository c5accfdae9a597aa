"""The form that turns a disputed question into an example case: words, and the agreed answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreement.choices import service_choices
from portal.finder.finding import Found


class ProposalForm(forms.Form):
    """What the case is called and told as; its facts come from the question, as codes."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=200,
        help_text=_("Zum Beispiel: Ausbildung mit Duldung"),
    )
    description = forms.CharField(
        label=_("Der Fall in Worten"),
        help_text=_("Erfinden Sie ihn: keine Namen, nichts, woran jemand zu erkennen ist."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    expected_leads = forms.MultipleChoiceField(
        label=_("Wer sollte zuständig sein?"),
        required=False,
        help_text=_("Nichts angekreuzt heißt: niemand ist zuständig."),
        widget=forms.CheckboxSelectMultiple,
    )
    expected_supports = forms.MultipleChoiceField(
        label=_("Wer sollte unterstützen?"),
        required=False,
        help_text=_("Nichts angekreuzt heißt: niemand unterstützt."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = service_choices()
        for name in ("expected_leads", "expected_supports"):
            boxes: Any = self.fields[name]
            boxes.choices = services

    def take(self, refusal: ValidationError) -> None:
        """Put what was refused beside its field; what has no field here goes above all."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


def expected_of(found: Found) -> dict[str, list[str]]:
    """Return today's answer as a beginning: who disagrees changes it."""
    outcome = found.outcome
    return {
        "expected_leads": [one.service for one in outcome.leads if one.surely],
        "expected_supports": [one.service for one in outcome.supports if one.surely],
    }
