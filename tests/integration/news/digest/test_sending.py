"""What the mails say, with which headers, and what a mail server's refusals do."""

import smtplib
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from news.digest import mails, wording
from news.digest.mails import send_digests
from news.digest.return_addresses import reader_of
from news.enums import EventState
from news.models import ArticlePage, DigestMail, DigestReader, EventPage
from portal.accounts.notification_sending import backlog
from tests.factories.directory import organisation
from tests.integration.accounts.test_sending_notices import post_office
from tests.integration.news.digest.readers import (
    ADDRESS,
    an_hour_ago,
    announced,
    due,
    published,
    reader,
    topic,
)

pytestmark = pytest.mark.django_db
BASE = "https://portal.example.org"


@pytest.fixture(autouse=True)
def _public_address(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE


class Stubborn(EmailBackend):
    """A mail server that answers some addresses with a refusal, or answers nobody at all."""

    replies: dict[str, tuple[int, bytes]] = {}  # set anew by each test
    is_away = False

    def open(self) -> bool:
        """Fail as a server does that is away."""
        if self.is_away:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        """Refuse, with the address in the error, as servers do."""
        for message in messages:
            if reply := self.replies.get(message.to[0]):
                raise smtplib.SMTPRecipientsRefused({message.to[0]: reply})
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the mail server, to be told what to refuse."""
    settings.EMAIL_BACKEND = f"{__name__}.Stubborn"
    monkeypatch.setattr("django.core.mail.import_string", lambda _path: Stubborn)
    monkeypatch.setattr(Stubborn, "replies", {})
    monkeypatch.setattr(Stubborn, "is_away", False)
    return Stubborn


def body() -> str:
    """Return the words of the one mail that was sent."""
    (message,) = mail.outbox
    return str(message.body)


def test_a_mail_tells_what_came_out_with_whole_addresses() -> None:
    verein = organisation(title="Verein Beispiel", slug="verein")
    made = reader()
    published(verein, "Rat & Tat", an_hour_ago(), slug="rat", teaser="Kurz <gesagt>.")
    announced(verein, "Sommerfest", an_hour_ago(), slug="fest")
    due()
    assert send_digests() == 1
    text = body()
    assert (
        f"Rat & Tat\nVerein Beispiel\nKurz <gesagt>.\n{BASE}/partner/verein/aktuelles/rat/" in text
    )
    assert f"{BASE}/partner/verein/aktuelles/fest/" in text
    assert f"{BASE}/aktuelles/abo/{made.secret}/\n" in text
    assert f"{BASE}/aktuelles/abo/{made.secret}/ende/\n" in text
    assert "weil diese E-Mail-Adresse am" in text
    assert send_digests() == 0, "once"


def test_an_event_is_told_with_its_next_date_and_a_cancelled_one_with_the_reason() -> None:
    verein = organisation()
    day = timezone.localdate() + timedelta(days=3)
    reader()
    announced(verein, "Neuer Kurs", an_hour_ago(), starts_on=day)
    old = announced(
        verein, "Altes Fest", an_hour_ago(), state=EventState.CANCELLED, state_note="Krankheit"
    )
    long_ago = timezone.now() - timedelta(days=30)
    EventPage.objects.filter(pk=old.pk).update(first_published_at=long_ago)
    due()
    send_digests()
    off, _heading, new = body().partition("NEUE VERANSTALTUNGEN")
    assert f"{day.day}." in new
    assert "Altes Fest" in off
    assert "(Fällt aus: Krankheit)" in off
    assert "Altes Fest" not in new


def test_an_event_that_is_over_is_not_told() -> None:
    reader()
    announced(
        organisation(), "Vorbei", an_hour_ago(), starts_on=timezone.localdate() - timedelta(days=2)
    )
    due()
    assert send_digests() == 0
    assert not mail.outbox


def test_each_reader_hears_of_his_choice_alone() -> None:
    here, there, thema = organisation(), organisation(), topic()
    reader("hier@example.org", organisations=[here])
    reader("thema@example.org", topics=[thema])
    published(here, "Von hier", an_hour_ago())
    published(there, "Zum Thema", an_hour_ago(), topics=[thema])
    due()
    send_digests()
    told = {message.to[0]: str(message.body) for message in mail.outbox}
    assert ("Von hier" in told["hier@example.org"], "Zum Thema" in told["hier@example.org"]) == (
        True,
        False,
    )
    assert ("Von hier" in told["thema@example.org"], "Zum Thema" in told["thema@example.org"]) == (
        False,
        True,
    )


def test_what_was_hidden_meanwhile_is_not_told_and_without_the_rest_there_is_no_mail() -> None:
    reader()
    made = published(organisation(), "Zurückgezogen", an_hour_ago())
    due()
    assert DigestMail.objects.count() == 1
    ArticlePage.objects.filter(pk=made.pk).update(live=False)
    assert send_digests() == 0
    assert not DigestMail.objects.exists()
    assert not mail.outbox


def test_a_mail_program_can_end_it_by_the_header(settings: Settings) -> None:
    settings.DIGEST_BOUNCE_ADDRESS = "bounces@example.org"
    settings.DEFAULT_FROM_EMAIL = "portal@example.org"
    made = reader()
    published(organisation(), "Neu", an_hour_ago())
    due()
    send_digests()
    (message,) = mail.outbox
    heads = message.message()
    assert heads["From"] == "portal@example.org"
    assert reader_of(message.from_email) == made.pk
    assert heads["List-Unsubscribe"] == f"<{BASE}/aktuelles/abo/{made.secret}/ende/>"
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert heads["List-Id"] == "<aktuelles.portal.example.org>"
    assert heads["Auto-Submitted"] == "auto-generated"
    assert heads["Precedence"] == "bulk"
    assert heads.get_content_type() == "text/plain"
    address = heads["List-Unsubscribe"].strip("<>").removeprefix(BASE)
    Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert not DigestReader.objects.exists()


def test_a_real_mail_server_gets_it_whole_and_other_peoples_parser_reads_it(
    settings: Settings,
) -> None:
    reader()
    reader("zweite@example.org")
    published(organisation(), "Äpfel\n.am Anfang", an_hour_ago(), teaser="….\n.\nEnde")
    due()
    received: list[bytes] = []
    with post_office(received) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        assert send_digests() == 2
    read = [BytesParser(policy=policy.default).parsebytes(one) for one in received]
    assert {str(one["To"]) for one in read} == {ADDRESS, "zweite@example.org"}
    assert all(not one.defects for one in read)
    assert all("Äpfel" in one.get_content() for one in read)
    assert len({one["Message-ID"] for one in read}) == 2
    assert DigestMail.objects.filter(sent_at=None).count() == 0


def test_a_server_that_is_away_loses_nothing_and_nothing_is_sent_twice(server: Any) -> None:
    addresses = {f"leser{number}@example.org" for number in range(3)}
    for one in addresses:
        reader(one)
    published(organisation(), "Neu", an_hour_ago())
    due()
    server.is_away = True
    assert send_digests() == 0
    server.is_away = False
    assert send_digests() == 2, "whom the failure did not concern need not wait"
    DigestMail.objects.update(not_before=timezone.now())
    assert send_digests() == 1
    assert sorted(message.to[0] for message in mail.outbox) == sorted(addresses)


def test_an_address_that_the_server_calls_gone_is_let_go_at_once(server: Any) -> None:
    reader("weg@example.org")
    reader("spaeter@example.org")
    reader("da@example.org")
    published(organisation(), "Neu", an_hour_ago())
    due()
    server.replies = {
        "weg@example.org": (550, b"5.1.1 no such user"),
        "spaeter@example.org": (450, b"4.2.0 greylisted"),
    }
    assert send_digests() == 1
    kept = set(DigestReader.objects.values_list("email", flat=True))
    assert kept == {"spaeter@example.org", "da@example.org"}
    server.replies = {}
    DigestMail.objects.update(not_before=timezone.now())
    assert send_digests() == 1
    assert mail.outbox[-1].to == ["spaeter@example.org"]


def test_whoever_ends_it_while_the_mail_is_in_hand_gets_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader()
    published(organisation(), "Neu", an_hour_ago())
    due()
    written = wording.message_of

    def ending(*args: Any) -> Any:
        message = written(*args)
        DigestReader.objects.all().delete()
        return message

    monkeypatch.setattr(mails, "message_of", ending)
    assert send_digests() == 0
    assert not mail.outbox


def test_a_mail_that_waits_too_long_is_reported_with_the_notices(server: Any) -> None:
    reader()
    published(organisation(), "Neu", an_hour_ago())
    due()
    DigestMail.objects.update(created_at=timezone.now() - timedelta(hours=3))
    assert backlog() == (0, 1)


def test_the_contents_are_read_once_for_all_who_chose_alike() -> None:
    def queries(readers: int) -> int:
        DigestReader.objects.all().delete()
        for number in range(readers):
            reader(f"leser{number}@example.org")
        due()
        with CaptureQueriesContext(connection) as captured:
            assert send_digests() == readers
        return len(captured)

    published(organisation(), "Neu", an_hour_ago())
    queries(1)
    one, three, five = (queries(number) for number in (1, 3, 5))
    assert three - one == five - three == 2 * 3, "take it, read it, mark it"
