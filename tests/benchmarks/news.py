"""How long the list of articles takes with 10,000 of them.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import json
import sys
import time
from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from directory.models import Municipality, OrganisationPage, Topic
from news.highlights import last_day
from news.models import ArticlePage, Highlight, NewsFolderPage
from tests.benchmarks.meter import Counter
from tests.benchmarks.network import add_pages, grow_to
from tests.benchmarks.table import aligned

ARTICLES, ORGANISATIONS, ROUNDS = 10_000, 50, 10
MOST_QUERIES = 12


def main() -> None:
    """Write the articles, ask for each page a few times, and print one table: 95 % are faster."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    grow_to(ORGANISATIONS)
    _write_articles()
    town, topic = Municipality.objects.all()[0], Topic.objects.all()[0]
    day = timezone.localdate()
    pages = {
        "all": "/aktuelles/",
        "the last page": f"/aktuelles/?page={ARTICLES // 10}",
        "of one organisation": f"/aktuelles/?organisation={OrganisationPage.objects.all()[0].slug}",
        "about a topic": f"/aktuelles/?anliegen={topic.code}",
        "for a town, of this year": f"/aktuelles/?ort={town.ags}&jahr={day.year}",
        "the archive": "/aktuelles/archiv/",
        "a month of the archive": f"/aktuelles/archiv/{day.year}/{day.month}/",
    }
    client = Client()
    rows = [_row(name, client, address) for name, address in pages.items()]
    head = (f"news, {ARTICLES} articles", "kB", "queries", "at most", "seconds CPU, p95", "")
    sys.stdout.write(f"{aligned([head, *rows])}\n")


@transaction.atomic
def _write_articles() -> None:
    folders = list(NewsFolderPage.objects.order_by("path"))
    for place, folder in enumerate(folders):
        more = ARTICLES // len(folders)
        add_pages(folder, [_article(place * more + number) for number in range(more)])
    keys = list(ArticlePage.objects.order_by("pk").values_list("pk", flat=True))
    _link("topic", Topic.objects.values_list("pk", flat=True), keys)
    _link("municipality", Municipality.objects.values_list("pk", flat=True), keys)
    until = last_day(timezone.localdate())
    Highlight.objects.bulk_create(Highlight(page_id=key, until=until) for key in keys[:3])


def _article(number: int) -> ArticlePage:
    body = [{"type": "paragraph", "id": f"n{number}", "value": "<p>Ein Beispiel.</p>" * 20}]
    return ArticlePage(
        title=f"Beispielartikel {number}",
        slug=f"beispielartikel-{number}",
        teaser="Ein Beispiel in einem Satz.",
        date=timezone.localdate() - timedelta(days=number % 3000),
        body=json.dumps(body),
    )


def _link(name: str, targets: Any, articles: list[int]) -> None:
    """Give each article one of the targets, in turn."""
    field = ArticlePage._meta.get_field("topics" if name == "topic" else "municipalities")
    through: Any = field.remote_field.through
    known = list(targets)
    through.objects.bulk_create(
        through(**{"articlepage_id": key, f"{name}_id": known[place % len(known)]})
        for place, key in enumerate(articles)
    )


def _row(name: str, client: Client, address: str) -> tuple[str, ...]:
    times = []
    answer: Any = client.get(address)
    queries = Counter()
    for _round in range(ROUNDS):
        queries = Counter()
        with connection.execute_wrapper(queries):
            started = time.process_time()
            answer = client.get(address)
            times.append(time.process_time() - started)
    p95 = sorted(times)[int(ROUNDS * 0.95) - 1]
    is_as_asked = answer.status_code == 200 and queries.count <= MOST_QUERIES
    verdict = "ok" if is_as_asked else "NOT AS ASKED"
    kilobytes = f"{len(answer.content) / 1000:.0f}"
    return name, kilobytes, str(queries.count), str(MOST_QUERIES), f"{p95:.3f}", verdict
