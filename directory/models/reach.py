"""How, when and in which language one reaches an office, beyond its ordinary hours."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from directory.enums import ChannelKind
from directory.model_fields import HoursField
from directory.models.offices import OfficePage
from directory.models.reference import Language, Service
from directory.validators import validate_hours, validate_phone


class Channel(models.Model):
    """A way to be advised that has hours of its own; hours left empty are not known."""

    office = ParentalKey(OfficePage, related_name="channels", on_delete=models.CASCADE)
    kind = models.CharField(_("Art"), max_length=20, choices=ChannelKind)
    service = models.ForeignKey(
        Service,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Nur für den Dienst"),
        help_text=_("Leer heißt: für alle Dienste der Beratungsstelle."),
    )
    hours = HoursField(_("Zeiten"), when_empty=_("Zeiten nicht bekannt."))
    phone = models.CharField(
        _("Eigene Telefonnummer"), max_length=40, blank=True, validators=[validate_phone]
    )
    note = models.CharField(
        _("Hinweis"),
        max_length=250,
        blank=True,
        help_text=_("Zum Beispiel der Ort der Außensprechstunde."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("service", widget=forms.Select)]),
        FieldPanel("hours"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("note")]),
    ]

    class Meta:
        ordering = ["pk"]
        verbose_name = _("Beratungsweg")
        verbose_name_plural = _("Beratungswege")

    def __str__(self) -> str:
        return self.get_kind_display()


class LanguageTime(models.Model):
    """A language that is spoken at certain times only, by the staff or by an interpreter."""

    office = ParentalKey(OfficePage, related_name="language_times", on_delete=models.CASCADE)
    language = models.ForeignKey(
        Language, models.PROTECT, related_name="+", verbose_name=_("Sprache")
    )
    hours = HoursField(
        _("Zeiten"),
        when_empty=_("Nach Absprache."),
        help_text=_("Leer heißt: nach Absprache."),
    )
    is_interpreted = models.BooleanField(_("Mit Dolmetscherin oder Dolmetscher"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("language", widget=forms.Select), FieldPanel("is_interpreted")]),
        FieldPanel("hours"),
    ]

    class Meta:
        ordering = ["language__name", "pk"]
        verbose_name = _("Sprache zu bestimmten Zeiten")
        verbose_name_plural = _("Sprachen zu bestimmten Zeiten")

    def __str__(self) -> str:
        return str(self.language)


class SpecialDays(models.Model):
    """Days on which an office is closed, or open at other hours than usual.

    No part of the page: a closure holds at once, whatever draft waits for its publication.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        OfficePage, models.CASCADE, related_name="special_days", verbose_name=_("Beratungsstelle")
    )
    first_day = models.DateField(_("Von"))
    last_day = models.DateField(_("Bis einschließlich"))
    hours = models.CharField(
        _("Zeiten an diesen Tagen"),
        max_length=250,
        blank=True,
        validators=[validate_hours],
        help_text=_("Leer heißt: geschlossen."),
    )
    reason = models.CharField(
        _("Grund"), max_length=150, blank=True, help_text=_("Zum Beispiel: Betriebsferien")
    )
    substitute = models.ForeignKey(
        OfficePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Vertretung"),
        help_text=_("Die Beratungsstelle, die an diesen Tagen hilft."),
    )

    class Meta:
        ordering = ["first_day", "pk"]
        indexes = [models.Index(fields=["office", "last_day"], name="special_days_to_come")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="special_days_end_after_they_begin",
            )
        ]
        verbose_name = _("Besondere Tage")
        verbose_name_plural = _("Besondere Tage")

    def __str__(self) -> str:
        return f"{self.office}: {self.first_day:%d.%m.%Y} – {self.last_day:%d.%m.%Y}"

    @property
    def is_closed(self) -> bool:
        """Whether the office is closed on these days."""
        return not self.hours

    def covers(self, day: date) -> bool:
        """Return whether a day is one of them; both ends belong to the span."""
        return self.first_day <= day <= self.last_day

    def clean(self) -> None:
        """Refuse a span that ends before it begins, and an office that stands in for itself."""
        super().clean()
        errors: dict[str, Any] = {}
        days: tuple[date | None, date | None] = (self.first_day, self.last_day)
        first, last = days
        if first and last and last < first:
            errors["last_day"] = _("Das Ende liegt vor dem Beginn. Bitte tauschen Sie die Tage.")
        if self.substitute_id and self.substitute_id == self.office_id:
            errors["substitute"] = _("Eine Beratungsstelle kann sich nicht selbst vertreten.")
        if errors:
            raise ValidationError(errors)
