"""The notices that wait go out in one mail per person, once, whatever the mail server does."""

import logging
import os
import signal
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from portal.accounts import notification_sending as sending
from portal.accounts.management.commands import send_notifications
from portal.accounts.models import Notification, User
from portal.accounts.notifications import choose_kinds, notify
from portal.accounts.querysets import MOST_ATTEMPTS
from tests.factories.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_quiet_time(settings: Settings) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 0
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"


class Stubborn(EmailBackend):
    """A mail server that refuses one address, or answers nobody at all."""

    refused = ""
    is_away = False

    def open(self) -> bool:
        """Fail as a server does that is away."""
        if self.is_away:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        """Refuse the one address, with it in the error, as servers do."""
        for message in messages:
            if self.refused in message.to:
                raise smtplib.SMTPRecipientsRefused({self.refused: (550, b"unknown")})
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Stubborn]]:
    """Return the mail server, to be told what to refuse."""
    settings.EMAIL_BACKEND = f"{__name__}.Stubborn"
    monkeypatch.setattr("django.core.mail.import_string", lambda _path: Stubborn)
    monkeypatch.setattr(Stubborn, "refused", "")
    monkeypatch.setattr(Stubborn, "is_away", False)
    return Stubborn  # type: ignore[return-value]


def told(*people: User, text: str = "Bitte prüfen.") -> None:
    """Leave a notice for these people."""
    notify(people, "freigabe", text, "/partner/")


def a_pause_later() -> None:
    """Let the longest pause be over."""
    Notification.objects.update(not_before=timezone.now())


def test_one_mail_holds_all_that_waits_for_a_person() -> None:
    person, other = account(), account()
    told(person, text="Erstens.")
    told(person, other, text="Zweitens.")

    assert sending.send_waiting() == 2

    mails = {message.to[0]: message for message in mail.outbox}
    assert len(mail.outbox) == 2
    assert mails[person.email].subject == "2 Nachrichten aus dem Schnittstellenportal"
    assert mails[other.email].subject == "Eine Nachricht aus dem Schnittstellenportal"
    body = mails[person.email].body
    assert "- Erstens.\n  https://portal.example.org/partner/" in body
    assert "- Zweitens.\n" in body
    assert "https://portal.example.org/konto/benachrichtigungen/" in body
    assert "Erstens." not in mails[other.email].body


