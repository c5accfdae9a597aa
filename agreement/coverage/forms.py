"""What the coverage page asks for: a narrower view, and the reason why a finding is accepted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.responsibility.findings import Finding
from agreement.vocabulary import Arrival, Period
from agreement.wording import Words

ANY = ("", _("egal"))
MAX_REASON = 1000


@dataclass(frozen=True)
class Selection:
    """What the reader looks at: a day, and what is fixed of topic, place, arrival and period."""

    day: date
    topic: str | None = None
    municipality: str | None = None
    arrival: str | None = None
    period: str | None = None

    def touches(self, finding: Finding) -> bool:
        """Whether a finding has a case among what is looked at."""
        when = finding.when
        fixed = (
            (self.topic, when.topics),
            (self.municipality, when.municipalities),
            (self.arrival, when.arrivals),
            (self.period, when.periods),
        )
        return all(code is None or not codes or code in codes for code, codes in fixed)


class SelectionForm(forms.Form):
    """The filters, in the address."""

    tag = forms.DateField(
        label=_("Am Tag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Das ist kein Datum. Schreiben Sie es so: 2025-01-31.")},
    )
    anliegen = forms.ChoiceField(label=_("Anliegen"), required=False)
    gemeinde = forms.ChoiceField(label=_("Gemeinde"), required=False)
    gekommen = forms.ChoiceField(
        label=_("Gekommen"), required=False, choices=[ANY, *Arrival.choices]
    )
    zeitraum = forms.ChoiceField(
        label=_("Beratungszeitraum"), required=False, choices=[ANY, *Period.choices]
    )

    def __init__(self, *args: Any, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in (("anliegen", words.topics), ("gemeinde", words.municipalities)):
            field: Any = self.fields[name]
            field.choices = [ANY, *labels.items()]
        for name in ("anliegen", "gemeinde", "gekommen", "zeitraum"):
            self.fields[name].error_messages["invalid_choice"] = _(
                "Das steht nicht zur Auswahl. Wählen Sie etwas aus der Liste."
            )

    def selection(self, default_day: date) -> Selection:
        """Return what is asked for; what is wrong or missing counts as left open."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return Selection(
            day=given.get("tag") or default_day,
            topic=given.get("anliegen") or None,
            municipality=given.get("gemeinde") or None,
            arrival=given.get("gekommen") or None,
            period=given.get("zeitraum") or None,
        )


class ReasonForm(forms.Form):
    """Why the partners accept a gap or an overlap."""

    reason = forms.CharField(
        label=_("Warum nehmen die Partner das hin?"),
        help_text=_(
            "Zum Beispiel: Beschluss des Runden Tisches, und was Betroffenen stattdessen geraten "
            "wird. Die Begründung wird mit der Fassung festgeschrieben. Nennen Sie keine Personen."
        ),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Schreiben Sie, warum die Partner das hinnehmen."),
            "max_length": _(
                "Die Begründung ist zu lang (%(show_value)s Zeichen). "
                "Kürzen Sie sie auf höchstens %(limit_value)s."
            ),
        },
    )
