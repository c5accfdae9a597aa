"""Take a lost second factor off an account."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from portal.accounts.actions import reset_second_factor
from portal.accounts.models import User


class Command(BaseCommand):
    """For the day on which the only administrator has lost the telephone."""

    help = "Removes every second factor of an account and ends its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account's address."""
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Do it; ends with 1 when there is no such account."""
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            raise CommandError("There is no account with this address.")
        number = reset_second_factor(user, by=None)
        self.stdout.write(f"Removed: {number}. The owner has been told by mail.")
