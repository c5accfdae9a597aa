"""`manage.py take_bounce` ends what never arrives, and nothing else."""

import io
import os
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from news.digest.bounced import MOST_BOUNCES
from news.digest.return_addresses import reader_of, return_address
from news.models import DigestReader
from tests.integration.news.digest.readers import ADDRESS, reader
from tests.unit.news.digest.reports import report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings: Settings) -> None:
    settings.DIGEST_BOUNCE_ADDRESS = "bounces@example.org"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Taking":
    return Taking(monkeypatch, capsys)


class Taking:
    """Gives the command a message, as the pipe of a mail server does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, message: str | bytes, *arguments: str) -> str:
        raw = message.encode() if isinstance(message, str) else message
        self.monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        out = io.StringIO()
        call_command("take_bounce", *arguments, stdout=out)
        return out.getvalue()


def test_what_failed_for_good_ends_the_digest(taken: Taking) -> None:
    made, other = reader(), reader("andere@example.org")
    said = taken(report(to=return_address(made.pk)))
    assert said == "Ended\n"
    assert ADDRESS not in said
    assert DigestReader.objects.get() == other
    assert taken(report(to=return_address(made.pk))) == "Nothing to do\n"


def test_the_mail_server_may_name_the_recipient_and_write_it_in_capitals(taken: Taking) -> None:
    made = reader()
    assert taken(report(), return_address(made.pk).upper()) == "Ended\n"


def test_what_failed_for_a_while_ends_it_at_the_fifth_time(taken: Taking) -> None:
    made = reader()
    message = report(status="4.4.7", to=return_address(made.pk))
    assert [taken(message) for _time in range(MOST_BOUNCES)] == ["Counted\n"] * 4 + ["Ended\n"]


def test_a_mail_that_is_late_or_arrived_changes_nothing(taken: Taking) -> None:
    made = reader()
    for action in ("delayed", "delivered"):
        taken(report(action, "4.4.1", to=return_address(made.pk)))
    assert DigestReader.objects.get().bounces == 0


@pytest.mark.parametrize("token", ["{pk}", "{pk}-", "{pk}-{zeros}", "-1-x", "٣-x", "{nines}-x", ""])
def test_a_forged_address_changes_nothing(taken: Taking, token: str) -> None:
    made = reader()
    forged = token.format(pk=made.pk, zeros="0" * 20, nines="9" * 30)
    assert taken(report(to=f"bounces+{forged}@example.org")).startswith("Not the address")
    assert DigestReader.objects.exists()


def test_the_seal_of_one_reader_opens_no_other() -> None:
    first, second = reader(), reader("andere@example.org")
    seal = return_address(first.pk).partition("-")[2]
    assert reader_of(f"bounces+{second.pk}-{seal}") is None


def test_the_seal_of_an_earlier_secret_key_still_holds(settings: Settings) -> None:
    address = return_address(7)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 60
    assert reader_of(address) == 7
    settings.SECRET_KEY_FALLBACKS = []
    assert reader_of(address) is None


@pytest.mark.parametrize("message", ["", "\x00\xff", "Subject: Abwesend\nTo: {to}\n\nUrlaub"])
def test_what_is_no_report_ends_with_a_code_and_a_sentence(taken: Taking, message: str) -> None:
    made = reader()
    with pytest.raises(CommandError, match="no report") as refused:
        taken(message.format(to=""), return_address(made.pk))
    assert refused.value.returncode == os.EX_DATAERR
    assert DigestReader.objects.exists()


def test_without_the_setting_nothing_is_taken(taken: Taking, settings: Settings) -> None:
    settings.DIGEST_BOUNCE_ADDRESS = ""
    assert return_address(1) == ""
    with pytest.raises(CommandError, match="is not set"):
        taken(report())
