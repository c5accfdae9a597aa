"""What the finder costs in a directory of 500 organisations with 5,000 offices.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from io import StringIO
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from directory.models import (
    Municipality,
    Offer,
    OfficePage,
    OrganisationPage,
    PartnerIndexPage,
    Service,
)
from tests.benchmarks.meter import Counter
from tests.benchmarks.network import add_pages
from tests.benchmarks.table import aligned

ORGANISATIONS = 500
OFFICES = 11
"""Of each organisation."""
ROUNDS = 20
MOST_QUERIES = 12
MOST_STEP_MILLISECONDS = 8.0
MOST_RESULT_MILLISECONDS = 25.0
MOST_BYTES = 60_000
_FINDER = "/anlaufstelle-finden"
_KNOWN = "ort=08215064&alter=12-26&anliegen=arbeit"
_PRIVATE = {"wohnen": "au", "status": "duldung"}
STEPS = {
    "start": "/",
    "place": "/ort/",
    "age": "/alter/?ort=08215064",
    "topic": "/anliegen/?ort=08215064&alter=12-26",
    "housing": f"/wohnen/?{_KNOWN}",
    "status": f"/status/?{_KNOWN}",
}
RESULTS = {
    "result": f"/ergebnis/?{_KNOWN}",
    "result, place unknown": "/ergebnis/?alter=12-26",
    "result, nothing known": "/ergebnis/",
}
Row = tuple[str, str, str, str, str]


def main() -> None:
    """Fill a directory, ask every page, and print one table."""
    with tempfile.TemporaryDirectory(prefix="portal-finder-") as folder:
        settings.MEDIA_ROOT = folder
        call_command("migrate", verbosity=0)
        call_command("load_demo", stdout=StringIO())
        _fill()
        browser = Client()
        rows = [
            _row(name, MOST_STEP_MILLISECONDS, partial(browser.get, _FINDER + path))
            for name, path in STEPS.items()
        ]
        rows += [
            _row(name, MOST_RESULT_MILLISECONDS, partial(browser.get, _FINDER + path))
            for name, path in RESULTS.items()
        ]
        post = partial(browser.post, f"{_FINDER}/ergebnis/?{_KNOWN}", _PRIVATE)
        rows.append(_row("result by POST", MOST_RESULT_MILLISECONDS, post))
        sys.stdout.write(f"{_heading()}\n{_table(rows)}\n")


@transaction.atomic
def _fill() -> None:
    """Add organisations and offices by rows, each offering one service here or everywhere."""
    index = PartnerIndexPage.objects.get()
    missing = range(OrganisationPage.objects.count(), ORGANISATIONS)
    new = [
        OrganisationPage(
            title=f"Beispielverein {n:03}", short_name=f"Verein {n}", slug=f"verein-{n}"
        )
        for n in missing
    ]
    add_pages(index, new)
    numbers = count()
    for organisation in new:
        offices = [_office(next(numbers)) for _office_number in range(OFFICES)]
        add_pages(organisation, offices)
    _offer(list(OfficePage.objects.filter(slug__startswith="stelle-").order_by("path")))


def _office(number: int) -> OfficePage:
    return OfficePage(
        title=f"Beratungsstelle {number}",
        slug=f"stelle-{number}",
        street="Beispielstraße 1",
        postal_code="76646",
        town="Bruchsal",
        phone="030 23125 100",
        hours="Mo-Fr 09:00-12:00",
        appointment="both",
    )


def _offer(offices: list[OfficePage]) -> None:
    services = list(Service.objects.all())
    towns = list(Municipality.objects.all())
    offers = Offer.objects.bulk_create(
        Offer(office=office, service=services[n % len(services)])
        for n, office in enumerate(offices)
    )
    through = Offer.municipalities.through
    # Every fourth office is there for the whole district, the others for two towns each.
    through.objects.bulk_create(
        through(offer_id=offer.pk, municipality_id=towns[(n + step) % len(towns)].pk)
        for n, offer in enumerate(offers)
        if n % 4
        for step in (0, 7)
    )


def _row(name: str, most: float, ask: Callable[[], Any]) -> Row:
    ask()
    times, counter, answer = [], Counter(), None
    for _round in range(ROUNDS):
        counter = Counter()
        with connection.execute_wrapper(counter):
            before = time.process_time()
            answer = ask()
            times.append(1000 * (time.process_time() - before))
    if answer is None or answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{name}: {answer}")
    size = len(answer.content)
    keeps = counter.count <= MOST_QUERIES and min(times) <= most and size <= MOST_BYTES
    mark = "  " if keeps else "! "
    return mark + name, str(counter.count), f"{min(times):.1f}", f"{most:.0f}", str(size)


def _heading() -> str:
    return (
        f"The finder with {OrganisationPage.objects.count()} organisations and "
        f"{OfficePage.objects.count():,} offices (at most {MOST_QUERIES} queries, "
        f"{MOST_BYTES:,} bytes; “!” misses an aim):"
    )


def _table(rows: list[Row]) -> str:
    return aligned([("page", "queries", "CPU ms", "aim", "bytes"), *rows])
