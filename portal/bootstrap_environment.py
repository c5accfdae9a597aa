"""The virtual environment: made, filled from the locks, and left alone while both are current."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from portal.bootstrap_system import (
    OLDEST_PYTHON,
    ROOT,
    Stop,
    need_packages,
    python_minor,
    run,
    say,
    succeeds,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "portal-installed.json"

# The dev lock contains the other one, at the same versions.
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}


def digest(lock: bytes, python_version: str) -> str:
    """Return what an installation depends on: the lock's bytes and the exact Python."""
    return hashlib.sha256(lock + b"\0" + python_version.encode()).hexdigest()


def is_installed(kind: str, digests: dict[str, str], stamp: dict[str, str]) -> bool:
    """Tell by the stamp whether a lock's packages are there.

    `digests` and `stamp` map kinds (`runtime`, `dev`) to `digest()` now and at installation.
    A current dev installation holds for `runtime` too.
    """
    return any(stamp.get(each) == digests[each] for each in {kind, "dev"})


def _venv_version() -> str | None:
    """Return the version of the environment's Python, None if there is none that starts."""
    command = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _make_venv(uv: str | None) -> None:
    """Make the environment anew, by uv if there is one, else by the standard library."""
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        # Debian keeps this part of the standard library in a package of its own.
        need_packages([f"python{python_minor()}-venv"], "The portal's virtual environment")
    say(f"Making {VENV.name} with Python {python_minor()}")
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        run([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
    else:
        run([sys.executable, "-m", "venv", str(VENV)])


def _installer(uv: str | None) -> list[str]:
    if uv:
        # Left uncompiled, every start of the portal would read all of Django and Wagtail anew.
        return [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def ensure_environment(kind: str) -> None:
    """Make sure that the packages of a lock (`runtime` or `dev`) are installed.

    Costs a fraction of a second when they are; every file is checked against its hash when
    they are not.
    """
    uv = shutil.which("uv")
    version = _venv_version()
    has_installer = uv is not None or succeeds([str(PYTHON), "-m", "pip", "--version"])
    if version is None or not has_installer:
        _make_venv(uv)
        version = _venv_version()
        if version is None:
            raise Stop(f"{VENV} was made, but its Python does not start.")
    digests = {each: digest(lock.read_bytes(), version) for each, lock in LOCKS.items()}
    stamp = json.loads(STAMP.read_text(encoding="utf-8")) if STAMP.exists() else {}
    if is_installed(kind, digests, stamp):
        return
    say(f"Installing {LOCKS[kind].name} (once, and again only when it changes)")
    run([*_installer(uv), "--require-hashes", "--requirement", str(LOCKS[kind])])
    STAMP.write_text(json.dumps({**stamp, kind: digests[kind]}), encoding="utf-8")


def _dev_group(pyproject: Path) -> str:
    """Return the requirements of the dependency group `dev`, one a line."""
    import tomllib  # Python 3.11; an older one must get as far as being refused politely

    groups = tomllib.loads(pyproject.read_text(encoding="utf-8"))["dependency-groups"]
    return "\n".join(groups["dev"]) + "\n"


def write_locks() -> None:
    """Resolve `pyproject.toml` into both locks: versions and hashes, and no address of a registry.

    Versions that still fit are kept; delete a lock to take the newest of everything.
    """
    beside = VENV / "bin" / "uv"
    uv = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if uv is None:
        raise Stop("make lock needs uv on the PATH, for example by: pipx install uv")
    runtime, dev = (lock.name for lock in LOCKS.values())
    compiler = [
        *(uv, "pip", "compile", "pyproject.toml"),
        *("--universal", "--python-version", python_minor(OLDEST_PYTHON)),
        *("--generate-hashes", "--no-header", "--no-annotate", "--quiet"),
        *("--no-emit-index-url", "--no-emit-find-links"),
    ]
    run([*compiler, "--output-file", runtime])
    # uv does not read dependency groups of a project that it does not manage, so the group
    # comes in by the standard input.
    subprocess.run(
        [*compiler, "-", "--constraint", runtime, "--output-file", dev],
        cwd=ROOT,
        input=_dev_group(ROOT / "pyproject.toml"),
        text=True,
        check=True,
    )
    say(f"Written: {runtime}, {dev}")
