"""Checkpoints on their way to those who shall keep them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from agreement.models.evidence import Checkpoint
from agreement.models.sealed import AgreementVersion
from portal.accounts.querysets import NotificationQuerySet


class CheckpointMail(models.Model):
    """A checkpoint that somebody is to get by mail.

    Written in the transaction of the act it tells of, and sent later: no mail server can stop
    an act, and a mail that could not be sent is sent again. The columns are those of a notice.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="mails")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="checkpoint_mails"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="checkpoint_mails"
    )
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sent_at", "recipient"], name="checkpoint_mail_to_send"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["checkpoint", "version", "recipient"], name="checkpoint_mail_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id}: {self.recipient_id}"
