"""How long the log is kept. The ledger of versions is evidence and no part of it."""

from datetime import datetime

from django.db import transaction
from wagtail.models import BaseLogEntry

from directory.audit.readers import log_models
from directory.audit.recording import record
from portal.core.models import PortalSettings

AT_ONCE = 5_000


def prune(before: datetime) -> int:
    """Delete the entries older than a moment from every table of the log; return how many.

    The log says that it was done, once anything was.
    """
    with transaction.atomic():
        deleted = sum(_prune(model, before) for model in log_models())
        if deleted:
            data = {"deleted": deleted, "before": before.isoformat()}
            record(PortalSettings.load(), "portal.log.prune", user=None, data=data)
    return deleted


def _prune(model: type[BaseLogEntry], before: datetime) -> int:
    """Delete in portions: Django loads what it deletes, since the search index might ask."""
    deleted = 0
    while keys := list(model.objects.filter(timestamp__lt=before).values("pk")[:AT_ONCE]):
        deleted += model.objects.filter(pk__in=[key["pk"] for key in keys]).delete()[0]
    return deleted
