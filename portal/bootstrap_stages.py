"""The stages of `make test`: which commands, in which order, and how their end is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from portal.bootstrap_environment import PYTHON, VENV
from portal.bootstrap_system import ROOT, Stop, say

COVERAGE = ROOT / "var" / "coverage"
NO_TEST_SELECTED = 5  # pytest's exit code
ASKING_THE_DATABASE = (
    "tests/integration",
    "tests/security/test_choosers.py",
    "tests/security/test_foreign_references.py",
    "tests/security/test_hostile_requests.py",
    "tests/security/test_hostile_words.py",
    "tests/security/test_matrix.py",
    "tests/security/test_search_leaks.py",
    "tests/security/test_uploaded_tables.py",
)
"""What another database might answer differently; the matrix opens every address to every role.
The other attacks are on rights, files and log-ins, and run once."""
WAITED_IN_VAIN = ("--reruns", "1", "--only-rerun", "TimeoutError|Locator expected", "-rR")
"""A browser on a busy machine may be later than a test waits for it: that is tried once more, and
told at the end. What was looked at and found wrong fails at once."""


@dataclass(frozen=True)
class Stage:
    """One command of the test run.

    The cheap ones all run, so that one round of mending sees all they find; the dear ones run
    only if the cheap ones passed, and each only if the one before it did.
    """

    name: str
    command: Sequence[str]
    cheap: bool = True
    env: Mapping[str, str] = field(default_factory=dict)
    takes_arguments: bool = False

    def passed(self, code: int, arguments: Sequence[str]) -> bool:
        """Tell by the exit code. A selection by the caller may leave a stage without a test."""
        nothing_selected = self.takes_arguments and bool(arguments) and code == NO_TEST_SELECTED
        return code == 0 or nothing_selected


@dataclass(frozen=True)
class Outcome:
    """How a stage ended, and after how many seconds."""

    name: str
    passed: bool
    seconds: float

    def line(self) -> str:
        """Return one line of the summary."""
        return f"  {'ok    ' if self.passed else 'FAILED'}  {self.seconds:6.1f} s  {self.name}"


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(VENV / "bin" / name), *arguments]


def _manage(*arguments: str) -> list[str]:
    return [str(PYTHON), "manage.py", *arguments]


def _pytest(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "pytest", *arguments]


def _measured(name: str) -> dict[str, str]:
    """Return the variable that keeps one stage's coverage apart from the others'."""
    return {"COVERAGE_FILE": str(COVERAGE / f"total.{name}")}


def static_stages(templates: Sequence[str]) -> list[Stage]:
    """Return what is checked without running a test, the quickest first."""
    return [
        Stage("ruff-check", _tool("ruff", "check")),
        Stage("ruff-format", _tool("ruff", "format", "--check")),
        Stage("djade", _tool("djade", "--check", *templates)),
        Stage("imports", _tool("lint-imports")),
        Stage("django-check", _manage("check", "--fail-level", "WARNING")),
        Stage("migrations", _manage("makemigrations", "--check", "--dry-run")),
        Stage("translations", [str(PYTHON), "-m", "portal.translations", "--check"]),
        Stage("mypy", _tool("mypy", ".")),
    ]


def test_stages() -> list[Stage]:
    """Return the pytest runs: without a server, attacks, with each server, in a browser."""
    # Measuring takes time; attacks, and the same lines on PostgreSQL, go without it.
    # The floor is held afterwards.
    measured = ("--cov", "--cov-report=", "--cov-fail-under=0")
    return [
        Stage(
            "tests-sqlite",
            _pytest("tests/unit", "tests/integration", "-n", "2", *measured),
            cheap=False,
            env=_measured("sqlite"),
            takes_arguments=True,
        ),
        Stage(
            "tests-security",
            _pytest("tests/security", "-n", "2"),
            cheap=False,
            takes_arguments=True,
        ),
        Stage(
            "tests-postgresql",
            [
                *(str(PYTHON), "-m", "tests.services.postgres"),
                *_pytest(*ASKING_THE_DATABASE, "-n", "2"),
            ],
            cheap=False,
            takes_arguments=True,
        ),
        Stage(
            "tests-search",
            _pytest("tests/search", "-n", "2", "--dist", "loadgroup"),
            cheap=False,
            takes_arguments=True,
        ),
        Stage(
            "tests-browser",
            _pytest("tests/browser", "-n", "2", *WAITED_IN_VAIN),
            cheap=False,
            takes_arguments=True,
        ),
    ]


def coverage_stages() -> list[Stage]:
    """Return what joins the coverage of the processes and holds it against the floor."""
    # Joined is what is called like the total with something appended.
    total = f"--data-file={COVERAGE / 'total'}"
    return [
        Stage("coverage-data", _tool("coverage", "combine", total, str(COVERAGE)), cheap=False),
        Stage("coverage-floor", _tool("coverage", "report", total), cheap=False),
    ]


def plan(templates: Sequence[str], arguments: Sequence[str], only: str) -> list[Stage]:
    """Return the stages of one run.

    `arguments` for pytest make it a run of the tests alone: a selection says nothing about
    coverage. `only` names the single stage to run. Raises Stop for an unknown name.
    """
    every = [*static_stages(templates), *test_stages(), *coverage_stages()]
    if only:
        chosen = [stage for stage in every if stage.name == only]
        if not chosen:
            raise Stop(f"There is no stage “{only}”: {', '.join(stage.name for stage in every)}")
        return chosen
    return test_stages() if arguments else every


def find_templates() -> list[str]:
    """Return the checkout's templates, as djade wants them."""
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))


def _execute(stage: Stage, arguments: Sequence[str]) -> int:
    """Run a stage with the tests' settings and return its exit code."""
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    env = {**inherited, "DJANGO_SETTINGS_MODULE": "portal.settings.test", **stage.env}
    extra = arguments if stage.takes_arguments else ()
    return subprocess.call([*stage.command, *extra], cwd=ROOT, env=env)


def run_stages(
    stages: Sequence[Stage],
    arguments: Sequence[str],
    execute: Callable[[Stage, Sequence[str]], int] = _execute,
) -> list[Outcome]:
    """Run stages in order and return how they ended; those that were not reached are missing."""
    outcomes: list[Outcome] = []
    for stage in stages:
        if not stage.cheap and not all(outcome.passed for outcome in outcomes):
            break
        say(f"\n── {stage.name}")
        start = time.monotonic()
        passed = stage.passed(execute(stage, arguments), arguments)
        outcomes.append(Outcome(stage.name, passed, time.monotonic() - start))
    return outcomes


def summary(stages: Sequence[Stage], outcomes: Sequence[Outcome]) -> str:
    """Return the last lines of a run: each stage with its time, and what was not reached."""
    reached = {outcome.name for outcome in outcomes}
    lines = [outcome.line() for outcome in outcomes]
    lines += [f"  not run           {stage.name}" for stage in stages if stage.name not in reached]
    return "\n".join(lines)


def run_tests(arguments: Sequence[str], only: str) -> int:
    """Run the planned stages, print the summary, and return the exit code."""
    shutil.rmtree(COVERAGE, ignore_errors=True)
    Path(COVERAGE).mkdir(parents=True)
    stages = plan(find_templates(), arguments, only)
    outcomes = run_stages(stages, arguments)
    complete = len(outcomes) == len(stages) and all(outcome.passed for outcome in outcomes)
    say(f"\n{summary(stages, outcomes)}\n")
    say("All stages passed." if complete else "Not all stages passed.")
    return 0 if complete else 1
