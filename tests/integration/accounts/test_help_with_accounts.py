"""What administrators do for other people's accounts, and what they cannot."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.log_actions import registry

from portal.accounts.actions import RESET, reset_second_factor
from portal.accounts.models import User
from portal.accounts.second_factor import has_second_factor
from tests.factories.people import PASSWORD, administrator, coordination, staff
from tests.factories.second_factors import app_of
from tests.factories.site import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


@pytest.fixture
def boss(client: Client) -> User:
    """Return an administrator, logged in."""
    user = administrator()
    client.force_login(user)
    return user


def logged(user: User) -> list[str]:
    """Return the acts on an account that stand in the log."""
    return [entry.action for entry in registry.get_logs_for_instance(user)]


def test_an_administrator_resets_a_lost_factor(
    client: Client,
    boss: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = staff()
    app_of(person)
    session = Client()
    session.force_login(person)
    address = reverse("reset_second_factor", args=[person.pk])
    assert "Rufen Sie zurück" in client.get(address).content.decode()
    assert has_second_factor(person), "looking changes nothing"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert not Authenticator.objects.filter(user=person).exists()
    assert session.get("/intern/").status_code == 302, "the session of whoever has the telephone"
    assert RESET in logged(person)
    assert "zurückgesetzt" in next(m for m in mail.outbox if m.to == [person.email]).subject


def test_the_list_of_accounts_offers_it_where_there_is_something_to_reset(
    client: Client, boss: User
) -> None:
    with_factor, without = staff(), staff()
    app_of(with_factor)
    content = client.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("reset_second_factor", args=[with_factor.pk]) in content
    assert reverse("reset_second_factor", args=[without.pk]) not in content


def test_nobody_else_resets_a_factor(client: Client) -> None:
    person = staff()
    app_of(person)
    address = reverse("reset_second_factor", args=[person.pk])
    for other in (staff(), coordination()):
        client.force_login(other)
        client.get(address)
        client.post(address)
        with pytest.raises(PermissionDenied):
            reset_second_factor(person, by=other)
    assert has_second_factor(person)


def test_an_administrator_does_not_get_rid_of_the_own_factor_this_way(
    client: Client, boss: User
) -> None:
    app_of(boss)
    client.post(reverse("reset_second_factor", args=[boss.pk]))
    assert has_second_factor(boss)


def test_an_account_that_is_not_there_is_not_found(client: Client, boss: User) -> None:
    assert client.get(reverse("reset_second_factor", args=[10**9])).status_code == 404


def test_the_command_line_resets_a_factor_and_says_so() -> None:
    person = staff()
    app_of(person)
    said = StringIO()
    call_command("reset_second_factor", person.email.upper(), stdout=said)
    assert "Removed: 1" in said.getvalue()
    assert not has_second_factor(person)
    assert RESET in logged(person)


def test_the_command_line_says_when_there_is_no_such_account() -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "niemand@example.org")


def test_an_administrator_gives_nobody_a_password(client: Client, boss: User) -> None:
    person = staff()
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    assert "password1" not in client.get(edit).content.decode()
    fields = {"email": person.email, "first_name": "Beispiel", "last_name": "Person",
              "is_active": "on", "password1": "untergeschoben-12345",
              "password2": "untergeschoben-12345"}  # fmt: skip
    client.post(edit, fields)
    person.refresh_from_db()
    assert person.first_name == "Beispiel", "the form was taken"
    assert person.check_password(PASSWORD)


def test_a_new_account_gets_a_link_to_choose_a_password_and_no_password(
    client: Client, boss: User
) -> None:
    fields = {"email": "neu@example.org", "first_name": "Beispiel", "last_name": "Neu",
              "password1": "untergeschoben-12345", "password2": "untergeschoben-12345"}  # fmt: skip
    client.post(reverse("wagtailusers_users:add"), fields)
    person = User.objects.get(email="neu@example.org")
    assert not person.check_password("untergeschoben-12345")
    [told] = [each for each in mail.outbox if each.to == [person.email]]
    found = re.search(r"https?://[^/]+(/konto/passwort/neu/\S+)", str(told.body))
    assert found
    stranger = Client()
    form = stranger.get(found[1], follow=True)
    fresh = {"password1": "ein-eigenes-kennwort-9", "password2": "ein-eigenes-kennwort-9"}
    stranger.post(form.request["PATH_INFO"], fresh)
    person.refresh_from_db()
    assert person.check_password("ein-eigenes-kennwort-9")


def test_wagtails_own_account_page_changes_neither_password_nor_address(
    client: Client, boss: User
) -> None:
    address = reverse("wagtailadmin_account")
    content = client.get(address).content.decode()
    assert 'name="password-' not in content
    assert 'name="email-' not in content
    email = boss.email
    fields = {"email-email": "anders@example.org", "password-old_password": PASSWORD,
              "password-new_password1": "untergeschoben-12345",
              "password-new_password2": "untergeschoben-12345",
              "name_email-email": "anders@example.org", "name_email-first_name": "A",
              "name_email-last_name": "B", "profile-first_name": "A"}  # fmt: skip
    client.post(address, fields)
    boss.refresh_from_db()
    assert boss.email == email
    assert boss.check_password(PASSWORD)
