"""`python -m tests.benchmarks`: serve a portal, measure every public page, and growth."""

import sys
import tempfile
import time
from pathlib import Path

from portal.bootstrap_search_nodes import nodes
from tests.benchmarks import report, search
from tests.benchmarks.load import Target
from tests.benchmarks.measuring import Row, measure
from tests.benchmarks.pages import PAGES
from tests.search.judged_questions import read_answers, verdict
from tests.services.portal_server import fill, manage, serve

SETTINGS = "tests.benchmarks.settings"
WORKERS = 2


def main() -> None:
    """Measure in a folder of its own, thrown away afterwards, and print the tables."""
    started = time.monotonic()
    _say(f"{report.machine()}\nFilling a portal with the demo …")
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        data = Path(folder)
        fill(data)
        _measure(data)
    _say(f"\n{time.monotonic() - started:.0f} seconds in all.")


def _measure(data: Path) -> None:
    manage(data, "collectstatic", "--noinput", "--settings", SETTINGS)
    rows = [_floor(data), *_pages(data)]
    _say(f"\n{report.pages(rows)}\n\n{report.verdict(rows)}\n")
    _say(_in_a_shell(data, "tests.benchmarks.routing"))
    _say(_in_a_shell(data, "tests.benchmarks.exports", "--settings", "portal.settings.test"))
    _say("Comparing long texts …")
    _say(_in_a_shell(data, "tests.benchmarks.comparing", "--settings", "portal.settings.test"))
    _say("Filling an address book …")
    _say(_in_a_shell(data, "tests.benchmarks.lookup", "--settings", "portal.settings.test"))
    _say("Filling a directory …")
    _say(_in_a_shell(data, "tests.benchmarks.finder", "--settings", "portal.settings.test"))
    _say("Sealing a long text …")
    _say(_in_a_shell(data, "tests.benchmarks.ledger", "--settings", "portal.settings.test"))
    _say("Verifying twelve long texts …")
    _say(_in_a_shell(data, "tests.benchmarks.verifying", "--settings", "portal.settings.test"))
    _say("Queueing the digest …")
    _say(_in_a_shell(data, "tests.benchmarks.digest", "--settings", "portal.settings.test"))
    _say("Comparing two long texts …")
    _say(_in_a_shell(data, "tests.benchmarks.comparing_page", "--settings", "portal.settings.test"))
    _say("Reading 200 clauses …")
    _say(_in_a_shell(data, "tests.benchmarks.reading", "--settings", "portal.settings.test"))
    _say("Publishing 10,000 articles …")
    _say(_in_a_shell(data, "tests.benchmarks.news", "--settings", "portal.settings.test"))
    _say("Growing a network …")
    _say(_in_a_shell(data, "tests.benchmarks.growth", "--settings", "portal.settings.test"))
    _judge(data)
    _say("Searching while a portal grows …")
    search.main()


def _judge(data: Path) -> None:
    """Print how well both engines find what people look for in the demo."""
    _say("Asking what people ask …")
    with nodes(1) as (node,):
        for url in ("", node.url):
            code = f"from tests.search.judging import main; main({url!r})"
            said = manage(data, "shell", "--verbosity", "0", "--command", code)
            _say(verdict(read_answers(said)))


def _in_a_shell(data: Path, module: str, *options: str) -> str:
    """Run what measures with models in a process of its own; return what it prints."""
    code = f"from {module} import main; main()"
    return manage(data, "shell", "--verbosity", "0", *options, "--command", code)


def _floor(data: Path) -> Row:
    with serve(data, application="tests.benchmarks.floor:application", workers=WORKERS) as floor:
        return measure(floor.url, "a bare Django view", Target("/"))


def _pages(data: Path) -> list[Row]:
    settings = {"DJANGO_SETTINGS_MODULE": SETTINGS}
    rows = []
    with serve(
        data, settings, application="tests.benchmarks.wsgi:application", workers=WORKERS
    ) as portal:
        for page in PAGES:
            _say(f"  {page.name}")
            rows.append(measure(portal.url, page.name, page.target, is_finder=page.is_finder))
    return rows


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
