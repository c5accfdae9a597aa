"""The log is kept for a time that the operator sets, and no longer."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from agreement.models import LedgerEntry
from directory.audit.readers import log_models
from directory.models import Invitation, Service
from tests.factories import agreement as texts
from tests.factories.directory import contact, office, organisation
from tests.factories.people import PASSWORD, coordination, staff

pytestmark = pytest.mark.django_db


def prune() -> str:
    said = StringIO()
    call_command("prune_logs", stdout=said)
    return said.getvalue()


def test_old_entries_go_from_every_table_of_the_log_and_young_ones_stay(
    settings: Settings,
) -> None:
    settings.AUDIT_LOG_DAYS = 30
    place = office()
    for instance in (place, contact(office=place), Service.objects.create(code="x", name="X")):
        for days in (31, 29):
            then = timezone.now() - timedelta(days=days)
            log(instance, "wagtail.edit", timestamp=then, title=f"vor {days} Tagen")
    said = prune()
    assert said.startswith("Deleted 3 entries of the log older than 30 days.\n")
    for model in log_models():
        assert not model.objects.filter(label="vor 31 Tagen").exists()
        assert model.objects.filter(label="vor 29 Tagen").count() == 1
    entry = ModelLogEntry.objects.get(action="portal.log.prune")
    assert entry.data["deleted"] == 3


def test_old_invitations_and_ended_sessions_are_forgotten(
    settings: Settings, client: Client
) -> None:
    settings.AUDIT_LOG_DAYS = 30
    who, house = staff(), organisation()
    for number, days in enumerate((31, 29)):
        then = timezone.now() - timedelta(days=days)
        Invitation.objects.create(
            email=f"invited-{days}@example.org",
            organisation=house,
            roles=["staff"],
            token_sha256=str(number) * 64,
            expires_at=then,
        )
    client.post(reverse("account_login"), {"login": who.email, "password": PASSWORD})
    UserSession.objects.create(user=who, ip="203.0.113.7", session_key="gone", user_agent="x")
    assert "Deleted 2 old invitations and ended sessions." in prune()
    assert [invitation.email for invitation in Invitation.objects.all()] == [
        "invited-29@example.org"
    ]
    assert UserSession.objects.get().session_key == client.session.session_key


def test_nothing_is_logged_when_nothing_is_old() -> None:
    assert prune().startswith("Deleted 0 entries")
    assert not ModelLogEntry.objects.filter(action="portal.log.prune").exists()


def test_the_ledger_outlives_the_log(settings: Settings) -> None:
    text = texts.working_text(parties=[organisation(), organisation()])
    texts.section(texts.clause(heading="Zweck"), of=text)
    texts.sealed(text, coordination())
    before = LedgerEntry.objects.get(kind="seal").entry_hash
    for model in log_models():
        model.objects.update(timestamp=timezone.now() - timedelta(days=5000))
    assert not prune().startswith("Deleted 0")
    assert LedgerEntry.objects.get(kind="seal").entry_hash == before
