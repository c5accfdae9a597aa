"""`manage.py prune_logs`: delete what the log has kept long enough; to be run every day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.audit.retention import prune, prune_traces


class Command(BaseCommand):
    """Deletes what is older than AUDIT_LOG_DAYS; the ledger stays whole."""

    help = "Deletes entries of the log and invitations older than AUDIT_LOG_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, and say how many entries went."""
        days = settings.AUDIT_LOG_DAYS
        before = timezone.now() - timedelta(days=days)
        deleted, traces = prune(before), prune_traces(before)
        self.stdout.write(f"Deleted {deleted} entries of the log older than {days} days.")
        self.stdout.write(f"Deleted {traces} old invitations and ended sessions.")
