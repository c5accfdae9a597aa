"""`manage.py prune_logs`: delete what the log has kept long enough; to be run every day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from agreement.acknowledgement.actions import forget_acknowledgements
from directory.audit.retention import prune, prune_traces
from directory.freshness.links import forget_links
from directory.reports.actions import forget_reports
from portal.search.statistics.retention import forget_searches


class Command(BaseCommand):
    """Deletes what is older than AUDIT_LOG_DAYS and the like; the ledger stays whole."""

    help = "Deletes what was kept long enough: entries of the log, invitations, reports, links."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, and say how many entries went."""
        days = settings.AUDIT_LOG_DAYS
        before = timezone.now() - timedelta(days=days)
        deleted, traces = prune(before), prune_traces(before)
        self.stdout.write(f"Deleted {deleted} entries of the log older than {days} days.")
        self.stdout.write(f"Deleted {traces} old invitations and ended sessions.")
        now = timezone.now()
        reports, links = forget_reports(now), forget_links(now)
        self.stdout.write(f"Deleted {reports} settled reports and {links} links of reminders.")
        read = forget_acknowledgements(now)
        self.stdout.write(f"Deleted {read} rows of who read what of superseded versions.")
        searches = forget_searches(timezone.localdate(now))
        self.stdout.write(f"Deleted {searches} rows of what was looked for.")
