"""One node of Elasticsearch: how it is started, disturbed and ended.

It listens on the loopback alone, in a folder of its own, and ends with whoever started it.
"""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.bootstrap_elasticsearch import Image, Installed

STOP_SECONDS = 60
LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c{1} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
# Without the optimising compiler a node starts in half the time; measuring wants it.
QUICK = "-XX:TieredStopAtLevel=1"
JAVA_OPTIONS = ("-XX:+UseSerialGC", "-XX:-AlwaysPreTouch", "-XX:+ExitOnOutOfMemoryError")


def jvm_options(heap: str, *, quick: bool) -> list[str]:
    """Return how Java is started, with a heap such as `512m`."""
    return [f"-Xms{heap}", f"-Xmx{heap}", *JAVA_OPTIONS, *([QUICK] if quick else [])]


@dataclass
class Node:
    """One node; `settings` are those of elasticsearch.yml, `folder` is for it alone."""

    engine: Installed | Image
    folder: Path
    settings: Mapping[str, str]
    java: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    frozen: bool = False

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://127.0.0.1:{self.settings['http.port']}"

    def log(self) -> str:
        """Return what it has written so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def _container(self) -> str:
        return f"portal-{self.folder.parent.name}-{self.folder.name}"

    def command(self) -> tuple[list[str], dict[str, str]]:
        """Return how to start it, and the environment for that."""
        # Whatever happens to the one who started it, the node must not stay behind.
        follow = ["setpriv", "--pdeathsig", "TERM"]
        if isinstance(self.engine, Image):
            given = {**self.settings, "ingest.geoip.downloader.enabled": "false"}
            given["ES_JAVA_OPTS"] = " ".join(self.java)
            variables = [part for name in given for part in ("-e", f"{name}={given[name]}")]
            run = ["docker", "run", "--rm", "--network", "host", "--name", self._container()]
            return [*follow, *run, *variables, self.engine.name], dict(os.environ)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            ids = ["--reuid", str(nobody.pw_uid), "--regid", str(nobody.pw_gid)]
            follow += [*ids, "--clear-groups"]
        own = {"HOME": self.folder, "ES_TMPDIR": self.folder / "tmp"}
        own |= {"ES_PATH_CONF": self.folder / "config", "ES_JAVA_HOME": self.engine.java}
        environment = {"PATH": os.environ["PATH"], **{name: str(own[name]) for name in own}}
        return [*follow, str(self.engine.home / "bin" / "elasticsearch")], environment

    def _prepare(self) -> None:
        config = self.folder / "config"
        for each in (config, self.folder / "data", self.folder / "logs", self.folder / "tmp"):
            each.mkdir(parents=True, exist_ok=True)
        paths = {"path.data": self.folder / "data", "path.logs": self.folder / "logs"}
        lines = [f'{name}: "{value}"' for name, value in {**self.settings, **paths}.items()]
        (config / "elasticsearch.yml").write_text("\n".join(lines) + "\n")
        # The server refuses to have its settings inside the folder for temporary files.
        java = [*self.java, f"-Djava.io.tmpdir={self.folder / 'tmp'}"]
        (config / "jvm.options").write_text("\n".join(java) + "\n")
        (config / "log4j2.properties").write_text(LOGGING)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            for path in (self.folder, *self.folder.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)

    def start(self) -> None:
        """Start it, also again after its end; does not wait until it answers."""
        if isinstance(self.engine, Installed):
            self._prepare()
        command, environment = self.command()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd="/",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for whoever uses it; the node goes last
            )

    def _signal(self, number: signal.Signals, docker: str) -> subprocess.Popen[bytes]:
        """Signal the launcher and the server alike; returns the one to wait for."""
        if self.process is None:
            raise RuntimeError(f"{self.url} was not started")
        if isinstance(self.engine, Image):
            subprocess.run(["docker", docker, self._container()], check=True, capture_output=True)
        else:
            os.killpg(self.process.pid, number)
        return self.process

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        process = self._signal(signal.SIGKILL, "kill")
        process.wait(STOP_SECONDS)
        self.frozen = False

    def freeze(self) -> None:
        """Let it hang: connections stay open, nothing answers."""
        self._signal(signal.SIGSTOP, "pause")
        self.frozen = True

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT, "unpause")
        self.frozen = False

    def stop(self) -> None:
        """Let it end in order; one that is not running stays so."""
        if self.process is None or self.process.poll() is not None:
            return
        if self.frozen:
            self.thaw()
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
