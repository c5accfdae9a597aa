"""How the search is doing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchState(models.Model):
    """The one row that says how Elasticsearch is kept; made by a migration."""

    building = models.CharField(max_length=255, blank=True, default="")
    """The index that a rebuild is filling; what changes meanwhile is written there, too."""
    building_since = models.DateTimeField(null=True)
    definition = models.CharField(max_length=64, blank=True, default="")
    """The hash of analyzers and mapping of the index in use; another one asks for a rebuild."""
    drained_at = models.DateTimeField(null=True)
    reconciled_at = models.DateTimeField(null=True)
    reconcile_found = models.PositiveIntegerField(default=0)
    """How many entries the last comparison had to mend."""
    rebuilt_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True, default="")
    """What the worker was last told by Elasticsearch: a kind of error, never content."""

    class Meta:
        verbose_name = _("Zustand der Suche")
        verbose_name_plural = _("Zustand der Suche")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_state_is_one_row")
        ]

    def __str__(self) -> str:
        return str(_("Zustand der Suche"))
