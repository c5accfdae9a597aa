"""Forms about people: inviting, changing roles, and accepting an invitation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.enums import ROLES_OF_ORGANISATIONS, Role
from directory.models import OrganisationPage
from directory.people.actions import Newcomer
from directory.people.roles import manageable_organisations, manages_network
from portal.accounts.models import User

IN_COORDINATION = "coordination"
WHAT_ROLES_MAY = {
    Role.STAFF: gettext_lazy("Mitarbeitend: liest den internen Teil"),
    Role.EDITOR: gettext_lazy("Redaktion: bearbeitet und veröffentlicht Seiten und Dateien"),
    Role.LEAD_EDITOR: gettext_lazy(
        "Leitung der Redaktion: gibt frei, lädt Personen ein und entfernt sie"
    ),
    Role.SIGNATORY: gettext_lazy("Zeichnungsberechtigt: unterzeichnet für die Organisation"),
    Role.COORDINATION: gettext_lazy("Koordination: betreut das ganze Netzwerk"),
}
one_line = RegexValidator(
    r"^[^\x00-\x1f\x7f\u2028\u2029]*\Z", gettext_lazy("Schreiben Sie den Namen in eine Zeile.")
)


def date_field(**options: Any) -> forms.DateField:
    """Return a field for a last day: the browser's own calendar, empty for no end."""
    return forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("Das ist kein Datum. Schreiben Sie zum Beispiel 31.12.2026.")
        },
        **options,
    )


class InvitationForm(forms.Form):
    """Whom to invite where, as what, until when."""

    place = forms.ChoiceField(
        label=gettext_lazy("Organisation"),
        error_messages={
            "required": gettext_lazy("Wählen Sie, für wen die Person arbeitet."),
            "invalid_choice": gettext_lazy("Wählen Sie eine Organisation aus der Liste."),
        },
    )
    email = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse"),
        max_length=254,
        help_text=gettext_lazy("Dorthin geht der Link. Er gilt nur für diese Adresse, 14 Tage."),
        error_messages={
            "required": gettext_lazy("Schreiben Sie die Adresse der Person."),
            "invalid": gettext_lazy(
                "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.org."
            ),
        },
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Rollen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, WHAT_ROLES_MAY[role]) for role in ROLES_OF_ORGANISATIONS],
        error_messages={
            "invalid_choice": gettext_lazy("Diese Rolle gibt es nicht. Wählen Sie eine andere.")
        },
    )
    until = date_field(
        label=gettext_lazy("Befristet bis"),
        help_text=gettext_lazy("Letzter Tag, an dem die Rollen gelten. Leer: ohne Ende."),
    )

    def __init__(self, *args: Any, inviter: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {
            str(each.pk): each
            for each in manageable_organisations(inviter).filter(archived_on=None)
        }
        choices = [(pk, each.title) for pk, each in self.organisations.items()]
        if manages_network(inviter):
            choices.insert(0, (IN_COORDINATION, _("Koordination des Netzwerks")))
        if len(choices) > 1:
            choices.insert(0, ("", _("Bitte wählen")))
        place: Any = self.fields["place"]
        place.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for roles in an organisation, and for none in the coordination."""
        cleaned = super().clean() or {}
        place, roles = cleaned.get("place"), cleaned.get("roles")
        if place == IN_COORDINATION and roles:
            sentence = _("In der Koordination gibt es nur eine Rolle. Wählen Sie hier keine aus.")
            self.add_error("roles", sentence)
        elif place and place != IN_COORDINATION and not roles and "roles" not in self.errors:
            self.add_error("roles", _("Wählen Sie mindestens eine Rolle."))
        return cleaned

    @property
    def organisation(self) -> OrganisationPage | None:
        """The chosen organisation; None is the coordination."""
        return self.organisations.get(self.cleaned_data["place"])

    @property
    def offered(self) -> list[str]:
        """The roles to offer."""
        chosen: list[str] = self.cleaned_data["roles"]
        return [Role.COORDINATION] if self.organisation is None else chosen


class RolesForm(forms.Form):
    """The roles of one person in one place, each with its last day."""

    def __init__(self, *args: Any, roles: Mapping[str, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_coordination = Role.COORDINATION in roles
        self.offered = (Role.COORDINATION,) if of_coordination else ROLES_OF_ORGANISATIONS
        for role in self.offered:
            # A single role is not chosen, only limited; taking it away is removing the person.
            if not of_coordination:
                self.fields[f"has_{role}"] = forms.BooleanField(
                    label=WHAT_ROLES_MAY[role], required=False, initial=role in roles
                )
            self.fields[f"until_{role}"] = date_field(
                label=_("%(role)s bis") % {"role": role.label},
                initial=roles.get(role),
                help_text=_("Letzter Tag. Leer: ohne Ende."),
            )

    @property
    def wanted(self) -> dict[str, date | None]:
        """The roles to have, with their last days."""
        return {
            role: self.cleaned_data[f"until_{role}"]
            for role in self.offered
            if self.cleaned_data.get(f"has_{role}", role == Role.COORDINATION)
        }

    def clean(self) -> dict[str, Any]:
        """Refuse to leave nothing, and a last day without its role."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for role in self.offered:
            if cleaned[f"until_{role}"] and not cleaned.get(f"has_{role}", True):
                sentence = _("Wählen Sie die Rolle aus, oder lassen Sie den Tag leer.")
                self.add_error(f"until_{role}", sentence)
        if not self.wanted:
            sentence = _(
                "Wählen Sie mindestens eine Rolle. Soll die Person gehen, dann entfernen Sie sie."
            )
            self.add_error(None, sentence)
        return cleaned


class NewcomerForm(forms.Form):
    """What an invited person says about himself; the address is not his to choose."""

    first_name = forms.CharField(
        label=gettext_lazy("Vorname"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": gettext_lazy("Schreiben Sie Ihren Vornamen.")},
    )
    last_name = forms.CharField(
        label=gettext_lazy("Nachname"),
        max_length=150,
        validators=[one_line],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": gettext_lazy("Schreiben Sie Ihren Nachnamen.")},
    )
    password1 = forms.CharField(
        label=gettext_lazy("Passwort"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Wählen Sie ein Passwort.")},
    )
    password2 = forms.CharField(
        label=gettext_lazy("Passwort noch einmal"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Schreiben Sie das Passwort noch einmal.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules of the house, with the person in mind."""
        cleaned = super().clean() or {}
        password = cleaned.get("password1")
        if password and cleaned.get("password2") not in (None, password):
            self.add_error("password2", _("Die beiden Passwörter sind nicht gleich."))
        if password:
            names = {name: cleaned.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(password, User(email=self.email, **names))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    @property
    def newcomer(self) -> Newcomer:
        """The person as the act takes him."""
        cleaned = self.cleaned_data
        return Newcomer(cleaned["first_name"], cleaned["last_name"], cleaned["password1"])
