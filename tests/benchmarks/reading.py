"""How long reading takes: a text of 200 clauses in one section and on one page, and its history.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import time
from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from agreement.models import AgreementPage, WorkingTextPage
from portal.home.models import HomePage
from tests.benchmarks.meter import Counter
from tests.benchmarks.table import aligned
from tests.factories import agreement as texts
from tests.factories import directory, people

CLAUSES, ROUNDS = 200, 20
MOST_QUERIES = 12
SECTION = "/vereinbarung/lang/"


def main() -> None:
    """Seal two versions, ask for each page a few times, and print one table: 95 % are faster."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    uid = _in_force()
    pages = {
        "a section of all clauses": SECTION,
        "the whole text": "/vereinbarung/gesamttext/",
        "a clause with its history": f"/vereinbarung/k/{uid}/",
        "the services side by side": "/vereinbarung/dienste/",
        "the line of versions": "/vereinbarung/fassungen/",
    }
    client = Client()
    rows = [_row(name, client, address) for name, address in pages.items()]
    kept = client.get(SECTION)["ETag"]
    rows.append(_row("who has the section already (304)", client, SECTION, kept))
    head = (f"reading {CLAUSES} clauses", "kB", "queries", "at most", "seconds CPU, p95", "")
    sys.stdout.write(f"{aligned([head, *rows])}\n")


def _in_force() -> str:
    """Seal two versions of which the second changed a clause, and return its uid."""
    coordination = people.coordination()
    directory.reference_data()
    text = texts.working_text(parties=[directory.organisation() for _ in range(2)])
    home = HomePage.objects.get(locale__language_code="de")
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    home.add_child(instance=page)
    words = "Die Dienste nach dem SGB VIII stimmen sich ab (Beispiel). " * 40
    clauses = [
        texts.clause(texts.rule(age_from=12), text=f"<p>{words}</p>", plain="Kurz gesagt.")
        for _number in range(CLAUSES)
    ]
    section = texts.section(*clauses, of=text, title="Lang", slug="lang")
    texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    clauses[0]["value"]["text"] = "<p>Jetzt steht hier etwas anderes (Beispiel).</p>"
    texts.set_clauses(section, clauses)
    section.save_revision().publish()
    text = WorkingTextPage.objects.get(pk=text.pk)
    texts.in_force(texts.sealed(text, coordination), date(2025, 1, 1), coordination)
    return str(clauses[0]["id"])


def _row(name: str, client: Client, address: str, kept: str = "") -> tuple[str, ...]:
    headers = {"if-none-match": kept} if kept else {}
    times = []
    answer: Any = client.get(address, headers=headers)
    for _round in range(ROUNDS):
        queries = Counter()
        with connection.execute_wrapper(queries):
            started = time.process_time()
            answer = client.get(address, headers=headers)
            times.append(time.process_time() - started)
    p95 = sorted(times)[int(ROUNDS * 0.95) - 1]
    is_as_asked = answer.status_code == (304 if kept else 200) and queries.count <= MOST_QUERIES
    kilobytes = f"{len(answer.content) / 1000:.0f}"
    verdict = "ok" if is_as_asked else "NOT AS ASKED"
    return name, kilobytes, str(queries.count), str(MOST_QUERIES), f"{p95:.3f}", verdict
