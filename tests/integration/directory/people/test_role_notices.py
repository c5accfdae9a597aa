"""Whose roles others change is told so by mail, with the way to look them up."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from directory.enums import Role
from directory.models import Membership
from directory.people.actions import change_until, end_membership, grant
from portal.accounts.models import Notification, User
from portal.accounts.notifications import choose_kinds
from tests.factories.directory import organisation
from tests.factories.people import coordination, editor, lead_editor

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return [notice.text for notice in Notification.objects.filter(recipient=user)]


def test_somebody_is_told_of_a_new_role_of_its_end_and_of_its_last_day() -> None:
    house = organisation(short_name="Beispielhaus")
    lead, person = lead_editor(of=house), editor(of=house)
    membership = grant(lead, person, house, Role.SIGNATORY)
    change_until(lead, membership, date(2100, 12, 31))
    change_until(lead, membership, None)
    end_membership(lead, membership)
    assert told(person) == [
        "Sie haben eine neue Rolle: Zeichnungsberechtigt (Beispielhaus).",
        "Ihre Rolle Zeichnungsberechtigt (Beispielhaus) gilt bis zum 31. Dezember 2100.",
        "Ihre Rolle Zeichnungsberechtigt (Beispielhaus) gilt jetzt ohne Ende.",
        "Ihre Rolle Zeichnungsberechtigt (Beispielhaus) ist beendet.",
    ]


def test_the_notice_is_german_also_when_the_lead_editor_works_in_english() -> None:
    house = organisation(short_name="Beispielhaus")
    lead, person = lead_editor(of=house), editor(of=house)
    with override("en"):
        grant(lead, person, house, Role.SIGNATORY, date(2100, 12, 31))
        change_until(lead, Membership.objects.get(role=Role.SIGNATORY), date(2100, 10, 3))
    assert told(person)[-1].endswith("gilt bis zum 3. Oktober 2100.")


def test_the_mail_reaches_also_whoever_has_no_role_left() -> None:
    house = organisation(short_name="Beispielhaus")
    person = editor(of=house)
    end_membership(lead_editor(of=house), Membership.objects.get(user=person))
    Notification.objects.update(created_at=timezone.now() - timedelta(days=1))
    call_command("send_notifications")
    sent = [each for each in mail.outbox if each.to == [person.email]]
    assert "Ihre Rolle Redaktion (Beispielhaus) ist beendet." in sent[0].body
    assert "/konto/rollen/" in sent[0].body


def test_nobody_is_told_what_he_did_himself_or_does_not_want_to_hear() -> None:
    house = organisation()
    lead, other, person = lead_editor(of=house), lead_editor(of=house), editor(of=house)
    choose_kinds(person, [])
    end_membership(other, Membership.objects.get(user=other))
    end_membership(lead, Membership.objects.get(user=person))
    assert not Notification.objects.exists()


def test_the_coordination_is_named_as_the_whole_network() -> None:
    first, second = coordination(), coordination()
    end_membership(first, Membership.objects.get(user=second))
    assert told(second) == ["Ihre Rolle Koordination (ganzes Netzwerk) ist beendet."]
