"""What people look for, counted per day, with nothing about who they are."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchCount(models.Model):
    """How often something was looked for on a day.

    What was typed is kept as a keyed hash until enough searches had the same words: rare words
    may name a person, so they are never written down, and are dropped after a while.
    """

    day = models.DateField()
    key = models.CharField(max_length=64)
    """HMAC-SHA-256 of the words, in hex."""
    words = models.CharField(max_length=100, blank=True, default="")
    """The words, once they are no longer rare."""
    is_staff = models.BooleanField(default=False)
    searches = models.PositiveIntegerField(default=0)
    without_result = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    """How often somebody said that what was found is not what he looked for."""

    class Meta:
        verbose_name = _("Gezählte Suche")
        verbose_name_plural = _("Gezählte Suchen")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "key", "is_staff"], name="search_count_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "day"], name="search_count_key")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.words or '…'}"
