"""The filter of the list of articles: a GET form that works without a script."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation to choose: the last part of its address, its name, its place in the tree."""

    slug: str
    title: str
    path: str


class ArticleFilterForm(forms.Form):
    """Of which organisation, by the last part of its address; empty means all."""

    organisation = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Diese Organisation gibt es nicht. Bitte wählen Sie aus der Liste."
            )
        },
    )

    def __init__(self, data: Any, organisations: Iterable[NamedOrganisation]) -> None:
        """Offer these organisations, in their order."""
        super().__init__(data)
        self._by_slug = {organisation.slug: organisation for organisation in organisations}
        names = ((slug, organisation.title) for slug, organisation in self._by_slug.items())
        field: Any = self.fields["organisation"]
        field.choices = [("", _("Alle Organisationen")), *names]

    @property
    def chosen(self) -> NamedOrganisation | None:
        """The organisation that was chosen; None for all, and for one that is not there."""
        return self._by_slug.get(self.cleaned_data["organisation"]) if self.is_valid() else None
