"""`manage.py reconcile_search`: compares the search with what there is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from elastic_transport import TransportError
from elasticsearch import ApiError

from portal.search.elastic.client import ElasticAway, is_configured
from portal.search.elastic.failures import failure_of
from portal.search.elastic.reconciling import reconcile
from portal.search.elastic.working import work_once
from portal.search.entries.reconciling import reconcile_entries


class Command(BaseCommand):
    """Compares the entries with what is found, and Elasticsearch with the entries."""

    help = "Compares the search with everything there is, and mends what differs."

    def handle(self, **_options: Any) -> None:
        """Compare, say how much differed, and send it again."""
        self.stdout.write(f"Entries mended: {reconcile_entries()}")
        if not is_configured():
            self.stdout.write("Elasticsearch is not configured: the database searches.")
            return
        try:
            work_once()
            self.stdout.write(f"Copies in Elasticsearch mended: {reconcile()}")
            work_once()
        except (ApiError, TransportError) as error:
            raise CommandError(f"Elasticsearch: {failure_of(error).label}") from error
        except ElasticAway as away:
            raise CommandError(f"Elasticsearch: {away.reason.label}") from away
