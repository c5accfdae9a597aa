"""Contacts: whom to talk to in an office, by function and, inside the network, by name."""

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from directory.contact_words import gather_words, words_in_memory
from directory.enums import Audience
from directory.forms.contacts import ContactForm
from directory.gathered import Gathered
from directory.models.offices import OfficePage
from directory.models.reference import Language, Service
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
        help_text=_("Zum Beispiel „Beratungsteam JMD“. Den Namen bitte in das Feld „Name“."),
    )
    name = models.CharField(
        _("Name"),
        max_length=150,
        blank=True,
        help_text=_("Nur wenn die Person einverstanden ist. Ein Team braucht keinen Namen."),
    )
    name_audience = models.CharField(
        _("Wer den Namen sieht"), max_length=20, choices=Audience, default=Audience.NETWORK
    )
    services: Any = models.ManyToManyField(
        Service,
        blank=True,
        related_name="contacts",
        verbose_name=_("Dienste"),
        help_text=_("Nichts angekreuzt heißt: alle Dienste der Beratungsstelle."),
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
    away_until = models.DateField(_("Abwesend bis einschließlich"), null=True, blank=True)
    substitute = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Vertretung"),
    )

    words = Gathered(gather_words, words_in_memory)
    lookup = models.TextField(default="", editable=False)
    """The words it is found by, see `directory.lookup`."""

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

    def is_away_on(self, day: date) -> bool:
        """Return whether the contact is away on a day; the last day belongs to the absence."""
        return self.away_until is not None and day <= self.away_until

    def clean(self) -> None:
        """Refuse a contact that nobody can reach."""
        super().clean()
        if not self.phone and not self.email:
            raise ValidationError(_("Bitte geben Sie ein Telefon oder eine E-Mail-Adresse an."))
