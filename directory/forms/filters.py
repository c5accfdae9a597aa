"""The filters of the list of offices: a GET form that works without a script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Value
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
        """Offer what there is (one query)."""
        super().__init__(*args, **kwargs)
        kept = _reference_data()
        self._offer("dienst", _("Alle Dienste"), kept["dienst"])
        # Databases sort "Östringen" behind "Z".
        by_name = sorted(gazetteer().municipalities, key=lambda town: flat(town.name))
        towns = ((town.ags, town.name) for town in by_name)
        self._offer("gemeinde", _("Alle Orte"), towns)
        self._offer("sprache", _("Alle Sprachen"), kept["sprache"])

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


def _reference_data() -> dict[str, Choices]:
    """Return the choices that the coordination keeps, by field, in one query."""
    services = Service.objects.order_by().annotate(kind=Value("dienst"))
    languages = Language.objects.order_by().annotate(kind=Value("sprache"), order=Value(0))
    rows = services.values_list("kind", "order", "short_name", "code").union(
        languages.values_list("kind", "order", "name", "code"), all=True
    )
    kept: dict[str, Choices] = {"dienst": [], "sprache": []}
    for kind, _order, name, code in sorted(rows):
        kept[kind].append((code, _(name)))
    return kept
