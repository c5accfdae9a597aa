"""The form of an example case: choices in words for every fact and every service."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.choices import municipality_choices, service_choices, topic_choices
from agreement.models.findings import ExampleCase
from agreement.responsibility.facts import AGE_MAX, AGE_MIN

CODES = ("status", "accommodation", "arrival", "period", "municipality", "topic")
SERVICES = ("expected_leads", "expected_supports")


class ExampleForm(forms.ModelForm):
    """An example case; the model refuses what cannot be, and what belongs to a person."""

    municipality = forms.ChoiceField(label=gettext_lazy("Gemeinde"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Anliegen"), required=False)
    expected_leads = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Wer ist zuständig?"),
        required=False,
        help_text=gettext_lazy("Nichts angekreuzt heißt: niemand ist zuständig."),
    )
    expected_supports = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Wer unterstützt?"),
        required=False,
        help_text=gettext_lazy("Nichts angekreuzt heißt: niemand unterstützt."),
    )

    class Meta:
        model = ExampleCase
        fields = (
            "title",
            "description",
            "age",
            "parent_age",
            "status",
            "accommodation",
            "arrival",
            "period",
            "municipality",
            "topic",
            "expected_leads",
            "expected_supports",
            "on",
            "source",
        )
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"municipality": municipality_choices(), "topic": topic_choices()}
        for name in CODES:
            field: Any = self.fields[name]
            known = choices.get(name) or [c for c in field.choices if c[0]]
            field.choices = [("", _("nicht angegeben")), *known]
        for name in SERVICES:
            boxes: Any = self.fields[name]
            boxes.choices = service_choices()
        for name in ("age", "parent_age"):
            self.fields[name].widget.attrs.update(min=AGE_MIN, max=AGE_MAX, inputmode="numeric")
