"""What the coordination writes in a consultation."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.consultation.disposing import LONGEST_REASON
from agreement.days import DayField
from agreement.enums import Disclosure, DispositionResult
from agreement.models.consultation import Consultation, Disposition

USUAL_TIME = timedelta(days=14)
LONGEST_MESSAGE = 4000


def _field(model: Any, name: str) -> dict[str, Any]:
    """Return label and help of a field as the model words them."""
    field: Any = model._meta.get_field(name)
    return {"label": field.verbose_name, "help_text": field.help_text}


class InviteForm(forms.Form):
    """Whom to ask, until when, and who sees whose comments."""

    organisations = forms.MultipleChoiceField(
        label=_("Wer gefragt wird"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Wählen Sie mindestens eine Organisation."),
            "invalid_choice": _("Eine der gewählten Organisationen gibt es nicht mehr."),
        },
    )
    open_until = DayField(
        **_field(Consultation, "open_until"),
        error_messages={"required": _("Wählen Sie den letzten Tag für die Rückmeldung.")},
    )
    disclosure = forms.ChoiceField(
        **_field(Consultation, "disclosure"),
        choices=Disclosure.choices,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Wählen Sie einen Eintrag aus der Liste.")},
    )
    message = forms.CharField(
        **_field(Consultation, "message"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[MaxLengthValidator(LONGEST_MESSAGE)],
    )

    def __init__(
        self, data: Any = None, *, parties: Iterable[str], choices: Iterable[tuple[str, str]]
    ) -> None:
        """Offer organisations by UUID and name, the parties chosen already."""
        initial = {
            "organisations": list(parties),
            "open_until": timezone.localdate() + USUAL_TIME,
            "disclosure": Disclosure.RELEASED,
        }
        super().__init__(data, initial=initial)
        self.fields["organisations"].choices = list(choices)  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """Until when there is time from now on."""

    open_until = DayField(
        label=_("Neue Frist"),
        error_messages={"required": _("Wählen Sie den neuen letzten Tag.")},
    )


class DispositionForm(forms.Form):
    """What becomes of a comment, and why."""

    result = forms.ChoiceField(
        label=Disposition._meta.get_field("result").verbose_name,
        choices=[("", _("Bitte wählen")), *DispositionResult.choices],
        error_messages={
            "required": _("Wählen Sie, was aus der Anmerkung wird."),
            "invalid_choice": _("Wählen Sie einen Eintrag aus der Liste."),
        },
    )
    reason = forms.CharField(
        label=Disposition._meta.get_field("reason").verbose_name,
        help_text=_("Die Organisation bekommt sie per Mail. Nennen Sie keine Namen von Personen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[MaxLengthValidator(LONGEST_REASON)],
        error_messages={"required": _("Schreiben Sie, warum. Die Organisation liest es.")},
    )
    comment = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)


class SynopsisFilter(forms.Form):
    """What of the synopsis to show; what is no choice is left out."""

    offen = forms.BooleanField(label=_("Nur offene"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    abschnitt = forms.ChoiceField(label=_("Abschnitt"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        organisations: Iterable[tuple[str, str]],
        sections: Iterable[tuple[str, str]],
    ) -> None:
        """Offer whoever said something, and what it was said to."""
        super().__init__(data)
        for name, choices in (("organisation", organisations), ("abschnitt", sections)):
            field: Any = self.fields[name]
            field.choices = [("", _("Alle")), *choices]
