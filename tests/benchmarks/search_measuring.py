"""Measures the search in a portal that grows, beside a worker and somebody who writes.

Imports models, so it runs in a process of its own, where Django is set up with the settings of
`search_settings`. Times are those of a reader who waits: `find` and `suggest` with all that the
database does for them, without rendering.
"""

import contextlib
import logging
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from django.core.management import call_command

from news.models import ArticlePage
from portal.bootstrap_system import ROOT
from portal.core.visibility import Viewer
from portal.search.asking import find, suggest
from portal.search.asking.answer import Engine
from portal.search.asking.question import Question
from tests.benchmarks.network import grow_to
from tests.benchmarks.search_content import TOWNS, Writer, add_articles
from tests.benchmarks.table import aligned

ORGANISATIONS = 10
UPDATES_A_SECOND = 10
SEARCHES = 300
PUBLISHED = 15
LONGEST_WAIT = 30
WARM_UP = 50
AIMS = "50 ms for a search and 20 ms for suggestions (p95), 2 s until found, 600 s for a rebuild"
HEADINGS = (
    "articles", "search p50", "p95", "too slow", "suggest p50", "p95", "found after p50", "max",
    "rebuild", "searches then", "p95", "too slow", "wrong",
)  # fmt: skip


@dataclass(frozen=True)
class Rebuilding:
    """What searching was like during a rebuild."""

    seconds: float
    times: list[float]
    fell_back: int
    wrong: int
    """Answers without any of what is there all the time."""


def main(sizes: Sequence[int]) -> None:
    """Grow a portal, measure at each size, and print one table."""
    logging.disable(logging.WARNING)  # whoever fell back is counted
    call_command("migrate", verbosity=0)
    call_command("provision", stdout=StringIO())
    grow_to(ORGANISATIONS)
    lines: list[tuple[str, ...]] = [HEADINGS]
    there = 0
    for seed, size in enumerate(sizes):
        started = time.monotonic()
        add_articles(size - there, seed)
        made = time.monotonic()
        call_command("rebuild_search", stdout=StringIO())
        _say(
            f"  {size} articles made in {made - started:.0f} s, "
            f"list and index filled in {time.monotonic() - made:.0f} s"
        )
        there = size
        lines.append((str(size), *_measured()))
        _say(aligned(lines))
    _say(
        f"ms, s. Aims: {AIMS}. Beside all of it {UPDATES_A_SECOND} articles change a second.\n"
        "Too slow: the database answered instead. Wrong: nothing was found of what is there."
    )


def _measured() -> tuple[str, ...]:
    changes = f"from tests.benchmarks.search_measuring import change; change({UPDATES_A_SECOND})"
    with _beside("run_search", "--loop", "--with-parent"), _beside("shell", "--command", changes):
        writer = Writer(99)
        for _again in range(WARM_UP):
            _search(writer)
            _suggest(writer)
        searches = [_search(writer) for _again in range(SEARCHES)]
        suggestions = [_suggest(writer) for _again in range(SEARCHES)]
        waits = [_until_found(number) for number in range(PUBLISHED)]
        rebuilding = _rebuild()
    return (
        *_percentiles([seconds for seconds, _late in searches]),
        str(sum(late for _seconds, late in searches)),
        *_percentiles(suggestions),
        f"{statistics.median(waits):.1f}",
        f"{max(waits):.1f}",
        f"{rebuilding.seconds:.0f}",
        str(len(rebuilding.times)),
        _percentiles(rebuilding.times)[1],
        str(rebuilding.fell_back),
        str(rebuilding.wrong),
    )


def _search(writer: Writer) -> tuple[float, bool]:
    """Ask for two words and return how long it took, and whether the database had to answer."""
    question = Question(f"{writer.noun()} {writer.noun()}")
    started = time.perf_counter()
    found = find(question, Viewer())
    return time.perf_counter() - started, found.engine is Engine.DATABASE


def _suggest(writer: Writer) -> float:
    """Ask for what begins like a word and return how long it took."""
    typed = writer.noun()[:4]
    started = time.perf_counter()
    suggest(typed, Viewer(), "de")
    return time.perf_counter() - started


def _until_found(number: int) -> float:
    """Publish something and return after how many seconds Elasticsearch finds it."""
    word = "".join(random.choices("bdfgklmnprst", k=14))
    article = ArticlePage.objects.order_by("path")[number]
    article.title = f"Beispiel {word}"
    article.save_revision().publish()
    started = time.monotonic()
    while time.monotonic() - started < LONGEST_WAIT:
        found = find(Question(word), Viewer())
        if found.total and found.engine is Engine.ELASTICSEARCH:
            return time.monotonic() - started
        time.sleep(0.05)
    return LONGEST_WAIT


def _rebuild() -> Rebuilding:
    """Rebuild everything in a process of its own, and search all the time until it is done."""
    question = Question(TOWNS[0])
    times, fell_back, wrong = [], 0, 0
    started = time.monotonic()
    with _running("rebuild_search") as process:
        while process.poll() is None:
            before = time.perf_counter()
            found = find(question, Viewer())
            times.append(time.perf_counter() - before)
            fell_back += found.fell_back
            wrong += not found.hits
            time.sleep(0.05)
        if process.returncode != 0:
            raise RuntimeError(f"rebuild_search ended with {process.returncode}")
    return Rebuilding(time.monotonic() - started, times, fell_back, wrong)


def change(rate: int) -> None:
    """Change articles, so many a second, for as long as whoever measures lives."""
    keys = list(ArticlePage.objects.order_by("path").values_list("pk", flat=True)[PUBLISHED:5_000])
    writer, due, parent = Writer(7), time.monotonic(), os.getppid()
    while os.getppid() == parent:
        article = ArticlePage.objects.get(pk=random.choice(keys))
        article.teaser = writer.title()
        article.save()
        due += 1 / rate
        time.sleep(max(0, due - time.monotonic()))


@contextlib.contextmanager
def _beside(*arguments: str) -> Iterator[None]:
    """Run a management command for the length of the block."""
    with _running(*arguments) as process:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"{arguments} ended with {process.returncode}")


@contextlib.contextmanager
def _running(*arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _percentiles(times: Sequence[float]) -> tuple[str, str]:
    """Return the median and the 95th percentile in milliseconds."""
    ordered = sorted(times)
    middle, late = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return f"{1000 * middle:.1f}", f"{1000 * late:.1f}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
