"""Internal notices beside the public news, and since when somebody has seen what is new."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import OrganisationPage
from news.enums import NoticeAudience


class Notice(models.Model):
    """What an organisation or the coordination tells the people of the network."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        OrganisationPage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("Von"),
    )
    """Who tells it; none means: the coordination."""
    audience = models.CharField(
        _("Für"), max_length=20, choices=NoticeAudience, default=NoticeAudience.NETWORK
    )
    title = models.CharField(_("Überschrift"), max_length=150)
    text = models.TextField(_("Text"), max_length=5000)
    asks_acknowledgement = models.BooleanField(
        _("Bitte um Bestätigung"),
        default=False,
        help_text=_(
            "Alle, für die der Hinweis ist, sollen bestätigen, dass sie ihn gelesen haben."
        ),
    )
    until = models.DateField(
        _("Gilt bis"),
        null=True,
        blank=True,
        help_text=_("Danach steht er nur noch im Archiv. Leer heißt: bis auf Weiteres."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Hinweis")
        verbose_name_plural = _("Hinweise")
        ordering = ["-made_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | models.Q(audience=NoticeAudience.NETWORK),
                name="notice_of_the_coordination_is_for_the_network",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeAcknowledgement(models.Model):
    """That one person has read a notice, as it was then."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices_acknowledged"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Bestätigung eines Hinweises")
        verbose_name_plural = _("Bestätigungen von Hinweisen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "user"], name="notice_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.user_id}"


class LastLook(models.Model):
    """Until when a person has seen what is new, and until when before that."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="last_look"
    )
    seen_until = models.DateTimeField(default=timezone.now)
    before_that = models.DateTimeField(null=True)
    """So that “seen” can be taken back once."""

    class Meta:
        verbose_name = _("Zuletzt angesehen")
        verbose_name_plural = _("Zuletzt angesehen")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.seen_until}"
