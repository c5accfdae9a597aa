"""What the coordination writes on the way to a version."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from agreement.days import DayField
from agreement.enums import CommencementMode, LineageKind
from agreement.models.process import ClauseLineage, VersionProcess
from agreement.process.lineage import LONGEST_REASON
from agreement.snapshot import ClauseSnapshot

LONGEST = 1000
"""How long a reason may be: a few sentences."""


def _labelled(name: str) -> dict[str, Any]:
    """Return label and help of a field of a process, as the model words them."""
    field: Any = VersionProcess._meta.get_field(name)
    return {"label": field.verbose_name, "help_text": field.help_text}


class PlanForm(forms.Form):
    """What a new version is for, and how it is to take effect."""

    occasion = forms.CharField(
        **_labelled("occasion"),
        max_length=200,
        error_messages={
            "required": _("Schreiben Sie, warum es eine neue Fassung gibt."),
            "max_length": _("Das ist zu lang. Kürzen Sie es auf %(limit_value)d Zeichen."),
        },
    )
    commencement = forms.ChoiceField(
        **_labelled("commencement"),
        choices=CommencementMode.choices,
        initial=CommencementMode.DECISION,
        error_messages={"invalid_choice": _("Wählen Sie einen Eintrag aus der Liste.")},
    )
    commences_on = DayField(
        label=_("In Kraft ab"),
        required=False,
        help_text=_("Nur für einen festen Tag. Vor der letzten Unterschrift gilt nichts."),
    )
    sign_by = DayField(**_labelled("sign_by"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one was promised."""
        data: dict[str, Any] = super().clean() or {}
        on_day = data.get("commencement") == CommencementMode.ON_DAY
        if on_day and not data.get("commences_on") and "commences_on" not in self.errors:
            self.add_error("commences_on", _("Wählen Sie den Tag oder eine andere Möglichkeit."))
        return data


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(
        label=_("Grund"),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST)],
        error_messages={"required": _("Schreiben Sie den Grund. Ein Satz genügt.")},
    )


class PublicReasonForm(ReasonForm):
    """Why something ends, as the public ledger keeps it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say that everybody will read it."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Der Grund steht für immer im Register, das alle prüfen können. Nennen Sie keine "
            "Namen von Personen."
        )


class CommencementForm(forms.Form):
    """The day on which a version takes effect."""

    day = DayField(
        label=_("In Kraft ab"),
        error_messages={
            "required": _("Wählen Sie den Tag, an dem die Fassung in Kraft tritt."),
        },
    )


class TerminationForm(PublicReasonForm):
    """The first day on which a version holds no more, and why."""

    field_order = ["day", "reason"]
    day = DayField(
        label=_("Außer Kraft ab"),
        help_text=_("Am Tag davor gilt die Fassung noch."),
        error_messages={"required": _("Wählen Sie den ersten Tag, an dem nichts mehr gilt.")},
    )


class LineageForm(forms.Form):
    """What became of a clause."""

    kind = forms.ChoiceField(
        label=ClauseLineage._meta.get_field("kind").verbose_name,
        choices=[("", _("Bitte wählen")), *LineageKind.choices],
        error_messages={
            "required": _("Wählen Sie, was aus der Klausel wurde."),
            "invalid_choice": _("Wählen Sie einen Eintrag aus der Liste."),
        },
    )
    successors = forms.MultipleChoiceField(
        label=_("Klauseln, die an ihre Stelle treten"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Keine, wenn die Klausel entfallen ist."),
        error_messages={
            "invalid_choice": _("Eine der gewählten Klauseln steht nicht mehr im Text."),
        },
    )
    reason = forms.CharField(
        label=_("Grund"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wird mit der Fassung festgeschrieben. Nennen Sie keine Namen von Personen."),
        validators=[MaxLengthValidator(LONGEST_REASON)],
    )

    def __init__(
        self, *args: Any, clauses: list[tuple[ClauseSnapshot, int]], **kwargs: Any
    ) -> None:
        """Offer clauses, each with the per cent by which it resembles (0: hardly)."""
        super().__init__(*args, **kwargs)
        self.fields["successors"].choices = [  # type: ignore[attr-defined]
            (clause.uid, _label(clause, per_cent)) for clause, per_cent in clauses
        ]


def _label(clause: ClauseSnapshot, per_cent: int) -> str:
    name = f"{clause.number} {clause.heading}"
    if not per_cent:
        return name
    return _("%(clause)s – Vorschlag, %(per_cent)d %% gleicher Wortlaut") % {
        "clause": name,
        "per_cent": per_cent,
    }
