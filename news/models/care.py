"""What keeps news in order: highlights, links for a preview, links that lead nowhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Highlight(models.Model):
    """An article or event that the coordination puts first for the network, until a day."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="highlight")
    until = models.DateField(_("Bis einschließlich"), db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Hervorhebung")
        verbose_name_plural = _("Hervorhebungen")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.until}"


class PreviewLink(models.Model):
    """A secret address that shows a colleague the newest draft of a page, until it ends.

    Only the digest (SHA-256, hexadecimal) of the secret is kept.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(_("Gilt bis"), db_index=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Vorschau-Link")
        verbose_name_plural = _("Vorschau-Links")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.ends_at}"


class BrokenLink(models.Model):
    """A link in a published page that leads nowhere within the portal, and in which field."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="broken_links")
    field = models.CharField(max_length=200)
    """Where it stands, in the words of the form."""
    url = models.CharField(max_length=2000)
    found_on = models.DateField(default=timezone.localdate)

    class Meta:
        verbose_name = _("Link ins Leere")
        verbose_name_plural = _("Links ins Leere")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "field", "url"], name="broken_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.field}"
