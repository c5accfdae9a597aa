"""What an editor states on the page "Stimmt das noch?"."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import Contact, OfficePage, OrganisationPage
from directory.people.forms import date_field

GONE = _("Diese Auswahl gibt es nicht mehr. Wählen Sie noch einmal.")
NOBODY = ("", _("niemand Bestimmtes"))


class StandInForm(forms.Form):
    """A form that asks who stands in; the choices are in memory, since there are many forms."""

    substitute = forms.ChoiceField(required=False, error_messages={"invalid_choice": GONE})

    def __init__(self, *args: Any, stand_ins: Iterable[Any], **kwargs: Any) -> None:
        """Offer offices or contacts."""
        super().__init__(*args, **kwargs)
        self._stand_ins = {str(one.pk): one for one in stand_ins}
        field: Any = self.fields["substitute"]
        field.choices = [NOBODY, *((pk, str(one)) for pk, one in self._stand_ins.items())]

    def clean_substitute(self) -> Any:
        """Return the chosen office or contact itself; None for nobody."""
        return self._stand_ins.get(self.cleaned_data["substitute"])


class CloseForm(StandInForm):
    """For which reason an office is closed today, and which other one helps."""

    reason = forms.CharField(
        label=_("Grund"),
        max_length=150,
        required=False,
        help_text=_("Alle lesen ihn. Bitte nichts über die Gesundheit von Personen."),
        error_messages={"max_length": _("Das sind mehr als 150 Zeichen. Bitte kürzen Sie.")},
    )
    field_order = ("reason", "substitute")

    def __init__(self, *args: Any, stand_ins: Iterable[OfficePage], **kwargs: Any) -> None:
        """Offer offices."""
        super().__init__(*args, stand_ins=stand_ins, **kwargs)
        self.fields["substitute"].label = _("Heute hilft")


class AwayForm(StandInForm):
    """Until when a contact is away, and who stands in."""

    until = date_field(label=_("Abwesend bis einschließlich"))
    field_order = ("until", "substitute")

    def __init__(self, *args: Any, stand_ins: Iterable[Contact], **kwargs: Any) -> None:
        """Offer contacts; today is proposed as the day."""
        super().__init__(*args, stand_ins=stand_ins, **kwargs)
        self.fields["substitute"].label = _("Vertretung")
        until = self.fields["until"]
        until.required, until.initial = True, timezone.localdate
        until.error_messages["required"] = _("Bitte wählen Sie einen Tag.")


class FilterForm(forms.Form):
    """Which offices to list."""

    organisation = forms.ModelChoiceField(
        OrganisationPage.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("alle"),
        error_messages={"invalid_choice": GONE},
    )
    overdue = forms.BooleanField(label=_("Nur was lange niemand bestätigt hat"), required=False)

    def __init__(self, data: Any, *, organisations: QuerySet[OrganisationPage]) -> None:
        """Offer these organisations."""
        super().__init__(data)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
