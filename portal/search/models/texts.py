"""The text of documents, read out of their files by the worker."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import Document


class DocumentText(models.Model):
    """What a document's file says, read once for each content of the file."""

    class State(models.TextChoices):
        """How the reading ended."""

        WAITING = "waiting", _("wird gelesen")
        READ = "read", _("gelesen")
        NONE = "none", _("enthält keinen Text")
        FAILED = "failed", _("nicht lesbar")

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="text_found"
    )
    file_hash = models.CharField(max_length=40)
    """Wagtail's hash of the file that was read."""
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("Text eines Dokuments")
        verbose_name_plural = _("Texte von Dokumenten")

    def __str__(self) -> str:
        return str(self.document_id)
