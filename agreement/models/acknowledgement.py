"""What changed for whom, and who has confirmed having read it. Erasable, outside the ledger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.models.sealed import AgreementVersion


class ChangesTold(models.Model):
    """The mark that the network was told, on the day, what a version changes."""

    version = models.OneToOneField(
        AgreementVersion, on_delete=models.CASCADE, related_name="changes_told"
    )
    effective_on = models.DateField()
    compared_with = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, null=True, related_name="+"
    )
    """The text people read before; none for the first one."""
    told_at = models.DateTimeField(default=timezone.now)
    looked_at_on = models.DateField(null=True)
    """The last day on which newcomers were told, and reminders sent."""

    class Meta:
        verbose_name = _("Bekanntgabe einer Fassung")
        verbose_name_plural = _("Bekanntgaben von Fassungen")

    def __str__(self) -> str:
        return f"{self.version}: {self.told_at}"


class Acknowledgement(models.Model):
    """What one person of one organisation was to read about a version, and whether it was read.

    `digest` is the SHA-256 of what was shown: who confirmed something else is asked again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, related_name="acknowledgements"
    )
    organisation = models.UUIDField(db_index=True)
    organisation_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    told_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(_("Gelesen"), null=True, blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("Kenntnisnahme")
        verbose_name_plural = _("Kenntnisnahmen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "version", "organisation"], name="acknowledged_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["version", "read_at"], name="acknowledged_versions"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.organisation_name}"
