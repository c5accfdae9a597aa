"""`manage.py prune_logs`: delete what the log has kept long enough; to be run every day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.audit.retention import prune


class Command(BaseCommand):
    """Deletes entries of the log older than AUDIT_LOG_DAYS; the ledger stays whole."""

    help = "Deletes entries of the log that are older than AUDIT_LOG_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, and say how many entries went."""
        days = settings.AUDIT_LOG_DAYS
        deleted = prune(timezone.now() - timedelta(days=days))
        self.stdout.write(f"Deleted {deleted} entries of the log older than {days} days.")
