"""Reminders to sign: every week, on the day, and to those who can do something."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from agreement.models import AgreementVersion, VersionProcess
from agreement.signing.reminders import remind_to_sign
from directory.models import OrganisationPage
from portal.accounts.models import Notification
from tests.factories import people
from tests.integration.agreement.signing.acting import signed_by, uploaded

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WEEK = timedelta(days=7)


@pytest.fixture
def process(version: AgreementVersion) -> VersionProcess:
    """Everything by the tenth day from today."""
    found = VersionProcess.objects.get(version=version)
    found.sign_by = TODAY + timedelta(days=10)
    found.save()
    Notification.objects.all().delete()
    return found


def told(person: Any) -> list[str]:
    notices = Notification.objects.filter(recipient=person, kind="unterzeichnen")
    return [notice.text for notice in notices]


def test_a_week_after_sealing_who_has_not_signed_is_reminded_with_the_day(
    process: VersionProcess,
    version: AgreementVersion,
    here: OrganisationPage,
    signatory: Any,
    other_signatory: Any,
) -> None:
    signed_by(version, here, signatory)
    Notification.objects.all().delete()
    assert remind_to_sign(TODAY + timedelta(days=6)) == 0
    assert remind_to_sign(TODAY + WEEK) == 1
    assert told(signatory) == []
    (text,) = told(other_signatory)
    assert "Beispielverein Dort" in text
    assert str((TODAY + timedelta(days=10)).year) in text


def test_on_the_day_itself_and_weekly_afterwards_but_once_a_day(
    process: VersionProcess, signatory: Any
) -> None:
    last = TODAY + timedelta(days=10)
    assert remind_to_sign(TODAY + WEEK) == 2
    assert remind_to_sign(TODAY + WEEK) == 0
    assert remind_to_sign(last) == 2
    assert remind_to_sign(last) == 0
    assert remind_to_sign(last + timedelta(days=6)) == 0
    assert remind_to_sign(last + WEEK) == 2
    texts = told(signatory)
    assert any("Heute ist der letzte Tag" in text for text in texts)
    assert any("fehlt noch" in text for text in texts)


def test_a_party_without_signatory_has_its_lead_editors_and_the_coordination_told(
    process: VersionProcess, here: OrganisationPage, coordination: Any
) -> None:
    lead = people.lead_editor(of=here)
    remind_to_sign(TODAY + WEEK)
    assert len(told(lead)) == 1
    assert len(told(coordination)) == 2


def test_a_paper_that_waits_is_not_reminded_of(
    process: VersionProcess, version: AgreementVersion, here: OrganisationPage, coordination: Any
) -> None:
    uploaded(version, here, coordination)
    assert remind_to_sign(TODAY + WEEK) == 1


def test_without_a_day_or_after_the_last_signature_nobody_is_reminded(
    process: VersionProcess,
    version: AgreementVersion,
    here: OrganisationPage,
    there: OrganisationPage,
    signatory: Any,
    other_signatory: Any,
) -> None:
    VersionProcess.objects.update(sign_by=None)
    assert remind_to_sign(TODAY + WEEK) == 0
    VersionProcess.objects.update(sign_by=TODAY + timedelta(days=10))
    signed_by(version, here, signatory)
    signed_by(version, there, other_signatory)
    assert remind_to_sign(TODAY + WEEK) == 0


def test_the_daily_command_reminds(
    process: VersionProcess, signatory: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    VersionProcess.objects.update(sign_by=TODAY)
    call_command("send_reminders")
    assert len(told(signatory)) == 1
    assert "Missing signatures reminded of: 2." in capsys.readouterr().out
