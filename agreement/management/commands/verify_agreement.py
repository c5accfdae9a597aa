"""`manage.py verify_agreement`: check the database, or evidence that was given out."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import override

from agreement.verification.standalone.material import EXIT_UNREADABLE
from agreement.verification.standalone.report import (
    RESULTS,
    exit_code,
    lines,
    read_kept,
)
from agreement.verification.standalone.sources import read_material
from agreement.verification.standalone.versions import examine
from agreement.verification.standalone.words import Limits, Unreadable
from agreement.verification.stored import verify_database


class Command(BaseCommand):
    """Says of each version whether it is as it was sealed.

    Ends with 0 (anchored), 3 (unanchored), 1 (tampered or missing) or 2 (unreadable), as the
    verifier that is given out does.
    """

    help = (
        "Prüft die Fassungen in der Datenbank, oder ein PDF, ZIP, JSON oder einen Ordner. "
        "0: in Ordnung und gesichert, 3: nicht gesichert, 1: verändert, 2: nicht lesbar."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to check, and the checkpoints that somebody kept."""
        parser.add_argument("path", nargs="?", help="PDF, ZIP, JSON oder Ordner; sonst: Datenbank")
        parser.add_argument(
            "--checkpoint",
            action="append",
            default=[],
            metavar="DATEI",
            help="Prüfpunkt, den jemand außerhalb des Portals aufbewahrt hat",
        )
        parser.add_argument("--english", action="store_true", help="Ausgabe auf Englisch")

    def handle(self, **options: Any) -> None:
        """Check, print the reports, and end with the code of the gravest."""
        language = "en" if options["english"] else "de"
        limits = Limits()
        try:
            kept = read_kept(map(Path, options["checkpoint"]), limits)
            if options["path"]:
                reports = examine([read_material(Path(options["path"]), limits)], kept, limits)
            else:
                with override(language):
                    reports = verify_database(kept, limits)
        except Unreadable as error:
            told = error.text.de if language == "de" else error.text.en
            raise CommandError(told, returncode=EXIT_UNREADABLE) from None
        except DatabaseError as error:
            raise CommandError(
                f"Die Datenbank ist nicht lesbar: {error}", returncode=EXIT_UNREADABLE
            ) from error
        for report in reports:
            self.stdout.write("\n".join(lines(report, language)))
        code = exit_code(reports)
        self.stdout.write(RESULTS[code].de if language == "de" else RESULTS[code].en)
        if code:
            sys.exit(code)
