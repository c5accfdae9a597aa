"""Visitors order the digest with an address that they confirm, change and end."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from news.digest.actions import CONFIRMED_WITHIN, MOST_REQUESTS
from news.digest.mails import send_digests
from news.digest.views import MOST
from news.enums import Rhythm
from news.models import DigestMail, DigestReader
from portal.core.log_privacy import without_personal_data
from tests.factories.directory import organisation
from tests.integration.news.digest.readers import ADDRESS, HERE, link_in, reader, topic
from tests.integration.news.reading import text

pytestmark = pytest.mark.django_db
FORM = "/aktuelles/abo/"
WEEKLY = {"rhythm": "weekly"}


def ask(client: Client, email: str = ADDRESS, **fields: Any) -> Any:
    return client.post(FORM, {"email": email, **WEEKLY, **fields}, headers=HERE)


def asked_page(client: Client) -> str:
    """Ask, and return the link of the mail."""
    ask(client)
    send_digests()
    return link_in(mail.outbox[-1].body)


def test_opening_the_link_confirms_nothing_and_the_button_does(client: Client) -> None:
    address = asked_page(client)
    assert "Ja, bestätigen" in text(client.get(address))
    assert DigestReader.objects.get().confirmed_at is None
    assert client.post(address, {"confirm": "1"}).status_code == 403, "from another site"
    assert "Bestätigt." in text(client.post(address, {"confirm": "1"}, headers=HERE))
    first = DigestReader.objects.get().confirmed_at
    assert first is not None
    assert client.post(address, {"confirm": "1"}, headers=HERE).status_code == 200
    assert DigestReader.objects.get().confirmed_at == first


def test_what_was_chosen_is_kept_and_can_be_changed(client: Client) -> None:
    verein, thema = organisation(), topic()
    ask(client, rhythm="daily", organisations=[verein.pk], topics=[thema.pk])
    made = DigestReader.objects.get()
    assert made.rhythm == Rhythm.DAILY
    assert [one.pk for one in made.organisations.all()] == [verein.pk]
    assert [one.pk for one in made.topics.all()] == [thema.pk]

    DigestReader.objects.update(confirmed_at=timezone.now())
    answer = client.post(f"{FORM}{made.secret}/", WEEKLY, headers=HERE)
    assert "Gespeichert." in text(answer)
    made.refresh_from_db()
    assert made.rhythm == Rhythm.WEEKLY
    assert not made.organisations.exists()
    assert not made.topics.exists()


def test_errors_stand_at_their_fields_and_nothing_is_lost(client: Client) -> None:
    answer = ask(client, "keine-adresse", rhythm="stündlich", topics=["99999"])
    page = text(answer)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"email", "rhythm", "topics"}
    assert "keine-adresse" in page
    assert not DigestReader.objects.exists()

    made = reader()
    answer = client.post(f"{FORM}{made.secret}/", {"rhythm": "nie"}, headers=HERE)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"rhythm"}


def test_everybody_gets_the_same_answer_whatever_is_known_of_the_address(client: Client) -> None:
    reader("bekannt@example.org")
    answers = [ask(client, email) for email in ("bekannt@example.org", "neu@example.org")]
    answers.append(ask(client, "neu@example.org"))
    assert len({(one.status_code, one["Location"], one.content) for one in answers}) == 1


def test_nobody_changes_what_another_ordered_by_naming_the_address(client: Client) -> None:
    reader(rhythm=Rhythm.DAILY)
    ask(client, ADDRESS.upper(), rhythm="weekly")
    send_digests()
    assert DigestReader.objects.get().rhythm == Rhythm.DAILY
    (told,) = mail.outbox
    assert "bekommt schon Mails" in str(told.body)
    assert "List-Unsubscribe" in told.extra_headers


def test_an_address_is_kept_in_small_letters(client: Client) -> None:
    ask(client, "Leserin@Example.ORG")
    ask(client, "leserin@example.org")
    assert [one.email for one in DigestReader.objects.all()] == ["leserin@example.org"]


def test_an_address_that_was_not_confirmed_within_three_days_is_forgotten(client: Client) -> None:
    address = asked_page(client)
    late = timezone.now() - CONFIRMED_WITHIN - timedelta(minutes=1)
    DigestReader.objects.update(created_at=late)
    assert client.get(address).status_code == 404
    assert client.post(address, {"confirm": "1"}, headers=HERE).status_code == 404
    send_digests()
    assert not DigestReader.objects.exists()


def test_nobody_is_flooded_by_others(client: Client) -> None:
    for _time in range(MOST_REQUESTS + 3):
        ask(client)
        send_digests()
    assert len(mail.outbox) == MOST_REQUESTS


def test_one_machine_does_not_send_the_form_without_end(client: Client, settings: Settings) -> None:
    settings.THROTTLED = True
    answers = [ask(client, f"a{number}@example.org") for number in range(MOST + 1)]
    assert [one.status_code for one in answers] == [302] * MOST + [429]
    assert answers[-1]["Retry-After"]


def test_a_program_that_fills_in_every_field_is_refused(client: Client) -> None:
    assert ask(client, fax="1").status_code == 400
    assert not DigestReader.objects.exists()


def test_a_mail_program_ends_it_by_one_post_and_twice_is_the_same(client: Client) -> None:
    made = reader()
    program = Client(enforce_csrf_checks=True)
    address = f"{FORM}{made.secret}/ende/"
    first, again = (program.post(address, {"List-Unsubscribe": "One-Click"}) for _time in range(2))
    assert first.status_code == again.status_code == 200
    assert first.content == again.content == program.get(address).content
    assert not first.cookies
    assert not DigestReader.objects.exists()


def test_opening_the_link_to_end_ends_nothing(client: Client) -> None:
    made = reader()
    assert "Beenden und Adresse löschen" in text(client.get(f"{FORM}{made.secret}/ende/"))
    assert DigestReader.objects.exists()


def test_a_reader_sees_all_that_is_kept_and_nobody_else_does(client: Client) -> None:
    made = reader(bounces=2)
    answer = client.get(f"{FORM}{made.secret}/")
    assert ADDRESS in text(answer)
    assert "2 Mails an Sie kamen zurück." in text(answer)
    assert answer["Referrer-Policy"] == "strict-origin"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    wrong = client.get(f"{FORM}falsch/")
    assert wrong.status_code == 404
    assert "no-store" in wrong["Cache-Control"]


def test_the_log_names_neither_address_nor_secret(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = reader()
    DigestMail.objects.create(reader=made, kind="confirmation")

    def failing(*_args: object, **_more: object) -> None:
        raise OSError(f"550 {ADDRESS} refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", failing)
    with caplog.at_level(logging.DEBUG):
        send_digests()
    assert "could not be mailed (OSError)" in caplog.text
    assert ADDRESS not in caplog.text
    for end in ("", "ende/"):
        line = f"GET /en/aktuelles/abo/{made.secret}/{end} 200"
        assert made.secret not in without_personal_data(line)


def test_the_form_is_there_in_every_language_and_sets_no_cookie(client: Client) -> None:
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}{FORM}")
        assert answer.status_code == 200
        assert not answer.cookies
