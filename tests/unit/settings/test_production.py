"""Production starts with everything it needs, or says what is missing and does not start."""

import os
import re
import subprocess
import sys

import pytest

from portal.bootstrap_system import ROOT

COMPLETE = {
    "SECRET_KEY": "a-secret-for-this-test-only-" + "x" * 40,
    "DATABASE_URL": "postgresql://portal:geheim-123@db:5432/portal",
    "ALLOWED_HOSTS": "portal.example.org, www.portal.example.org",
    "BASE_URL": "https://portal.example.org",
    "EMAIL_URL": "smtp://post:geheim-456@mail.example.org",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}
CODE = "from portal.settings import production as p; print({})"


def start(environment: dict[str, str], show: str = "'started'") -> subprocess.CompletedProcess[str]:
    """Load the settings of production in a process of its own with only these variables."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", CODE.format(show)]
    return subprocess.run(
        command, env=own | environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_production_starts_when_everything_is_there() -> None:
    done = start(COMPLETE)
    assert (done.returncode, done.stdout) == (0, "started\n"), done.stderr


def test_production_names_everything_that_is_missing() -> None:
    done = start({})
    assert done.returncode == 1
    assert all(f"  {name}: " in done.stderr for name in COMPLETE)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("value", [None, ""])
def test_production_names_the_one_that_is_missing_or_empty(name: str, value: str | None) -> None:
    environment = {k: v for k, v in COMPLETE.items() if k != name}
    if value is not None:
        environment[name] = value
    done = start(environment)
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr
    assert not any(f"  {other}: " in done.stderr for other in COMPLETE if other != name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "zu-kurz"),
        ("BASE_URL", "http://portal.example.org"),
        ("BASE_URL", "https://portal.example.org/pfad"),
        ("EMAIL_URL", "mail.example.org"),
        ("DEFAULT_FROM_EMAIL", "ohne-klammeraffen"),
    ],
)
def test_production_refuses_what_is_wrong_and_does_not_repeat_it(name: str, value: str) -> None:
    done = start(COMPLETE | {name: value})
    assert done.returncode == 1
    assert f"  {name}: " in done.stderr
    assert value not in done.stderr.replace("https://", "").replace(name, "")


def test_an_unknown_database_stops_the_start_without_telling_its_password() -> None:
    done = start(COMPLETE | {"DATABASE_URL": "mysql://portal:geheim-123@db/portal"})
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "geheim-123" not in done.stderr


def test_production_is_shut_where_the_demo_is_open() -> None:
    names = ["DEBUG", "DEMO_ACCOUNTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
             "SECURE_SSL_REDIRECT", "SESSION_COOKIE_NAME", "ALLOWED_HOSTS", "EMAIL_USE_TLS",
             "EMAIL_HOST_PASSWORD"]  # fmt: skip
    done = start(COMPLETE, f"[getattr(p, name) for name in {names}]")
    assert done.stdout.strip() == str(
        [False, False, True, True, True, "__Host-session",
         ["portal.example.org", "www.portal.example.org"], True, "geheim-456"]
    )  # fmt: skip


def test_djangos_own_checks_find_nothing_but_what_is_the_operators_to_decide() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
        | COMPLETE,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # W021: whether a whole domain goes onto the browsers' preload list is not the portal's.
    assert set(re.findall(r"\((\w+\.[EW]\d+)\)", done.stderr)) <= {"security.W021"}
