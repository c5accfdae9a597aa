"""`manage.py rotate_ledger_key`: let a new key sign the ledger from now on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreement.evidence.checkpoints import replace_lost_key, rotate
from agreement.evidence.keys import key_file, newest_vkey, put_in_place
from agreement.evidence.refusals import LedgerRefused
from agreement.ledger import lock_ledger


class Command(BaseCommand):
    """Writes who follows whom into the ledger, signed by the old key, and changes the file."""

    help = "Lässt einen neuen Schlüssel das Register unterschreiben; der alte übergibt an ihn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the option for a key that nobody can find."""
        parser.add_argument(
            "--lost",
            action="store_true",
            help="der alte Schlüssel ist verloren: ohne seine Unterschrift, was jede Prüfung sagt",
        )

    def handle(self, **options: Any) -> None:
        """Rotate, and print the new verifier key."""
        try:
            with transaction.atomic():
                lock_ledger()
                checkpoint = replace_lost_key() if options["lost"] else rotate()
        except ValueError:
            raise CommandError("Der Schlüssel ist nicht verloren: Lassen Sie --lost weg.") from None
        except LedgerRefused as refusal:
            raise CommandError(str(refusal)) from None
        put_in_place()
        self.stdout.write(f"Der neue Schlüssel liegt in {key_file()}. Sichern Sie die Datei.")
        self.stdout.write("Wer Prüfpunkte prüft, braucht ab jetzt auch diese Zeile:")
        self.stdout.write(f"  {newest_vkey()}")
        self.stdout.write(f"\nDer erste Prüfpunkt, den er unterschreibt:\n\n{checkpoint.note}")
