"""`manage.py load_demo`: fill an empty portal with the demo, and say how to log in."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from portal.core.models import PortalSettings
from portal.operations.demo.accounts import ACCOUNTS, PASSWORD, load_accounts
from portal.operations.demo.loading import has_content, load_demo, renew_demo


class Command(BaseCommand):
    """Loads the demo once; content that is there stays, and real content gets no accounts."""

    help = "Lädt die Beispielinhalte in ein leeres Portal und nennt die Beispielkonten."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse where demo accounts are not allowed; else load, unless there is content."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError(
                "Beispielkonten sind hier nicht erlaubt: Ihr Passwort kennt jeder. "
                "Laden Sie die Beispielinhalte nur in einer Umgebung zum Vorführen."
            )
        if not has_content():
            with override(settings.LANGUAGE_CODE):
                load_demo()
            self.stdout.write("Die Beispielinhalte sind geladen.")
        elif PortalSettings.load().is_example:
            # An older demo is brought to what the code expects now.
            call_command("provision", stdout=self.stdout)
            load_accounts()
            with override(settings.LANGUAGE_CODE):
                renew_demo()
            self.stdout.write("Es gibt schon Inhalte. Sie bleiben, wie sie sind.")
        else:
            self.stdout.write("Es gibt schon eigene Inhalte: Beispielkonten kommen nicht dazu.")
            return
        self._name_accounts()

    def _name_accounts(self) -> None:
        width = max(len(account.email) for account in ACCOUNTS)
        self.stdout.write(f"\nBeispielkonten, Passwort jeweils: {PASSWORD}")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<{width}}  {account.role}")
