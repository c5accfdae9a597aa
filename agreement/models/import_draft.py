"""A file that is being imported, as somebody has corrected it so far."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.models.sealed import Agreement


class ImportDraft(models.Model):
    """What was read of an uploaded file; nothing of it is in the working text yet.

    `text` is the data of `agreement.importing.draft.Draft`: sections, clauses, and the answers to
    what each clause is. `remarks` are sentences about what the file held and no text can.
    `revision` counts the changes, so that two windows do not overwrite each other.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, related_name="+", verbose_name=_("Vereinbarung")
    )
    """The agreement whose next version this is; none for a new one."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(_("Datei"), max_length=255)
    text = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("Hochgeladen"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "uuid"]
        verbose_name = _("Begonnener Import einer Vereinbarung")
        verbose_name_plural = _("Begonnene Importe von Vereinbarungen")

    def __str__(self) -> str:
        return self.file_name
