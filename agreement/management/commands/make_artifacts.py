"""`manage.py make_artifacts`: make the files of versions that have none yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreement.exports.artifacts import make_missing, missing_artifacts


class Command(BaseCommand):
    """Makes them at once, where the loop of `send_notifications` would make pauses."""

    help = "Erstellt PDF, Word-Dokument und Akoma Ntoso der Fassungen, denen sie noch fehlen."

    def handle(self, **options: Any) -> None:
        """Make what is missing, and say how much it was."""
        count, failed = make_missing(list(missing_artifacts()))
        self.stdout.write(f"Dateien erstellt: {count}")
        if failed:
            raise CommandError(f"Nicht erstellt: {len(failed)}. Die Gründe stehen im Protokoll.")
