"""How fresh an entry is: who confirmed it when, and what readers report as wrong."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.enums import ReportKind, ReportState
from directory.models.offices import OfficePage


class Verification(models.Model):
    """When somebody last confirmed an office with its contacts.

    A table of its own: publishing an older draft of the page must not take it back.
    """

    office = models.OneToOneField(OfficePage, models.CASCADE, related_name="verification")
    verified_on = models.DateField(_("Bestätigt am"), db_index=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Bestätigung")
        verbose_name_plural = _("Bestätigungen")

    def __str__(self) -> str:
        return f"{self.office}: {self.verified_on}"


class ConfirmationLink(models.Model):
    """The single-use link of a reminder: confirms one office without log-in.

    Only the hash of the token is kept, so that nobody who reads the table can confirm.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    office = models.ForeignKey(OfficePage, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Link zum Bestätigen")
        verbose_name_plural = _("Links zum Bestätigen")

    def __str__(self) -> str:
        return str(self.office)


class ErrorReport(models.Model):
    """What a reader says is wrong. Nothing about the reader is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        OfficePage,
        models.CASCADE,
        null=True,
        related_name="error_reports",
        verbose_name=_("Beratungsstelle"),
    )
    kind = models.CharField(_("Was stimmt nicht?"), max_length=20, choices=ReportKind)
    text = models.TextField(_("Was ist richtig?"), max_length=1000, blank=True)
    state = models.CharField(
        _("Stand"), max_length=10, choices=ReportState, default=ReportState.OPEN
    )
    created_at = models.DateTimeField(_("Gemeldet"), default=timezone.now)
    closed_at = models.DateTimeField(_("Erledigt"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "-created_at"], name="reports_of_a_state")]
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")

    def __str__(self) -> str:
        return self.get_kind_display()
