"""`manage.py rebuild_search`: fills the search anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elastic_transport import TransportError
from elasticsearch import ApiError

from portal.search.elastic.client import is_configured
from portal.search.elastic.failures import failure_of
from portal.search.elastic.rebuilding import RebuildFailed, RebuildUnderWay, rebuild
from portal.search.entries.reconciling import reconcile_entries


class Command(BaseCommand):
    """Fills the list of entries, then Elasticsearch's index, while both are in use."""

    help = "Fills the search anew; it can be used meanwhile."

    def handle(self, **_options: Any) -> None:
        """Fill both and say how far it is."""
        self.stdout.write(f"Entries mended: {reconcile_entries()}")
        if not is_configured():
            self.stdout.write("Elasticsearch is not configured: the database searches.")
            return
        try:
            self.stdout.write(f"Documents: {rebuild(self._say)}")
        except (ApiError, TransportError) as error:
            raise CommandError(f"Elasticsearch: {failure_of(error).label}") from error
        except RebuildUnderWay as other:
            raise CommandError(f"A rebuild is under way already: {other}") from other
        except RebuildFailed as error:
            raise CommandError(f"The rebuild was given up: {error}") from error

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
