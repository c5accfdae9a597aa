"""Imports of the directory from a table: what each of them changed, so that it can be undone."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.organisations import OrganisationPage


class ImportRun(models.Model):
    """One import: `changes` holds for each office what to put back.

    A list of objects with the office's `uuid`, and the primary keys of its revisions `before`
    (null if the import made the office) and `after`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        OrganisationPage, models.CASCADE, related_name="+", verbose_name=_("Organisation")
    )
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    imported_at = models.DateTimeField(_("Eingelesen"), default=timezone.now)
    changes = models.JSONField(default=list)
    undone_at = models.DateTimeField(_("Zurückgenommen"), null=True, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        verbose_name = _("Import")
        verbose_name_plural = _("Importe")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.imported_at:%d.%m.%Y}"
