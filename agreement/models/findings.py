"""What the partners know about their rules: gaps they accept, and cases they agree on."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import ExampleState, FindingKind
from agreement.examples.checks import check_example
from agreement.models.sealed import Agreement
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus


class AcceptedFinding(models.Model):
    """A gap or an overlap that the partners accept in the working text, with their reason.

    `when` is the condition it is accepted for, as JSON data like that of a rule; `services`
    are the codes that lead at once there (empty for a gap). It is sealed with a version.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="accepted_findings", verbose_name=_("Vereinbarung")
    )
    kind = models.CharField(_("Art"), max_length=10, choices=FindingKind)
    when = models.JSONField(default=dict)
    services = models.JSONField(default=list)
    reason = models.TextField(_("Begründung"), max_length=1000)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["accepted_at", "pk"]
        verbose_name = _("Hingenommene Lücke oder Doppelzuständigkeit")
        verbose_name_plural = _("Hingenommene Lücken und Doppelzuständigkeiten")

    def __str__(self) -> str:
        return self.reason


class ExampleCase(models.Model):
    """A case in words, with its facts and the answer the partners agreed on.

    Nobody real: facts left open are unknown, and words that could name a person have no place.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, related_name="example_cases", verbose_name=_("Vereinbarung")
    )
    title = models.CharField(_("Titel"), max_length=150)
    description = models.TextField(
        _("Der Fall in Worten"),
        max_length=1000,
        help_text=_("Ein erfundener Fall, ohne Namen und ohne Angaben, die jemand erkennt."),
    )
    on = models.DateField(
        _("Am Tag"),
        null=True,
        blank=True,
        help_text=_("Leer heißt: an dem Tag, an dem die Fassung gilt."),
    )
    age = models.PositiveSmallIntegerField(_("Alter"), null=True, blank=True)
    parent_age = models.PositiveSmallIntegerField(_("Alter der Eltern"), null=True, blank=True)
    status = models.CharField(
        _("Aufenthaltsstatus"), max_length=20, choices=ResidenceStatus, blank=True
    )
    accommodation = models.CharField(
        _("Wohnsituation"), max_length=20, choices=Accommodation, blank=True
    )
    arrival = models.CharField(_("Gekommen"), max_length=20, choices=Arrival, blank=True)
    period = models.CharField(_("Beratungszeitraum"), max_length=20, choices=Period, blank=True)
    municipality = models.CharField(_("Gemeinde"), max_length=8, blank=True)
    topic = models.SlugField(_("Anliegen"), blank=True, db_index=False)
    expected_leads = models.JSONField(
        _("Zuständig ist"), default=list, blank=True, help_text=_("Nichts heißt: niemand.")
    )
    expected_supports = models.JSONField(_("Es unterstützt"), default=list, blank=True)
    state = models.CharField(
        _("Stand"), max_length=10, choices=ExampleState, default=ExampleState.PROPOSED
    )
    source = models.CharField(
        _("Wo vereinbart"),
        max_length=200,
        blank=True,
        help_text=_("Zum Beispiel: Runder Tisch, 3. Sitzung"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["agreement", "state"], name="examples_of_a_state")]
        verbose_name = _("Beispielfall")
        verbose_name_plural = _("Beispielfälle")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse facts that cannot be, no facts at all, and what belongs to a real person."""
        super().clean()
        check_example(self)

    def day(self, default: date) -> date:
        """Return the day the case is asked for."""
        return self.on or default
