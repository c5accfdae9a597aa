"""The filters of the lists of articles and events: GET forms that work without a script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.places.spelling import flat, foldings


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation to choose: the last part of its address, its name, its place in the tree."""

    slug: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class NamedTown:
    """A municipality to choose, by its official key (eight digits)."""

    ags: str
    name: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What a reader may choose from; topics are (code, name), years four digits."""

    organisations: Iterable[NamedOrganisation]
    topics: Iterable[tuple[str, str]]
    towns: Iterable[NamedTown]
    years: Iterable[int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: an organisation, a topic by its code, a town by its key, a year."""

    organisation: NamedOrganisation | None = None
    topic: str = ""
    town: str = ""
    year: int | None = None

    def __bool__(self) -> bool:
        return any((self.organisation, self.topic, self.town, self.year))

    @property
    def is_organisation_alone(self) -> bool:
        """Whether nothing but an organisation was chosen."""
        return self == Chosen(organisation=self.organisation) and self.organisation is not None


class PublicationFilterForm(forms.Form):
    """Of which organisation, about what, for which town; empty means all.

    A town may be named by its key or by its name, in any spelling that has the same letters.
    """

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Diese Organisation gibt es nicht. Bitte wählen Sie aus der Liste."
            )
        },
    )
    anliegen = forms.ChoiceField(
        label=gettext_lazy("Anliegen"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Dieses Anliegen gibt es nicht. Bitte wählen Sie aus der Liste."
            )
        },
    )
    ort = forms.ChoiceField(
        label=gettext_lazy("Ort"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Diesen Ort gibt es im Landkreis nicht. Bitte wählen Sie aus der Liste."
            )
        },
    )

    def __init__(self, data: Mapping[str, Any], offered: Offered) -> None:
        """Offer all this; organisations and topics in their order, towns by name."""
        towns = sorted(offered.towns, key=lambda town: flat(town.name))
        asked = {name: data.get(name, "") for name in self.base_fields}
        super().__init__(asked | {"ort": _key_of(str(asked["ort"]), towns)})
        self._by_slug = {one.slug: one for one in offered.organisations}
        names = ((slug, one.title) for slug, one in self._by_slug.items())
        self._offer("organisation", _("Alle Organisationen"), names)
        self._offer("anliegen", _("Alle Anliegen"), offered.topics)
        self._offer("ort", _("Alle Orte"), ((town.ags, town.name) for town in towns))

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    @property
    def chosen(self) -> Chosen:
        """What was chosen; nothing at all if a part of it is not there to be chosen."""
        if not self.is_valid():
            return Chosen()
        answers = self.cleaned_data
        return Chosen(
            organisation=self._by_slug.get(answers["organisation"]),
            topic=answers["anliegen"],
            town=answers["ort"],
            year=int(answers["jahr"]) if answers.get("jahr") else None,
        )


class ArticleFilterForm(PublicationFilterForm):
    """The same, and from which year: events come, articles pile up."""

    jahr = forms.ChoiceField(
        label=gettext_lazy("Jahr"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Aus diesem Jahr gibt es nichts. Bitte wählen Sie aus der Liste."
            )
        },
    )

    def __init__(self, data: Mapping[str, Any], offered: Offered) -> None:
        """Offer the years, too, in their order."""
        super().__init__(data, offered)
        self._offer("jahr", _("Alle Jahre"), ((str(year), str(year)) for year in offered.years))


def _key_of(asked: str, towns: Iterable[NamedTown]) -> str:
    """Return the key of a town that was asked for by its name; else what was asked for."""
    if not asked or asked.isdigit():
        return asked
    spellings = set(foldings(asked)) - {""}
    found = (town.ags for town in towns if not spellings.isdisjoint(foldings(town.name)))
    return next(found, asked)
