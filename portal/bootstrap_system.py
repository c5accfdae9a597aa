"""What the machine offers and lacks: Debian packages, a browser, running a command.

Standard library only; together with the other `bootstrap` modules it runs before anything
is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Stop(SystemExit):
    """Ends the run with exit code 1; the message says what is wrong and what to do."""


def say(text: str) -> None:
    """Print one line at once, before the output of whatever runs next."""
    print(text, flush=True)


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    """Run a command in the checkout with its output shown; a failure raises Stop.

    `env` is added to the environment of this process.
    """
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **(env or {})})
    if code != 0:
        raise Stop(f"“{' '.join(command)}” failed (exit {code}); the reason stands above.")


def run_quietly(command: Sequence[str], env: Mapping[str, str]) -> None:
    """Run a talkative command; what it said is shown only when it fails, which raises Stop."""
    done = subprocess.run(
        command,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace")
        raise Stop(f"{said}\n“{' '.join(command)}” failed (exit {done.returncode}).")


def succeeds(command: Sequence[str]) -> bool:
    """Tell whether a command exists and ends with 0; its output is dropped."""
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def refuse_old_python(version: tuple[int, ...]) -> None:
    """Raise Stop for a Python below 3.11."""
    if version < OLDEST_PYTHON:
        raise Stop(
            f"Python {python_minor(version)} is too old: {python_minor(OLDEST_PYTHON)} or newer "
            "is needed. If you have one beside it: make demo PYTHON=python3.12"
        )


def parse_os_release(text: str) -> set[str]:
    """Return the system's own name and the families it counts itself to, from os-release(5)."""
    fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "")
    return set(names.split())


def system_names() -> set[str]:
    """Return what `parse_os_release` reads on this machine; empty where there is no such file."""
    path = Path("/etc/os-release")
    return parse_os_release(path.read_text(encoding="utf-8")) if path.exists() else set()


def may_apt() -> bool:
    """Tell whether Debian packages can be installed here without asking anybody."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages; only to be called where `may_apt()`."""
    say(f"Installing with apt: {' '.join(packages)}")
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    run_quietly(["apt-get", "update"], env)
    run_quietly(["apt-get", "install", "--yes", "--no-install-recommends", *packages], env)


def need_packages(packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages, or raise Stop with the command that somebody else must run."""
    if may_apt():
        apt_install(packages)
        return
    names = " ".join(packages)
    raise Stop(
        f"{purpose} needs packages that this system lacks. Please run\n"
        f"    sudo apt-get install {names}\n"
        "(or what they are called on a system other than Debian and Ubuntu) and try again."
    )


def find_chromium() -> str | None:
    """Return the path of a Chromium or Chrome that starts, or None.

    The variable CHROMIUM comes first. Ubuntu's `chromium-browser` may be a script that only
    names a snap, and a snap cannot read the folders of a test run: neither counts.
    """
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        path = shutil.which(name) if name else None
        if path and not path.startswith("/snap/") and succeeds([path, "--version"]):
            return path
    return None


def _playwright_has_chromium(python: Path) -> bool:
    """Tell whether playwright has downloaded a browser of its own that starts."""
    code = (
        "import subprocess, sys; from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: path = p.chromium.executable_path\n"
        "sys.exit(subprocess.call([path, '--version']))"
    )
    return succeeds([str(python), "-c", code])


def missing_browser_packages(names: set[str], *, driver: bool, chromium: bool) -> list[str]:
    """Return the Debian packages that the browser tests lack on a system with these names.

    `driver` and `chromium` tell what starts already. Ubuntu's Chromium is only a snap, so there
    playwright has to bring its own.
    """
    # Playwright's driver wants one library that a bare Debian or Ubuntu lacks.
    packages = [] if driver else ["libatomic1"]
    if not chromium and "debian" in names and "ubuntu" not in names:
        # A bare system has no letters at all; these fonts know Latin, Cyrillic and Arabic.
        packages += ["chromium", "fonts-dejavu-core"]
    return packages


def ensure_chromium(python: Path) -> None:
    """Make sure that the browser tests find a Chromium, and playwright what drives it.

    Raises Stop with the command to run where nothing may be installed.
    """
    driver = succeeds([str(python), "-m", "playwright", "--version"])
    chromium = find_chromium() is not None
    missing = missing_browser_packages(system_names(), driver=driver, chromium=chromium)
    if missing:
        need_packages(missing, "The browser of the tests")
    if find_chromium() or _playwright_has_chromium(python):
        return
    say("Installing Chromium by playwright")
    install = [str(python), "-m", "playwright", "install"]
    with_libraries = ["--with-deps"] if os.geteuid() == 0 else []
    succeeds([*install, *with_libraries, "chromium"])
    if not _playwright_has_chromium(python):
        raise Stop(
            "The browser tests need Chromium or Google Chrome. Please install one of them, or run\n"
            f"    sudo {' '.join(install)} --with-deps chromium\n"
            "and try again. CHROMIUM=/path/to/it names one that is not on the PATH."
        )


def missing_checker_packages(*, compiler: bool, maven: bool) -> list[str]:
    """Return the Debian packages that the check of PDF files lacks: Java's compiler, Maven."""
    packages = [] if compiler else ["default-jdk-headless"]
    return packages if maven else [*packages, "maven"]


def ensure_pdf_checker() -> None:
    """Make sure that the tests can run veraPDF, which Maven fetches.

    Raises Stop with the command to run where nothing may be installed.
    """
    # Debian's Java without the compiler cannot run a program from its source.
    missing = missing_checker_packages(
        compiler=succeeds(["javac", "--version"]), maven=succeeds(["mvn", "--version"])
    )
    if missing:
        need_packages(missing, "The check of PDF files in the tests")


def python_minor(version: tuple[int, ...] = sys.version_info[:2]) -> str:
    """Return “3.12” of a version."""
    return f"{version[0]}.{version[1]}"
