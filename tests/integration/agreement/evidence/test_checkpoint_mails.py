"""Every party gets the checkpoints by mail, whatever the mail server does, and nobody else."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from agreement.evidence.keys import newest_vkey
from agreement.evidence.notes import read_checkpoint, verify_note
from agreement.evidence.notices import keepers, send_checkpoints, tell_parties
from agreement.models import AgreementVersion, Checkpoint, CheckpointMail, WorkingTextPage
from directory.enums import Role
from directory.models import OrganisationPage
from portal.accounts.models import User
from portal.accounts.notification_sending import backlog
from portal.accounts.querysets import MOST_ATTEMPTS
from tests.factories import directory, people
from tests.factories.agreement import sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(text: WorkingTextPage) -> AgreementVersion:
    return sealed(text)


@pytest.fixture
def house(version: AgreementVersion) -> OrganisationPage:
    """The first party."""
    party = version.agreement.working_text.parties.first()
    organisation: OrganisationPage = party.organisation
    return organisation


@pytest.fixture
def told(version: AgreementVersion) -> Checkpoint:
    """The newest checkpoint, left for everybody who keeps one."""
    CheckpointMail.objects.all().delete()
    checkpoint = Checkpoint.objects.last()
    assert checkpoint is not None
    tell_parties(checkpoint, version)
    return checkpoint


def addressees() -> set[str]:
    return {address for message in mail.outbox for address in message.to}


def test_lead_editors_signatories_and_the_coordination_keep_checkpoints(
    version: AgreementVersion, house: OrganisationPage, coordination: Any
) -> None:
    lead, signs = people.lead_editor(of=house), people.signatory(of=house)
    people.editor(of=house)
    people.staff(of=house)
    people.lead_editor(of=directory.organisation())
    over = timezone.localdate() - timedelta(days=1)
    people.member(of=house, role=Role.SIGNATORY, until=over)
    assert keepers(version) >= {lead.pk, signs.pk, coordination.pk}
    outside = keepers(version) - {lead.pk, signs.pk}
    assert all(person.memberships.get().role == "coordination" for person in by_key(outside))


def by_key(keys: set[int] | frozenset[int]) -> list[Any]:
    return list(User.objects.filter(pk__in=keys))


def test_the_mail_carries_the_note_byte_by_byte_and_says_what_to_do_with_it(
    house: OrganisationPage, version: AgreementVersion
) -> None:
    signs = people.signatory(of=house)
    checkpoint = Checkpoint.objects.get()
    CheckpointMail.objects.all().delete()
    CheckpointMail.objects.create(checkpoint=checkpoint, version=version, recipient=signs)
    assert send_checkpoints() == 1
    (message,) = mail.outbox
    assert message.to == [signs.email]
    assert "aufbewahren" in message.subject
    assert "ist festgeschrieben" in message.body
    assert version.sha256 in message.body
    assert "/vereinbarung/pruefen/" in message.body
    (attached,) = [one for one in message.message().walk() if one.get_filename()]
    assert attached.get_filename() == f"checkpoint-{checkpoint.size}.txt"
    content = attached.get_payload(decode=True)
    assert content == checkpoint.note.encode()
    body = verify_note(content.decode(), str(newest_vkey())).body
    assert read_checkpoint(body).size == checkpoint.size


def test_the_command_that_sends_notices_sends_checkpoints_once(
    house: OrganisationPage, told: Checkpoint
) -> None:
    call_command("send_notifications", verbosity=0)
    assert addressees() == {person.email for person in by_key(keepers_of(told))}
    number = len(mail.outbox)
    call_command("send_notifications", verbosity=0)
    assert len(mail.outbox) == number


def keepers_of(checkpoint: Checkpoint) -> frozenset[int]:
    return frozenset(checkpoint.mails.values_list("recipient", flat=True))


class ServerAway(EmailBackend):
    """A mail server that is not there."""

    def open(self) -> bool:
        raise ConnectionRefusedError


class RefusesAll(EmailBackend):
    """A mail server that takes no mail for anybody."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPRecipientsRefused({})


@pytest.mark.parametrize("backend", [ServerAway, RefusesAll])
def test_what_could_not_be_mailed_is_mailed_later(
    told: Checkpoint, settings: Settings, backend: type[EmailBackend]
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"
    assert send_checkpoints() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    number = CheckpointMail.objects.waiting().count()
    CheckpointMail.objects.update(not_before=timezone.now())
    assert send_checkpoints() == number > 0
    assert not CheckpointMail.objects.waiting().exists()


def test_what_was_given_up_is_reported_and_tried_again_on_demand(
    told: Checkpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    number = CheckpointMail.objects.count()
    long_ago = timezone.now() - timedelta(days=3)
    CheckpointMail.objects.update(attempts=MOST_ATTEMPTS, created_at=long_ago)
    assert send_checkpoints() == 0
    assert backlog() == (number, number)
    call_command("send_notifications", try_again=True)
    assert f"Mails sent: {number}" in capsys.readouterr().out
    assert backlog() == (0, 0)


def test_who_left_since_gets_no_checkpoint(
    told: Checkpoint, coordination: Any, version: AgreementVersion
) -> None:
    coordination.memberships.all().delete()
    send_checkpoints()
    assert coordination.email not in addressees()
    assert not CheckpointMail.objects.filter(recipient=coordination).exists()


def test_a_mail_in_the_hand_of_another_sender_is_left_to_it(told: Checkpoint) -> None:
    CheckpointMail.objects.update(not_before=timezone.now() + timedelta(minutes=3))
    assert send_checkpoints() == 0


def test_sent_mails_are_forgotten_and_the_checkpoint_stays(told: Checkpoint) -> None:
    send_checkpoints()
    CheckpointMail.objects.update(sent_at=timezone.now() - timedelta(days=31))
    send_checkpoints()
    assert not CheckpointMail.objects.exists()
    assert Checkpoint.objects.filter(pk=told.pk).exists()


def test_telling_twice_makes_one_mail(told: Checkpoint, version: AgreementVersion) -> None:
    before = CheckpointMail.objects.count()
    tell_parties(told, version)
    assert CheckpointMail.objects.count() == before
