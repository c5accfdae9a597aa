"""Time stamps: got after the act, checked before they are kept, never in the way."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from agreement.evidence import timestamps
from agreement.evidence.timestamps import (
    TimeStampRefused,
    request_due,
    request_missing,
    trusted_certificates,
    verify_token,
)
from agreement.models import Checkpoint, TimeStamp, WorkingTextPage
from tests.factories.agreement import sealed
from tests.services.time_stamping import Authority, time_stamping

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A real service, which bends nothing unless a test says so."""
    with time_stamping(tmp_path_factory.mktemp("authority")) as running:
        yield running


@pytest.fixture
def authority(service: Authority, settings: Settings) -> Iterator[Authority]:
    settings.TIMESTAMP_URL = service.url
    settings.TIMESTAMP_CERTIFICATES = str(service.certificates)
    yield service
    service.bend = lambda answer: answer


def test_sealing_asks_nobody_and_the_loop_gets_the_stamp_afterwards(
    text: WorkingTextPage, authority: Authority
) -> None:
    asked = len(authority.questions)
    sealed(text)
    assert len(authority.questions) == asked
    assert not TimeStamp.objects.exists()
    call_command("send_notifications", verbosity=0)
    stamp = TimeStamp.objects.get()
    assert stamp.authority == "CN=Zeitstempel Beispiel"
    assert abs(stamp.stamped_at - timezone.now()) < timedelta(minutes=1)
    call_command("send_notifications", verbosity=0)
    assert len(authority.questions) == asked + 1


def test_a_kept_stamp_can_be_checked_again_and_fits_nothing_else(
    text: WorkingTextPage, authority: Authority
) -> None:
    sealed(text)
    assert request_missing() == 1
    stamp = TimeStamp.objects.get()
    note, roots = stamp.checkpoint.note.encode(), trusted_certificates()
    assert verify_token(bytes(stamp.token), note, roots).stamped_at == stamp.stamped_at
    with pytest.raises(TimeStampRefused, match="proves nothing"):
        verify_token(bytes(stamp.token), note + b"x", roots)


def test_an_authority_that_nobody_trusts_is_not_kept(
    text: WorkingTextPage, authority: Authority, settings: Settings, tmp_path: Path
) -> None:
    sealed(text)
    with time_stamping(tmp_path, name="Fremde Stelle (Beispiel)") as stranger:
        settings.TIMESTAMP_URL = stranger.url
        with pytest.raises(TimeStampRefused, match="proves nothing"):
            request_missing()
    assert not TimeStamp.objects.exists()


def test_an_old_answer_is_not_taken_for_a_new_one(
    text: WorkingTextPage, authority: Authority
) -> None:
    sealed(text)
    kept: list[bytes] = []

    def keep(answer: bytes) -> bytes:
        kept.append(answer)
        return b""

    authority.bend = keep
    with pytest.raises(TimeStampRefused):
        request_missing()
    authority.bend = lambda _answer: kept[0]
    with pytest.raises(TimeStampRefused, match="Nonce"):
        request_missing()


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"\x30\x05\x30\x03\x02\x01\x02", b"x" * (timestamps.MOST_BYTES + 1)],
    ids=["nothing", "a page", "a refusal", "too much"],
)
def test_whatever_the_service_answers_the_loop_goes_on_and_asks_again_later(
    text: WorkingTextPage,
    authority: Authority,
    caplog: pytest.LogCaptureFixture,
    content: bytes,
) -> None:
    sealed(text)
    authority.bend = lambda _answer: content
    with caplog.at_level(logging.WARNING):
        assert request_due() == 0
    assert "No time stamp now" in caplog.text
    assert not TimeStamp.objects.exists()
    asked = len(authority.questions)
    request_due()
    assert len(authority.questions) == asked, "there is a pause"


def test_a_service_that_is_away_is_asked_again(
    text: WorkingTextPage, authority: Authority, settings: Settings
) -> None:
    sealed(text)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("request_timestamps")
    settings.TIMESTAMP_URL = authority.url
    call_command("request_timestamps")
    assert TimeStamp.objects.count() == Checkpoint.objects.count() == 1


def test_without_a_service_nothing_is_asked(
    text: WorkingTextPage, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed(text)
    settings.TIMESTAMP_URL = None
    call_command("request_timestamps")
    assert "TIMESTAMP_URL ist nicht gesetzt" in capsys.readouterr().out
    assert request_due() == 0


def test_missing_certificates_are_said(
    text: WorkingTextPage, authority: Authority, settings: Settings
) -> None:
    sealed(text)
    settings.TIMESTAMP_CERTIFICATES = "/nirgends.pem"
    with pytest.raises(CommandError, match="TIMESTAMP_CERTIFICATES"):
        call_command("request_timestamps")
