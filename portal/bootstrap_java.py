"""A Java that Elasticsearch starts with: a whole JDK, not older than 21.

A runtime alone will not do: the server makes itself a smaller Java of the JDK's modules.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from portal.bootstrap_system import Stop, may_apt, need_packages, run_quietly

OLDEST_JAVA = 21
MODULES = frozenset({"java.base", "jdk.attach", "jdk.jdi", "jdk.jlink"})
PACKAGES = ("openjdk-21-jdk-headless", "openjdk-25-jdk-headless", "default-jdk-headless")
DEBIAN_FOLDER = Path("/usr/lib/jvm")


def reachable(folder: Path) -> bool:
    """Tell whether everybody may enter a folder and all above it."""
    return all(each.stat().st_mode & 0o001 for each in (folder, *folder.parents))


def is_whole(modules: str) -> bool:
    """Tell by the output of `java --list-modules` whether it is a JDK and new enough."""
    versions = dict(line.split("@", 1) for line in modules.split() if "@" in line)
    number = re.match(r"\d+", versions.get("java.base", ""))
    return versions.keys() >= MODULES and number is not None and int(number[0]) >= OLDEST_JAVA


def _candidates() -> Iterator[Path]:
    """Give the folders where a JDK may lie, the one that was asked for first."""
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home)
    if program := shutil.which("java"):
        yield Path(program).resolve().parent.parent
    if DEBIAN_FOLDER.is_dir():
        yield from sorted(path for path in DEBIAN_FOLDER.iterdir() if path.is_dir())


def _modules(java: Path) -> str:
    try:
        done = subprocess.run(
            [str(java), "--list-modules"], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def find_java() -> Path | None:
    """Return the folder of a JDK that serves, None if there is none.

    As root it must be open to all, since the server is started as somebody else.
    """
    for home in _candidates():
        java = home / "bin" / "java"
        if not java.exists() or (os.geteuid() == 0 and not reachable(home.resolve())):
            continue
        if is_whole(_modules(java)):
            return home
    return None


def major_of(policy: str) -> int | None:
    """Return the Java of a package by what `apt-cache policy` says of it, None if it has none.

    OpenJDK's packages carry `21.0.5+11-1`, Debian's `default-…` an epoch before `1.21-75`.
    """
    found = re.search(r"Candidate: (?:\d+:)?(?:1\.)?(\d+)", policy)
    return int(found[1]) if found else None


def _package() -> str | None:
    """Return the Debian package that this system offers and that is new enough."""
    if shutil.which("apt-cache") is None:
        return None
    for name in PACKAGES:
        done = subprocess.run(
            ["apt-cache", "policy", name],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        if (major_of(done.stdout) or 0) >= OLDEST_JAVA:
            return name
    return None


def ensure_java() -> Path:
    """Return the folder of a JDK that serves, installed with apt if it has to be.

    Raises Stop naming what to install.
    """
    if (found := find_java()) is not None:
        return found
    if may_apt():
        run_quietly(["apt-get", "update"], {})
    package = _package()
    if package is not None:
        need_packages([package], "Elasticsearch, which the search is tested with,")
    if (found := find_java()) is not None:
        return found
    raise Stop(
        f"Elasticsearch needs a whole JDK of Java {OLDEST_JAVA} or newer (not just a runtime), and "
        "this system's packages\nhave none. Please install one, for example Eclipse Temurin "
        "(package temurin-25-jdk), and name its folder in JAVA_HOME;\nor name a running "
        "Elasticsearch 9 in ELASTICSEARCH_URL, or start Docker."
    )
