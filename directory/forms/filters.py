"""The filters of the list of offices: a GET form that works without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.gazetteer import gazetteer
from directory.models.reference import Language, Service
from directory.places.spelling import flat

Choices = list[tuple[str, str]]


class OfficeFilterForm(forms.Form):
    """Which service, for which municipality, in which language; empty means any."""

    dienst = forms.ChoiceField(label=gettext_lazy("Dienst"), required=False)
    gemeinde = forms.ChoiceField(label=gettext_lazy("Wohnort"), required=False)
    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what there is (two queries)."""
        super().__init__(*args, **kwargs)
        services = (
            (code, _(name)) for code, name in Service.objects.values_list("code", "short_name")
        )
        self._offer("dienst", _("Alle Dienste"), services)
        # Databases sort "Östringen" behind "Z".
        by_name = sorted(gazetteer().municipalities, key=lambda town: flat(town.name))
        towns = ((town.ags, town.name) for town in by_name)
        self._offer("gemeinde", _("Alle Orte"), towns)
        languages = ((code, _(name)) for code, name in Language.objects.values_list("code", "name"))
        self._offer("sprache", _("Alle Sprachen"), languages)

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]
        field.error_messages["invalid_choice"] = _(
            "Diese Auswahl gibt es nicht. Bitte wählen Sie aus der Liste."
        )

    @property
    def chosen(self) -> dict[str, str]:
        """The valid choices, without those left open; empty if any is invalid."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value}
