"""`manage.py request_timestamps`: get the time stamps of checkpoints that have none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agreement.evidence.timestamps import TimeStampRefused, request_missing


class Command(BaseCommand):
    """Asks at once, where the loop of `send_notifications` would make pauses."""

    help = "Holt die Zeitstempel der Prüfpunkte, die noch keinen haben (TIMESTAMP_URL)."

    def handle(self, **options: Any) -> None:
        """Ask, and say how many were got."""
        if not settings.TIMESTAMP_URL:
            self.stdout.write("TIMESTAMP_URL ist nicht gesetzt: Es werden keine geholt.")
            return
        try:
            self.stdout.write(f"Zeitstempel geholt: {request_missing()}")
        except TimeStampRefused as reason:
            raise CommandError(f"Kein Zeitstempel: {reason}") from None
