"""Reminders bring each editor one mail with the offices to confirm, and links without log-in."""

import re
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from directory.enums import Role
from directory.freshness.links import forget_links
from directory.freshness.reminders import REMINDERS, remind_all
from directory.models import ConfirmationLink, Membership, OfficePage, Verification
from directory.people.group_sync import sync_groups
from portal.accounts.models import User
from portal.accounts.notifications import choose_kinds, kinds
from tests.factories.directory import contact, office, organisation
from tests.factories.people import editor, lead_editor, member, staff

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https://portal\.example\.org(/konto/bestaetigen/\S+)")


@pytest.fixture(autouse=True)
def _base(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"


def confirmed(place: OfficePage, *, days_ago: int) -> None:
    """Let an office have been confirmed some days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    Verification.objects.update_or_create(office=place, defaults={"verified_on": day})


def links_of(person: User) -> list[str]:
    """Return the links in all mails to somebody."""
    return [
        path
        for one in mail.outbox
        if one.to == [person.email]
        for path in LINK.findall(str(one.body))
    ]


def link_for(place: OfficePage, person: User) -> str:
    """Remind somebody of an office that has waited, and return the link."""
    confirmed(place, days_ago=400)
    remind_all()
    [link] = links_of(person)
    return link


def test_each_editor_gets_one_mail_with_all_that_waits() -> None:
    verein = organisation()
    old, never, fresh = (office(of=verein) for _each in range(3))
    confirmed(old, days_ago=300)
    confirmed(fresh, days_ago=10)
    office()  # another organisation's
    people = [editor(of=verein), lead_editor(of=verein)]
    staff(of=verein)

    call_command("send_reminders")

    assert sorted(one.to[0] for one in mail.outbox) == sorted(each.email for each in people)
    for message in mail.outbox:
        assert message.subject == "Stimmt das noch? 2 Beratungsstellen zu bestätigen"
        assert old.title in message.body
        assert never.title in message.body
        assert fresh.title not in message.body
    assert len(set(links_of(people[0]) + links_of(people[1]))) == 4


def test_nobody_is_reminded_twice_within_two_weeks() -> None:
    verein = organisation()
    office(of=verein)
    editor(of=verein)
    now = timezone.now()

    assert remind_all(now) == 1
    assert remind_all(now + timedelta(days=13)) == 0
    assert remind_all(now + timedelta(days=15)) == 1


def test_who_came_later_is_reminded_all_the_same() -> None:
    verein = organisation()
    office(of=verein)
    editor(of=verein)
    remind_all()
    newcomer = editor(of=verein)

    assert remind_all() == 1
    assert mail.outbox[-1].to == [newcomer.email]


def test_who_switched_these_mails_off_gets_none() -> None:
    verein = organisation()
    office(of=verein)
    choose_kinds(editor(of=verein), set(kinds()) - {REMINDERS})

    assert remind_all() == 0


def test_an_ended_role_and_a_closed_account_get_none() -> None:
    verein = organisation()
    office(of=verein)
    member(of=verein, role=Role.EDITOR, until=date(2020, 1, 1))
    closed = editor(of=verein)
    User.objects.filter(pk=closed.pk).update(is_active=False)

    assert remind_all() == 0


def test_a_mail_server_that_is_away_costs_no_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    verein = organisation()
    office(of=verein)
    editor(of=verein)

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise SMTPServerDisconnected

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", refuse)
        assert remind_all() == 0
    assert not ConfirmationLink.objects.exists()

    assert remind_all() == 1


def test_reminding_costs_the_same_queries_however_many_offices_wait() -> None:
    verein = organisation()
    editor(of=verein)
    counts = []
    for number in (1, 12):
        for _each in range(number):
            office(of=verein)
        ConfirmationLink.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            remind_all()
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_only_the_hash_of_a_link_is_kept() -> None:
    verein = organisation()
    token = link_for(office(of=verein), editor(of=verein)).rstrip("/").rpartition("/")[2]

    assert len(token) >= 43
    assert token not in str(ConfirmationLink.objects.values().get())


def test_looking_at_the_link_changes_nothing_and_shows_what_to_check() -> None:
    verein = organisation()
    place = office(of=verein, street="Beispielweg 7")
    contact(office=place, phone="030 23125 222", function="Team im Haus")
    link = link_for(place, editor(of=verein))

    for method in ("get", "head", "get"):
        answer = getattr(Client(), method)(link)
        assert answer.status_code == 200
    html = answer.content.decode()

    assert "Beispielweg 7" in html
    assert "Seit mehr als 6 Monaten nicht bestätigt" in html
    # A mail is passed on: what only the network sees is not there.
    assert "030 23125 222" not in html
    assert "Team im Haus" not in html
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert Verification.objects.get().verified_on < timezone.localdate()
    assert ConfirmationLink.objects.get().used_at is None


def test_the_button_confirms_in_the_name_of_who_got_the_mail() -> None:
    verein = organisation()
    person, place = editor(of=verein), office(of=verein)

    html = Client().post(link_for(place, person)).content.decode()

    assert "Danke, das ist bestätigt" in html
    known = Verification.objects.get(office=place)
    assert (known.verified_on, known.verified_by) == (timezone.localdate(), person)


def test_a_link_works_once_and_says_so() -> None:
    verein = organisation()
    place = office(of=verein)
    link = link_for(place, editor(of=verein))
    Client().post(link)
    confirmed(place, days_ago=400)

    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 410
        assert "schon benutzt" in answer.content.decode()
    assert Verification.objects.get().verified_on < timezone.localdate()


def test_a_confirmation_by_link_is_undone_and_done_again() -> None:
    verein = organisation()
    place = office(of=verein)
    link = link_for(place, editor(of=verein))
    client = Client()
    found = re.search(r'name="undo" value="([^"]+)"', client.post(link).content.decode())
    assert found

    assert "wieder wie vorher" in client.post(link, {"undo": found[1]}).content.decode()

    assert Verification.objects.get().verified_on < timezone.localdate()
    assert client.post(link).status_code == 200
    assert Verification.objects.get().verified_on == timezone.localdate()


def test_an_undo_of_another_office_does_not_go_through_a_link() -> None:
    verein, other = organisation(), organisation()
    person = editor(of=verein)
    Membership.objects.create(user=person, organisation=other, role=Role.EDITOR)
    sync_groups(person)
    for place in (office(of=verein), office(of=other)):
        confirmed(place, days_ago=400)
    remind_all()
    first, second = links_of(person)
    client = Client()
    tokens = [
        re.search(r'name="undo" value="([^"]+)"', client.post(link).content.decode())
        for link in (first, second)
    ]
    assert tokens[1]

    answer = client.post(first, {"undo": tokens[1][1]})

    assert answer.status_code == 400
    today = timezone.localdate()
    assert Verification.objects.filter(verified_on=today).count() == 2
    assert ConfirmationLink.objects.filter(used_at=None).count() == 0


def test_an_expired_link_says_so_and_is_forgotten() -> None:
    verein = organisation()
    link = link_for(office(of=verein), editor(of=verein))
    past = timezone.now() - timedelta(minutes=1)
    ConfirmationLink.objects.update(expires_at=past)

    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 410
        assert "abgelaufen" in answer.content.decode()
    assert forget_links(timezone.now()) == 1
    assert not ConfirmationLink.objects.exists()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%C3%BC", "a" * 3000, "%00"])
def test_a_guessed_link_opens_nothing(token: str) -> None:
    office(of=organisation())

    for method in ("get", "post"):
        assert getattr(Client(), method)(f"/konto/bestaetigen/{token}/").status_code in {400, 404}
    assert not Verification.objects.exists()


def test_a_link_ends_with_the_right_to_edit() -> None:
    verein = organisation()
    person, place = editor(of=verein), office(of=verein)
    link = link_for(place, person)
    Membership.objects.filter(user=person).delete()
    sync_groups(person)

    assert Client().post(link).status_code == 404
    assert Verification.objects.get().verified_on < timezone.localdate()


def test_a_link_ends_with_the_page() -> None:
    verein = organisation()
    place = office(of=verein)
    link = link_for(place, editor(of=verein))
    OfficePage.objects.get(pk=place.pk).unpublish()

    assert Client().get(link).status_code == 404


def test_the_button_needs_the_forms_token() -> None:
    verein = organisation()
    link = link_for(office(of=verein), editor(of=verein))

    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Verification.objects.get().verified_on < timezone.localdate()
