"""Contacts: functions of an office, never persons by name."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from directory.enums import Audience
from directory.forms.contacts import ContactForm
from directory.models.offices import OfficePage
from directory.models.reference import Language
from directory.validators import validate_phone


class Contact(index.Indexed, models.Model):
    """Whom to talk to in an office; each way to reach them says who may see it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        OfficePage, models.CASCADE, related_name="contacts", verbose_name=_("Beratungsstelle")
    )
    function = models.CharField(
        _("Funktion"),
        max_length=150,
        help_text=_("Zum Beispiel „Beratungsteam JMD“. Bitte keine Namen von Personen."),
    )
    phone = models.CharField(_("Telefon"), max_length=40, blank=True, validators=[validate_phone])
    phone_audience = models.CharField(
        _("Wer das Telefon sieht"), max_length=20, choices=Audience, default=Audience.NETWORK
    )
    email = models.EmailField(_("E-Mail"), blank=True)
    email_audience = models.CharField(
        _("Wer die E-Mail sieht"), max_length=20, choices=Audience, default=Audience.NETWORK
    )
    languages = models.ManyToManyField(
        Language, blank=True, related_name="contacts", verbose_name=_("Sprachen")
    )

    base_form_class = ContactForm
    search_fields = [
        index.SearchField("function"),
        index.AutocompleteField("function"),
        index.FilterField("office"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["function", "pk"]
        verbose_name = _("Ansprechperson")
        verbose_name_plural = _("Ansprechpersonen")

    def __str__(self) -> str:
        return self.function

    def clean(self) -> None:
        """Refuse a contact that nobody can reach."""
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError(_("Bitte geben Sie ein Telefon oder eine E-Mail-Adresse an."))
