"""The way from a fresh clone to a running portal: its decisions, without carrying them out."""

import ast
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from portal import bootstrap, bootstrap_system
from portal.bootstrap_demo import parse_port
from portal.bootstrap_environment import LOCKS, digest, is_installed
from portal.bootstrap_stages import ASKING_THE_DATABASE, Stage, plan, run_stages, summary
from portal.bootstrap_system import ROOT, Stop, parse_os_release

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n'
UBUNTU = 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (DEBIAN, {"debian"}),
        (UBUNTU, {"ubuntu", "debian"}),
        (MINT, {"linuxmint", "ubuntu", "debian"}),
        ("", set()),
    ],
)
def test_a_system_is_known_by_its_own_name_and_its_families(text: str, names: set[str]) -> None:
    assert parse_os_release(text) == names


def test_every_module_runs_before_anything_is_installed() -> None:
    allowed = sys.stdlib_module_names | {"portal"}
    assert (ROOT / "portal" / "__init__.py").read_text() == ""
    for path in sorted((ROOT / "portal").glob("bootstrap*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text())))
        modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        modules += [a.name for node in nodes if isinstance(node, ast.Import) for a in node.names]
        foreign = {name for name in modules if name.split(".")[0] not in allowed}
        ours = {name for name in modules if name.startswith("portal")}
        assert not foreign, path.name
        assert all(name.startswith("portal.bootstrap") for name in ours), path.name


def test_an_old_python_is_refused_with_a_way_out() -> None:
    with pytest.raises(Stop, match=r"Python 3\.9 is too old.*PYTHON="):
        bootstrap_system.refuse_old_python((3, 9))
    bootstrap_system.refuse_old_python((3, 11))
    bootstrap_system.refuse_old_python((3, 14))


@pytest.mark.parametrize("text", ["", "0", "65536", "80a", "-1", "٨٠٠٠", "8000 "])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Stop, match="1 to 65535"):
        parse_port(text)


def test_a_port_is_read() -> None:
    assert parse_port("8001") == 8001


def test_without_root_the_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Stop, match=r"sudo apt-get install python3\.11-venv"):
        bootstrap_system.need_packages(["python3.11-venv"], "The virtual environment")


@pytest.mark.parametrize(
    ("names", "driver", "chromium", "packages"),
    [
        ({"debian"}, True, True, []),
        ({"debian"}, False, False, ["libatomic1", "chromium", "fonts-dejavu-core"]),
        ({"debian"}, False, True, ["libatomic1"]),
        ({"ubuntu", "debian"}, False, False, ["libatomic1"]),
        ({"fedora"}, True, False, []),
    ],
)
def test_all_that_a_browser_lacks_is_named_at_once(
    names: set[str], driver: bool, chromium: bool, packages: list[str]
) -> None:
    missing = bootstrap_system.missing_browser_packages
    assert missing(names, driver=driver, chromium=chromium) == packages


def test_a_browser_that_does_not_start_or_is_a_snap_is_no_browser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, code in {"chromium": 1, "google-chrome": 0}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert bootstrap_system.find_chromium() == str(tmp_path / "google-chrome")
    monkeypatch.setattr(shutil, "which", lambda name: f"/snap/bin/{name}")
    assert bootstrap_system.find_chromium() is None


@pytest.mark.parametrize(
    ("compiler", "maven", "packages"),
    [
        (True, True, []),
        (True, False, ["maven"]),
        (False, True, ["default-jdk-headless"]),
        (False, False, ["default-jdk-headless", "maven"]),
    ],
)
def test_all_that_the_check_of_pdf_files_lacks_is_named_at_once(
    compiler: bool, maven: bool, packages: list[str]
) -> None:
    missing = bootstrap_system.missing_checker_packages
    assert missing(compiler=compiler, maven=maven) == packages


def test_an_installation_holds_until_the_lock_or_python_changes() -> None:
    now = {"runtime": digest(b"a==1", "3.11.2"), "dev": digest(b"a==1 b==1", "3.11.2")}
    assert not is_installed("runtime", now, {})
    assert is_installed("runtime", now, {"runtime": now["runtime"]})
    assert not is_installed("runtime", now, {"runtime": digest(b"a==2", "3.11.2")})
    assert not is_installed("runtime", now, {"runtime": digest(b"a==1", "3.12.0")})


