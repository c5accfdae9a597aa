"""From a fresh clone to a running portal, with nothing but Python: `python3 -m portal.bootstrap`.

The Makefile's targets are the commands here. Everything is standard library, since it runs
before anything is installed, and plain enough for an old Python to be told that it is too old.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from portal.bootstrap_demo import (
    parse_port,
    parse_search,
    refuse_busy_port,
    search_environment,
    serve,
)
from portal.bootstrap_elasticsearch import ensure_search_engine
from portal.bootstrap_environment import PYTHON, VENV, ensure_environment, write_locks
from portal.bootstrap_stages import run_tests
from portal.bootstrap_system import (
    ROOT,
    Stop,
    ensure_chromium,
    ensure_pdf_checker,
    refuse_old_python,
    run,
    say,
)

DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "portal.settings.development"}


def data_folder() -> Path:
    """Return where database and uploads of the demo lie, as the settings see it."""
    return Path(os.environ.get("PORTAL_DATA_DIR") or ROOT / "var")


def stale_catalogues(locale: Path) -> list[Path]:
    """Return the message catalogues (.po) whose compiled form is missing or older."""
    stale = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            stale.append(source)
    return stale


def compile_translations() -> None:
    """Compile what has changed; by Babel, so that no gettext need be installed."""
    for source in stale_catalogues(ROOT / "portal" / "locale"):
        language = source.parent.parent.name
        compiler = [str(VENV / "bin" / "pybabel"), "--quiet", "compile", "--locale", language]
        run([*compiler, "-i", str(source), "-o", str(source.with_suffix(".mo"))])


def manage(*arguments: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a management command with the settings of the demo."""
    run([str(PYTHON), "manage.py", *arguments], {**(environment or {}), **DEVELOPMENT})


def setup() -> None:
    """Install, migrate, load the demo content. What is done already is not done again."""
    ensure_environment("runtime")
    compile_translations()
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("load_demo")


def demo() -> None:
    """Set up and serve until Ctrl-C; this process becomes the server.

    Two more processes print the mails that people would get and keep the search up to date;
    they end with the first.
    """
    port = parse_port(os.environ.get("PORT") or "8000")
    engine = parse_search(os.environ.get("SEARCH") or "")
    refuse_busy_port(port)
    setup()
    search = search_environment(engine)
    if engine == "elasticsearch":
        manage("rebuild_search", environment=search)
    serve(port, {**search, **DEVELOPMENT})


def reset() -> None:
    """Delete the data of the demo and set up anew."""
    if os.environ.get("DATABASE_URL"):
        raise Stop("DATABASE_URL is set: make reset only deletes the demo's own SQLite database.")
    folder = data_folder()
    if folder.exists():
        say(f"Deleting {folder}")
        shutil.rmtree(folder)
    setup()


def test() -> None:
    """Run every check and every test; exits with 1 if one fails."""
    ensure_environment("dev")
    ensure_chromium(PYTHON)
    ensure_pdf_checker()
    ensure_search_engine()
    compile_translations()
    arguments = shlex.split(os.environ.get("ARGS") or "")
    sys.exit(run_tests(arguments, os.environ.get("STAGE") or ""))


def _module(name: str) -> None:
    """Run a module of the project that needs the packages for development."""
    ensure_environment("dev")
    compile_translations()
    run([str(PYTHON), "-m", name, *shlex.split(os.environ.get("ARGS") or "")])


def bench() -> None:
    """Measure speed; prints a table."""
    _module("tests.benchmarks")


def screenshots() -> None:
    """Take the pictures of the documentation."""
    ensure_environment("dev")
    ensure_chromium(PYTHON)
    _module("tests.screenshots")


def messages() -> None:
    """Collect the translatable texts into the message catalogues."""
    _module("portal.translations")


def lock() -> None:
    """Resolve the dependencies anew into both locks."""
    write_locks()


COMMANDS: dict[str, tuple[Callable[[], None], str]] = {
    "demo": (demo, "serve the portal with demo content; PORT=8001, SEARCH=elasticsearch"),
    "setup": (setup, "the same without serving"),
    "reset": (reset, "delete the demo's data and set up anew"),
    "test": (
        test,
        'all checks and tests; ARGS="-k hours" for some tests, STAGE=mypy for one stage',
    ),
    "bench": (bench, "measure speed"),
    "screenshots": (screenshots, "take the pictures of the documentation"),
    "messages": (messages, "collect translatable texts into portal/locale"),
    "lock": (lock, "resolve the dependencies anew (needs uv)"),
}


def usage() -> str:
    """Return the list of commands."""
    return "\n".join(f"make {name:<12} {purpose}" for name, (_, purpose) in COMMANDS.items())


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code, 2 for an unknown command."""
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        say(usage())
        return 0 if name == "help" else 2
    try:
        refuse_old_python(sys.version_info[:2])
        COMMANDS[name][0]()
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
