"""Log files hold nothing that points to a person: addresses, searches, secrets."""

import http.client
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler
from wagtail.admin.mail import send_mail as send_by_wagtail

from portal.core.log_privacy import PrivateFormatter
from tests.factories.people import account

MARKER = "marker"
ADDRESS = f"{MARKER}@example.org"
SECRET = f"/konto/einladung/Ab3{MARKER}X9/"
CLIENT = "127.0.0.2"


class RefusingBackend(BaseEmailBackend):
    """A mail server that knows none of the recipients, and says so."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({ADDRESS: (550, f"unknown: {ADDRESS}".encode())})


@pytest.fixture
def log_file() -> Iterator[StringIO]:
    """What the portal's own handler writes, as an operator would read it."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each.formatter, PrivateFormatter)
    )
    assert isinstance(handler, logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.fixture
def careless() -> Client:
    """A client that gets the error page instead of the exception, and checks no CSRF for us."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def test_every_handler_of_the_portal_writes_without_personal_data() -> None:
    config = django_settings.LOGGING
    assert {handler["formatter"] for handler in config["handlers"].values()} == {"private"}
    assert django_settings.ADMINS == []
    every = [
        logging.getLogger(),
        *(logging.getLogger(name) for name in logging.root.manager.loggerDict),
    ]
    for logger in every:
        for handler in logger.handlers:
            assert not isinstance(handler, AdminEmailHandler)


@pytest.mark.parametrize("address", [f"/{ADDRESS}/", f"/suche/x/?q={ADDRESS}", SECRET])
@pytest.mark.django_db
def test_a_missing_page_is_logged_without_whom_it_names(
    careless: Client, log_file: StringIO, address: str
) -> None:
    assert careless.get(address).status_code == 404
    assert "Not Found" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


@pytest.mark.django_db
def test_a_bad_request_is_logged_without_its_query(careless: Client, log_file: StringIO) -> None:
    assert careless.get(f"/suche/?q={ADDRESS}%00").status_code == 400
    assert "Bad Request" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


@pytest.mark.django_db
def test_a_forged_form_is_logged_without_what_it_held(careless: Client, log_file: StringIO) -> None:
    fields = {"login": ADDRESS, "password": MARKER}
    referer = f"https://elsewhere.example/?{ADDRESS}"
    answer = careless.post("/konto/anmelden/", fields, headers={"Referer": referer}, secure=True)
    assert answer.status_code == 403
    assert "Forbidden" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


@pytest.mark.django_db
def test_a_failed_log_in_leaves_no_trace_of_the_address(client: Client, log_file: StringIO) -> None:
    answer = client.post("/konto/anmelden/", {"login": ADDRESS, "password": MARKER})
    assert answer.status_code == 200
    assert MARKER not in log_file.getvalue()


@pytest.mark.django_db
def test_a_wrong_host_is_logged_without_the_query(careless: Client, log_file: StringIO) -> None:
    answer = careless.get(f"/?q={ADDRESS}", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "DisallowedHost" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


@pytest.mark.django_db
def test_a_fault_is_logged_with_its_place_but_not_with_what_was_typed(
    careless: Client, log_file: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        typed = request.GET["q"]
        raise ValueError(f"{typed}\nDETAIL:  Key (name)=({MARKER}) already exists.")

    monkeypatch.setattr("portal.search.results_page.views.render", fail)
    answer = careless.get(f"/suche/?q={ADDRESS}")
    text = log_file.getvalue()
    assert answer.status_code == 500
    assert "Internal Server Error: /suche/" in text
    assert "in fail" in text
    assert "ValueError: [E-Mail]" in text
    assert MARKER not in text


@pytest.mark.django_db
def test_a_refused_mail_is_logged_without_its_recipient(log_file: StringIO, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.security.test_logs.RefusingBackend"
    person = account()
    person.email = ADDRESS
    person.save()
    failing = Client(raise_request_exception=False)
    failing.post(reverse("account_reset_password"), {"email": ADDRESS})
    assert "SMTPRecipientsRefused" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


def test_wagtails_own_mails_fail_without_naming_anybody(log_file: StringIO, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.security.test_logs.RefusingBackend"
    logger = logging.getLogger("wagtail.admin")
    try:
        send_by_wagtail("Betreff", "Text", [ADDRESS], ADDRESS)
    except SMTPRecipientsRefused:
        logger.exception("Failed to send notification email '%s' to %s", "Betreff", ADDRESS)
    assert "Failed to send notification email" in log_file.getvalue()
    assert MARKER not in log_file.getvalue()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The portal under gunicorn as production starts it, without a database: all pages fail."""
    port, output = free_port(), tmp_path / "log"
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--config",
               "python:portal.gunicorn_settings", "--bind", f"127.0.0.1:{port}",
               "--threads", "2", "--no-control-socket"]  # fmt: skip
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test",
           "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}  # fmt: skip
    with output.open("w") as written:
        process = subprocess.Popen(
            command, stdout=written, stderr=subprocess.STDOUT, env=env, cwd=django_settings.BASE_DIR
        )
    try:
        for _try in range(150):
            if ask(port, "GET", "/healthz") == 200:
                break
            time.sleep(0.2)
        yield port, output
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask(port: int, method: str, target: str, body: str = "") -> int:
    """Send a request from an address of its own; return the status, 0 if nobody answers."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=20, source_address=(CLIENT, 0)
    )
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, target, body, kind)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def test_gunicorn_logs_what_was_asked_for_but_not_by_whom(served: tuple[int, Path]) -> None:
    port, output = served
    assert ask(port, "GET", f"/suche/?q={ADDRESS}") == 500
    assert ask(port, "POST", "/konto/anmelden/", f"login={ADDRESS}&password={MARKER}") in (403, 500)
    assert ask(port, "GET", SECRET) in (404, 500)
    with socket.create_connection(("127.0.0.1", port), 5, (CLIENT, 0)) as raw:
        raw.sendall(f"GET /{ADDRESS} {MARKER}@example.org HTTP/9.9\r\n\r\n".encode())
        raw.recv(1000)
    time.sleep(0.5)
    text = output.read_text()
    assert '"GET /suche/" 500' in text
    assert '"GET /konto/einladung/[…]/"' in text
    assert "OperationalError" in text
    assert MARKER not in text
    assert CLIENT not in text
