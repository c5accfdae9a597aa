"""The digest by mail: who reads it, what came out, and the mails that wait.

The columns of a mail are those of a notice (`portal.accounts.notifications`).
"""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import OrganisationPage, Topic
from news.enums import DigestMailKind, Rhythm
from portal.accounts.querysets import AddressMailQuerySet


def new_secret() -> str:
    """Return what opens a subscription from a mail, without an account."""
    return secrets.token_urlsafe(24)


class DigestReader(models.Model):
    """An address that wants the digest; nothing is sent before it was confirmed from there."""

    email = models.EmailField(_("E-Mail"), unique=True)
    rhythm = models.CharField(_("Wie oft"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    organisations: Any = models.ManyToManyField(
        OrganisationPage, blank=True, related_name="+", verbose_name=_("Nur diese Organisationen")
    )
    topics: Any = models.ManyToManyField(
        Topic, blank=True, related_name="+", verbose_name=_("Nur diese Anliegen")
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    """How often a mail came back for a while; one that came back for good ends it at once."""

    class Meta:
        verbose_name = _("Bezug des Überblicks")
        verbose_name_plural = _("Bezüge des Überblicks")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["rhythm", "confirmed_at"], name="digest_readers_of_rhythm"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_rhythm_display()}"


class DigestIssue(models.Model):
    """An issue: what was published between two moments, for one rhythm. Made once."""

    rhythm = models.CharField(max_length=10, choices=Rhythm)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    """When all its mails were written down; before, a round may go on with it."""

    class Meta:
        verbose_name = _("Ausgabe des Überblicks")
        verbose_name_plural = _("Ausgaben des Überblicks")
        ordering = ["-ends_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rhythm", "ends_at"], name="digest_issue_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()}: {self.ends_at}"


class DigestMail(models.Model):
    """A mail to a reader, written down first and sent later."""

    reader = models.ForeignKey(DigestReader, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=DigestMailKind)
    issue = models.ForeignKey(
        DigestIssue, on_delete=models.CASCADE, null=True, related_name="mails"
    )
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)

    objects: ClassVar[Any] = AddressMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mail des Überblicks")
        verbose_name_plural = _("Mails des Überblicks")
        ordering = ["created_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sent_at", "not_before"], name="digest_mail_to_send"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "issue"], name="digest_mail_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id}: {self.get_kind_display()}"