def test_what_is_installed_for_development_serves_the_demo_too_but_not_the_other_way() -> None:
    now = {"runtime": digest(b"a==1", "3.11.2"), "dev": digest(b"a==1 b==1", "3.11.2")}
    assert is_installed("runtime", now, {"dev": now["dev"]})
    assert not is_installed("dev", now, {"runtime": now["runtime"]})


def test_only_catalogues_that_changed_are_compiled(tmp_path: Path) -> None:
    for language in ("en", "tr", "uk"):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text("")
    for language, age in {"en": 10, "tr": -10}.items():
        compiled = tmp_path / language / "LC_MESSAGES" / "django.mo"
        compiled.write_text("")
        changed = compiled.with_suffix(".po").stat().st_mtime
        os.utime(compiled, (changed + age, changed + age))
    stale = [path.parent.parent.name for path in bootstrap.stale_catalogues(tmp_path)]
    assert stale == ["tr", "uk"]


CHEAP = Stage("lint", ["lint"])
ALSO_CHEAP = Stage("types", ["types"])
TESTS = Stage("tests", ["pytest"], cheap=False, takes_arguments=True)
LAST = Stage("coverage", ["coverage"], cheap=False)
ALL = [CHEAP, ALSO_CHEAP, TESTS, LAST]


def ends_with(**codes: int) -> Callable[[Stage, Sequence[str]], int]:
    """Return a stand-in for running a stage: it ends with the code given for its name."""
    return lambda stage, _arguments: codes.get(stage.name, 0)


def test_all_cheap_stages_run_even_if_the_first_fails_and_no_dear_one_does() -> None:
    outcomes = run_stages(ALL, [], ends_with(lint=1))
    assert [(each.name, each.passed) for each in outcomes] == [("lint", False), ("types", True)]


def test_a_failing_test_run_stops_before_the_next() -> None:
    outcomes = run_stages(ALL, [], ends_with(tests=1))
    assert [each.passed for each in outcomes] == [True, True, False]
    told = summary(ALL, outcomes).splitlines()
    assert told[2].split()[0] == "FAILED"
    assert told[3].split() == ["not", "run", "coverage"]


def test_no_test_in_a_run_is_a_failure_unless_the_caller_selected() -> None:
    assert not TESTS.passed(5, [])
    assert TESTS.passed(5, ["-k", "hours"])
    assert not CHEAP.passed(5, ["-k", "hours"])


def test_a_selection_of_tests_runs_the_tests_alone() -> None:
    names = [stage.name for stage in plan([], ["-k", "hours"], "")]
    assert names == [
        "tests-sqlite",
        "tests-security",
        "tests-postgresql",
        "tests-search",
        "tests-browser",
    ]


def test_every_file_that_the_run_on_postgresql_names_is_there() -> None:
    assert [path for path in ASKING_THE_DATABASE if not (ROOT / path).exists()] == []


def test_a_full_run_checks_first_and_measures_coverage_last() -> None:
    stages = plan(["templates/base.html"], [], "")
    dear = [stage.cheap for stage in stages].index(False)
    assert all(stage.cheap for stage in stages[:dear])
    assert not any(stage.cheap for stage in stages[dear:])
    assert stages[-1].name == "coverage-floor"


def test_one_stage_can_be_run_and_an_unknown_one_is_answered_with_the_names() -> None:
    assert [stage.name for stage in plan([], [], "mypy")] == ["mypy"]
    with pytest.raises(Stop, match="ruff-check, ruff-format"):
        plan([], [], "nonsense")


def test_the_targets_of_the_makefile_are_the_commands() -> None:
    makefile = (ROOT / "Makefile").read_text()
    rule = re.search(r"^(help .*):$", makefile, re.MULTILINE)
    assert rule is not None
    assert set(rule[1].split()) == {"help", *bootstrap.COMMANDS}


def pinned(lock: Path) -> dict[str, set[str]]:
    """Return the versions that a lock pins for each package."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)==([^ ;]+)", lock.read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_the_locks_fit_what_the_project_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, dev = pinned(LOCKS["runtime"]), pinned(LOCKS["dev"])
    for text in asked["project"]["dependencies"]:
        requirement = Requirement(text)
        versions = runtime[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), text
    for text in asked["dependency-groups"]["dev"]:
        requirement = Requirement(text)
        versions = dev[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), text
    assert runtime.items() <= dev.items(), "make lock"


@pytest.mark.parametrize("lock", LOCKS.values(), ids=lambda lock: lock.name)
def test_a_lock_has_a_hash_for_every_package_and_names_no_place(lock: Path) -> None:
    text = lock.read_text()
    assert "/" not in text
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in entry, entry
