"""The edit form of a contact."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from directory.permissions import offices_editable_by


class ContactForm(WagtailAdminModelForm):
    """Offers only the offices that the person at the form may edit, and their contacts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choices; a foreign one is refused like one that is missing."""
        super().__init__(*args, **kwargs)
        if "office" in self.fields:
            field: Any = self.fields["office"]
            field.queryset = offices_editable_by(field.queryset, self.for_user).order_by("title")
        if "substitute" in self.fields:
            self._offer_colleagues(self.fields["substitute"])

    def _offer_colleagues(self, field: Any) -> None:
        colleagues: QuerySet[Any] = field.queryset.exclude(pk=self.instance.pk)
        offices = self._meta.model._meta.get_field("office").related_model.objects.all()
        colleagues = colleagues.filter(office__in=offices_editable_by(offices, self.for_user))
        if self.instance.pk:
            path = self.instance.office.organisation_path
            colleagues = colleagues.filter(office__path__startswith=path)
        field.queryset = colleagues.select_related("office").order_by("function", "pk")
        field.label_from_instance = _name_of
        field.error_messages["invalid_choice"] = _(
            "Diese Vertretung lässt sich nicht auswählen. Es muss eine andere Ansprechperson der "
            "eigenen Organisation sein."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a substitute of another organisation, and an absence that is over."""
        answers: dict[str, Any] = super().clean() or {}
        office, substitute = answers.get("office"), answers.get("substitute")
        if office and substitute and not _are_colleagues(office, substitute):
            self.add_error(
                "substitute",
                _(
                    "Diese Ansprechperson gehört zu einer anderen Organisation. Bitte wählen Sie "
                    "eine aus derselben."
                ),
            )
        away = answers.get("away_until")
        if away and "away_until" in self.changed_data and away < timezone.localdate():
            self.add_error(
                "away_until", _("Dieser Tag ist schon vorbei. Bitte prüfen Sie das Datum.")
            )
        return answers


def _are_colleagues(office: Any, contact: Any) -> bool:
    return bool(office.organisation_path == contact.office.organisation_path)


def _name_of(contact: Any) -> str:
    named = f"{contact.function} ({contact.name})" if contact.name else contact.function
    return f"{named}, {contact.office.title}"
