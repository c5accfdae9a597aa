"""From a fresh clone to a running portal, with nothing but Python: `python3 -m portal.bootstrap`.

The Makefile's targets are the commands here. Everything is standard library, since it runs
before anything is installed, and plain enough for an old Python to be told that it is too old.
"""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from portal.bootstrap_environment import PYTHON, VENV, ensure_environment, write_locks
from portal.bootstrap_stages import run_tests
from portal.bootstrap_system import (
    ROOT,
    Stop,
    ensure_chromium,
    refuse_old_python,
    run,
    say,
)

DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "portal.settings.development"}


def data_folder() -> Path:
    """Return where database and uploads of the demo lie, as the settings see it."""
    return Path(os.environ.get("PORTAL_DATA_DIR") or ROOT / "var")


def parse_port(text: str) -> int:
    """Return the port of `PORT=`; raises Stop when it is none."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise Stop(f"PORT={text} is not a port: a number from 1 to 65535 is needed.")
    return int(text)


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


def manage(*arguments: str) -> None:
    """Run a management command with the settings of the demo."""
    run([str(PYTHON), "manage.py", *arguments], DEVELOPMENT)


def setup() -> None:
    """Install, migrate, load the demo content. What is done already is not done again."""
    ensure_environment("runtime")
    compile_translations()
    manage("migrate", "--noinput", "--verbosity", "0")
    manage("load_demo")


def _refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Stop(
                f"Port {port} cannot be used ({error.strerror}). Take another one: "
                f"make demo PORT={port % 65535 + 1}"
            ) from None


def demo() -> None:
    """Set up and serve until Ctrl-C; this process becomes the server.

    A second process prints the mails that people would get; it ends with the first.
    """
    port = parse_port(os.environ.get("PORT") or "8000")
    _refuse_busy_port(port)
    setup()
    say(f"\nThe portal is at http://localhost:{port}/  (Ctrl-C stops it)\n")
    gunicorn = str(VENV / "bin" / "gunicorn")
    size = ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    command = [gunicorn, "portal.wsgi:application", "--bind", f"127.0.0.1:{port}", *size]
    mails = {"BASE_URL": f"http://localhost:{port}", "NOTIFICATION_DELAY_SECONDS": "0"}
    environment = {**mails, **os.environ, **DEVELOPMENT}
    os.chdir(ROOT)
    sender = [str(PYTHON), "manage.py", "send_notifications", "--loop", "--with-parent"]
    subprocess.Popen(sender, env=environment)
    os.execve(gunicorn, command, environment)  # noqa: S606  # no shell is meant


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
    "demo": (demo, "serve the portal with demo content; PORT=8001 for another port"),
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
