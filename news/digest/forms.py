"""The forms of the digest: how often, of what, and to which address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreement.following.forms import AddressForm
from directory.models import OrganisationPage, Topic
from news.digest.choosing import Choice
from news.enums import Rhythm
from portal.core.visibility import Viewer, visible

NOT_THERE = {"invalid_choice": _("Das gibt es nicht mehr. Bitte wählen Sie aus der Liste.")}


class ChoiceForm(forms.Form):
    """How often and of what; nothing ticked means everything."""

    rhythm = forms.ChoiceField(
        label=_("Wie oft"),
        choices=Rhythm.choices,
        initial=Rhythm.WEEKLY,
        widget=forms.RadioSelect,
        help_text=_("Morgens um sieben Uhr; jede Woche heißt: am Montag. Gibt es nichts Neues, "
                    "kommt keine Mail."),
        error_messages={"required": _("Bitte wählen Sie, wie oft Sie eine Mail möchten.")},
    )  # fmt: skip
    organisations = forms.TypedMultipleChoiceField(
        label=_("Nur von diesen Organisationen"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_THERE,
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("Nur zu diesen Anliegen"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_THERE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the organisations that every visitor sees, and all topics."""
        super().__init__(*args, **kwargs)
        shown: Any = visible(OrganisationPage.objects.order_by("title"), Viewer())
        # Rows, not pages: with three hundred organisations, making pages takes most time.
        fields: Any = self.fields
        fields["organisations"].choices = list(shown.values_list("pk", "title"))
        fields["topics"].choices = list(Topic.objects.values_list("pk", "name"))

    @property
    def choice(self) -> Choice:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        return Choice(frozenset(chosen["organisations"]), frozenset(chosen["topics"]))


class DigestForm(ChoiceForm, AddressForm):
    """The same with the address that shall get it."""

    field_order = ["email", "rhythm", "organisations", "topics", "fax"]