def test_nothing_is_sent_twice() -> None:
    told(account())

    assert [sending.send_waiting(), sending.send_waiting()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_mail_shows_the_text_as_it_is() -> None:
    told(account(), text="„Rat & Tat“ <wartet>.")
    sending.send_waiting()

    assert "„Rat & Tat“ <wartet>." in mail.outbox[0].body


def test_a_mail_waits_for_the_quiet_time_and_then_takes_all(settings: Settings) -> None:
    settings.NOTIFICATION_DELAY_SECONDS = 300
    person = account()
    told(person, text="Erstens.")
    assert sending.send_waiting() == 0

    ago = timezone.now() - timedelta(seconds=301)
    Notification.objects.update(created_at=ago)
    told(person, text="Zweitens.")

    assert sending.send_waiting() == 1
    assert "Erstens." in mail.outbox[0].body
    assert "Zweitens." in mail.outbox[0].body


def test_closed_accounts_get_no_mail() -> None:
    person = account()
    told(person)
    User.objects.update(is_active=False)

    assert sending.send_waiting() == 0


def test_what_one_sender_has_in_hand_no_other_takes() -> None:
    person = account()
    told(person)

    assert len(sending._take_in_hand(person)) == 1
    assert sending._take_in_hand(person) == []
    assert sending.send_waiting() == 0


def test_taking_in_hand_is_one_update_without_a_subquery() -> None:
    # PostgreSQL asks a row that another sender has changed meanwhile once more, but not what a
    # subquery found before that: with one, two senders at once would take the same notice.
    person = account()
    told(person)
    with CaptureQueriesContext(connection) as queries:
        sending._take_in_hand(person)

    (update,) = [each["sql"] for each in queries if each["sql"].startswith("UPDATE")]
    assert "SELECT" not in update


def test_what_a_sender_had_in_hand_when_it_died_is_free_again_later() -> None:
    person = account()
    told(person)
    sending._take_in_hand(person)

    a_pause_later()

    assert sending.send_waiting() == 1


def test_one_refused_address_stops_nobody_else(
    server: type[Stubborn], caplog: pytest.LogCaptureFixture
) -> None:
    wrong, right = account(), account()
    told(wrong, right)
    server.refused = wrong.email

    with caplog.at_level(logging.DEBUG):
        assert sending.send_waiting() == 1

    assert mail.outbox[0].to == [right.email]
    assert "SMTPRecipientsRefused" in caplog.text
    assert wrong.email not in caplog.text
    notice = wrong.notifications.get()
    assert (notice.sent_at, notice.attempts, notice.claim) == (None, 1, None)


def test_a_server_that_is_away_loses_nothing_and_stops_no_act(server: type[Stubborn]) -> None:
    people = [account(), account(), account()]
    server.is_away = True
    told(*people)

    assert sending.send_waiting() == 0
    server.is_away = False
    assert sending.send_waiting() == 2, "whom the failure did not concern need not wait"
    a_pause_later()
    assert sending.send_waiting() == 1

    assert {message.to[0] for message in mail.outbox} == {person.email for person in people}


def test_each_failure_makes_a_longer_pause(server: type[Stubborn]) -> None:
    told(account())
    server.is_away = True
    pauses = []
    for _attempt in range(9):
        a_pause_later()
        sending.send_waiting()
        pauses.append(Notification.objects.get().not_before - timezone.now())

    minutes = [round(pause.total_seconds() / 60) for pause in pauses]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_sender_gives_up_at_last_keeps_the_notice_and_tries_again_when_told(
    server: type[Stubborn],
) -> None:
    told(account())
    server.is_away = True
    two_days_ago = timezone.now() - timedelta(days=2)
    Notification.objects.update(attempts=MOST_ATTEMPTS - 1, created_at=two_days_ago)
    sending.send_waiting()
    server.is_away = False
    a_pause_later()

    assert sending.send_waiting() == 0
    assert sending.backlog() == (1, 1)
    call_command("send_notifications", "--try-again")

    assert len(mail.outbox) == 1
    assert sending.backlog() == (0, 0)


def test_a_kind_that_is_switched_off_in_the_meantime_is_not_sent() -> None:
    person = account()
    told(person)
    choose_kinds(person, [])

    assert sending.send_waiting() == 0


def test_sent_notices_are_forgotten_after_a_month() -> None:
    told(account())
    sending.send_waiting()
    sending.forget_old()
    assert Notification.objects.count() == 1

    Notification.objects.update(sent_at=timezone.now() - timedelta(days=31))
    sending.forget_old()

    assert Notification.objects.count() == 0


def test_a_real_mail_server_gets_a_plain_mail(settings: Settings) -> None:
    received: list[bytes] = []
    with post_office(received) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        told(account(), account())
        assert sending.send_waiting() == 2

    assert len(received) == 2
    assert b"Content-Type: text/plain" in received[0]
    assert b"Auto-Submitted: auto-generated" in received[0]


def test_the_loop_sends_and_ends_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(send_notifications, "close_old_connections", lambda: None)
    told(account())
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        call_command("send_notifications", "--loop")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert len(mail.outbox) == 1


class post_office:  # noqa: N801  # reads as a statement
    """A mail server on a port of its own that keeps what it is given."""

    def __init__(self, received: list[bytes]) -> None:
        """Keep the mails in this list."""

        class Counter(socketserver.StreamRequestHandler):
            """Speaks as much SMTP as one mail needs."""

            def handle(self) -> None:
                """Answer each command; take a mail until the line with a dot."""
                self.wfile.write(b"220 example.org\r\n")
                for line in self.rfile:
                    if line.strip() == b"data":
                        self.wfile.write(b"354 go on\r\n")
                        received.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                    self.wfile.write(b"250 ok\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counter)
        self.server.daemon_threads = True

    def __enter__(self) -> int:
        """Open, and return the port."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return int(self.server.server_address[1])

    def __exit__(self, *_error: object) -> None:
        """Close."""
        self.server.shutdown()
        self.server.server_close()
