"""How long it takes to write down the digest for 5,000 addresses.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import time
from datetime import datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from directory.models import OrganisationPage
from news.digest.queueing import queue_issues
from news.enums import Rhythm
from news.models import DigestIssue, DigestMail, DigestReader
from tests.benchmarks.meter import Counter
from tests.benchmarks.network import grow_to
from tests.benchmarks.table import aligned

READERS = 5_000
ORGANISATIONS = 20
CHOOSING = 2
"""Every second one chose an organisation."""
MOST_SECONDS = 5.0


def main() -> None:
    """Fill a portal, queue one issue, and print one table."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    grow_to(ORGANISATIONS)
    now = timezone.now()
    _add_readers(now - timedelta(days=9))
    DigestIssue.objects.create(
        rhythm=Rhythm.WEEKLY, begins_at=now - timedelta(days=7), ends_at=now + timedelta(minutes=1)
    )
    queries = Counter()
    started = time.perf_counter()
    with connection.execute_wrapper(queries):
        queue_issues(now)
    seconds = time.perf_counter() - started
    verdict = "ok" if seconds <= MOST_SECONDS else "TOO SLOW"
    row = (
        f"digest to {READERS} addresses",
        str(DigestMail.objects.count()),
        str(queries.count),
        f"{seconds:.2f}",
        f"{MOST_SECONDS:.2f}",
        verdict,
    )
    heading = ("queueing", "mails", "queries", "seconds", "at most", "")
    sys.stdout.write(f"{aligned([heading, row])}\n")


def _add_readers(confirmed: datetime) -> None:
    readers = DigestReader.objects.bulk_create(
        DigestReader(email=f"leser-{number}@example.org", confirmed_at=confirmed)
        for number in range(READERS)
    )
    organisations = list(OrganisationPage.objects.values_list("pk", flat=True))
    through = DigestReader.organisations.through
    through.objects.bulk_create(
        through(
            digestreader_id=reader.pk,
            organisationpage_id=organisations[number % len(organisations)],
        )
        for number, reader in enumerate(readers[::CHOOSING])
    )
