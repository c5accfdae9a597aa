"""What the page of comparison asks for: which texts, and how much of them is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.enums import ChangeKind

SIDE_BY_SIDE = "nebeneinander"
CHANGES_ONLY = "aenderungen"
KINDS = {"inhaltlich": ChangeKind.SUBSTANTIAL, "redaktionell": ChangeKind.EDITORIAL}
"""What stands in the address for the kinds of change."""

_NOT_A_CHOICE = _("Das steht nicht zur Auswahl. Wählen Sie etwas aus der Liste.")


@dataclass(frozen=True)
class View:
    """How much of a comparison is shown, and how; empty is everything."""

    side_by_side: bool = False
    changes_only: bool = False
    section: str = ""
    """The slug of the one section that is shown."""
    kind: str = ""
    """The one kind of change that is shown, as `ChangeKind` has it."""

    @property
    def hides_unchanged(self) -> bool:
        """Whether clauses that stayed are left out: also where one kind of change is asked for."""
        return self.changes_only or bool(self.kind)


class ViewForm(forms.Form):
    """The filters, in the address."""

    ansicht = forms.ChoiceField(
        label=_("Ansicht"),
        required=False,
        choices=[("", _("In einem Text")), (SIDE_BY_SIDE, _("Nebeneinander"))],
        error_messages={"invalid_choice": _NOT_A_CHOICE},
    )
    nur = forms.ChoiceField(
        label=_("Umfang"),
        required=False,
        choices=[("", _("Der ganze Text")), (CHANGES_ONLY, _("Nur Änderungen"))],
        error_messages={"invalid_choice": _NOT_A_CHOICE},
    )
    abschnitt = forms.ChoiceField(
        label=_("Abschnitt"), required=False, error_messages={"invalid_choice": _NOT_A_CHOICE}
    )
    art = forms.ChoiceField(
        label=_("Art der Änderung"),
        required=False,
        choices=[
            ("", _("Alle")),
            ("inhaltlich", _("Inhaltlich")),
            ("redaktionell", _("Nur redaktionell")),
        ],
        error_messages={"invalid_choice": _NOT_A_CHOICE},
    )

    def __init__(self, *args: Any, sections: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["abschnitt"]
        field.choices = [("", _("Alle")), *sections]

    def view(self) -> View:
        """Return what is asked for; what is wrong or missing counts as left open."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return View(
            side_by_side=given.get("ansicht") == SIDE_BY_SIDE,
            changes_only=given.get("nur") == CHANGES_ONLY,
            section=given.get("abschnitt") or "",
            kind=KINDS.get(given.get("art") or "", ""),
        )
