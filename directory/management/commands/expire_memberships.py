"""`manage.py expire_memberships`: take away the roles whose last day is over."""

from typing import Any

from django.core.management.base import BaseCommand

from directory.people.expiry import expire_all


class Command(BaseCommand):
    """For a daily run: who logs in loses an ended role at once anyway."""

    help = "Takes away the roles whose last day is over, with groups, locks and sessions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Expire all, and say how many roles ended."""
        self.stdout.write(f"Ended {expire_all()} memberships.")
