"""How long the page of comparison takes: two versions of 180 clauses and 500 kB, 100 changed.

Imports models, so it runs in a process of its own, where Django is set up with the tests'
settings: the database is in memory.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from agreement import reading
from agreement.comparison.changes import Comparison
from agreement.comparison.comparing import compare
from agreement.comparison.pieces import Fate
from agreement.comparison_page import kept
from agreement.impact_page import comparison as impact
from agreement.models import AgreementPage, WorkingTextPage
from agreement.snapshot import ClauseSnapshot, Snapshot
from portal.home.models import HomePage
from tests.benchmarks.comparing import pair
from tests.benchmarks.meter import Counter
from tests.benchmarks.table import aligned
from tests.factories import agreement as texts
from tests.factories import directory, people

ADDRESS = "/vereinbarung/vergleich/1/2/"
ROUNDS = 20
MOST_COLD, MOST_WARM = 0.6, 0.05
KEPT = (
    reading._decoded,
    reading._rulebook,
    impact.changes_between,
    kept.comparison_of,
    kept.html_of,
)
"""Whatever the portal keeps of versions, which are never changed."""


def main() -> None:
    """Seal both versions, ask for each page a few times, and print one table: 95 % are faster."""
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    comparison = _sealed(*pair())
    client = Client()
    etag = client.get(ADDRESS)["ETag"]
    rows = [
        _row("cold", MOST_COLD, lambda: client.get(ADDRESS), forget=True),
        _row(
            "cold, side by side",
            MOST_COLD,
            lambda: client.get(f"{ADDRESS}?ansicht=nebeneinander"),
            forget=True,
        ),
        _row("again", MOST_WARM, lambda: client.get(ADDRESS)),
        _row("again, changes only", MOST_WARM, lambda: client.get(f"{ADDRESS}?nur=aenderungen")),
        _row(
            "who has it already (304)",
            MOST_WARM,
            lambda: client.get(ADDRESS, headers={"if-none-match": etag}),
        ),
    ]
    size = f"{len(list(comparison.clauses()))} clauses, {len(comparison.of(Fate.CHANGED))} changed"
    head = (f"page of comparison, {size}", "kB", "queries", "seconds CPU, p95", "at most", "")
    sys.stdout.write(f"{aligned([head, *rows])}\n")


def _sealed(old: Snapshot, new: Snapshot) -> Comparison:
    """Seal two texts as the versions 1 and 2, and return how they differ."""
    coordination = people.coordination()
    directory.reference_data()
    text = texts.working_text(parties=[directory.organisation() for _ in range(2)])
    home = HomePage.objects.get(locale__language_code="de")
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    home.add_child(instance=page)
    rules = {clause.uid: texts.rule(age_from=12, age_to=26) for _s, clause in old.clauses()}
    for section in old.sections:
        stored = [_stored(clause, rules) for clause in section.clauses]
        texts.section(*stored, of=text, title=section.title, slug=section.slug)
    first = texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    for section, page_of_section in zip(new.sections, text.sections(), strict=True):
        texts.set_clauses(page_of_section, [_stored(c, rules) for c in section.clauses])
        page_of_section.save_revision().publish()
    text = WorkingTextPage.objects.get(pk=text.pk)
    second = texts.in_force(texts.sealed(text, coordination), date(2025, 1, 1), coordination)
    return compare(reading.text_of(first), reading.text_of(second))


def _stored(clause: ClauseSnapshot, rules: dict[str, Any]) -> Any:
    html = "".join(f"<p>{block.text}</p>" for block in clause.text)
    return texts.clause(rules[clause.uid], uid=clause.uid, heading=clause.heading, text=html)


def _row(
    name: str, goal: float, ask: Callable[[], Any], *, forget: bool = False
) -> tuple[str, ...]:
    times = []
    answer = ask()
    for _round in range(ROUNDS):
        for cache in KEPT if forget else ():
            cache.cache_clear()
        queries = Counter()
        with connection.execute_wrapper(queries):
            started = time.process_time()
            answer = ask()
            times.append(time.process_time() - started)
    p95 = sorted(times)[int(ROUNDS * 0.95) - 1]
    verdict = "ok" if p95 <= goal else "TOO SLOW"
    kilobytes = f"{len(answer.content) / 1000:.0f}"
    return name, kilobytes, str(queries.count), f"{p95:.3f}", f"{goal:.2f}", verdict
