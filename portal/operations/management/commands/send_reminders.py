"""`manage.py send_reminders`: what people should look at; to be run every day."""

from typing import Any

from django.core.management.base import BaseCommand

from agreement.signing.reminders import remind_to_sign
from directory.freshness.reminders import remind_all
from portal.finder.unserved.telling import tell_of_unserved


class Command(BaseCommand):
    """Mails editors what to confirm, tells of services that nobody offers, and of signatures."""

    help = (
        "Mails editors the offices to confirm, and tells where rules lead to no office and "
        "which signatures are missing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind, and say how many mails and notices there were."""
        self.stdout.write(f"Reminders sent: {remind_all()}.")
        self.stdout.write(f"Missing signatures reminded of: {remind_to_sign()}.")
        self.stdout.write(f"Notices of services without an office: {tell_of_unserved()}.")
