"""veraPDF, the reference checker of PDF/A and PDF/UA: `complaints(files)`.

Needs Java and Maven. Maven fetches the checker by name, with the settings of the machine, and
keeps it where it keeps everything; where its parts lie is remembered in the user's cache folder.
A machine without them is a failure, never a skip.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

VERSION = "1.28.2"
PROGRAM = Path(__file__).with_name("Conformance.java")
_RESOLVE = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath"
_PROJECT = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>conformance</groupId>
  <artifactId>conformance</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.verapdf</groupId>
      <artifactId>validation-model</artifactId>
      <version>{VERSION}</version>
    </dependency>
  </dependencies>
</project>
"""


class VeraPdfDidNotRunError(RuntimeError):
    """Carries what Java or Maven said."""


def complaints(files: Sequence[Path]) -> str:
    """Return what veraPDF says against files as PDF/A-3a and PDF/UA-1; nothing is good.

    Raises VeraPdfDidNotRunError if it could not look.
    """
    command = [_program("java"), "-cp", _classpath(), str(PROGRAM), *map(str, files)]
    said = _run(command)
    *found, last = said.strip().splitlines() or [""]
    if last != f"checked {len(files)}":
        raise VeraPdfDidNotRunError(said)
    return "\n".join(found)


def _classpath() -> str:
    """Return where the parts of the checker lie; fetched once, whichever tests run at once."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "schnittstellenportal" / f"verapdf-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "classpath"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not known.exists() or not all(map(os.path.exists, known.read_text().split(os.pathsep))):
            (folder / "pom.xml").write_text(_PROJECT)
            project = ["--file", str(folder / "pom.xml"), f"-Dmdep.outputFile={known}"]
            _run([_program("mvn"), "--quiet", "--batch-mode", *project, _RESOLVE])
        return known.read_text()


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise VeraPdfDidNotRunError(
            f"“{name}” is missing: the check of PDF files needs a JDK and Maven "
            "(on Debian: apt-get install default-jdk-headless maven)."
        )
    return path


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise VeraPdfDidNotRunError(f"{done.stdout}\n{done.stderr}")
    return done.stdout
