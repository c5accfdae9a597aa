"""`python -m tests.benchmarks`: serve a portal, measure every public page, and growth."""

import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.load import Target
from tests.benchmarks.measuring import Row, measure
from tests.benchmarks.pages import PAGES
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
    _say("Growing a network …")
    _say(_in_a_shell(data, "tests.benchmarks.growth", "--settings", "portal.settings.test"))


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
