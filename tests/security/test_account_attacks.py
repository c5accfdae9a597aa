"""Attacks on accounts, each tried: fixation, forged forms, finding out who has an account."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.factories.people import PASSWORD, account, administrator, staff
from tests.factories.second_factors import app_of
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"
FORGOTTEN = "/konto/passwort/vergessen/"
ELSEWHERE = [
    "https://boese.example.org/",
    "//boese.example.org/",
    "/\\boese.example.org",
    "javascript:alert(1)",
    "https:boese.example.org",
    "/\t/boese.example.org",
    "http://testserver@boese.example.org/",
    "http://testserver.boese.example.org/",
]


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the passwords that are hashed, which is what a log-in's time goes into."""
    calls: list[str] = []
    encode: Callable[..., str] = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        calls.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


def test_a_log_in_takes_the_same_work_whether_there_is_an_account_or_not(
    client: Client, hashed: list[str]
) -> None:
    known, closed, without = staff(), account(is_active=False), User.objects.create_user("o@x.org")
    work = {}
    for email in (known.email, closed.email, without.email, "niemand@example.org"):
        hashed.clear()
        client.post(LOGIN, {"login": email, "password": "falsch-geraten-1"})
        work[email] = len(hashed)
    assert set(work.values()) == {1}, work


def test_asking_for_a_new_password_takes_the_same_work_too(
    client: Client, hashed: list[str]
) -> None:
    known, closed = staff(), account(is_active=False)
    hashed.clear()
    sent = {}
    for email in (known.email, closed.email, "niemand@example.org"):
        mail.outbox.clear()
        client.post(FORGOTTEN, {"email": email})
        sent[email] = len(mail.outbox)
    assert set(sent.values()) == {1}, "a mail each, so that the time tells nothing"
    assert hashed == []


def test_the_second_factor_does_not_tell_whether_a_password_was_right_for_nobody(
    client: Client,
) -> None:
    person = staff()
    app_of(person)
    wrong = client.post(LOGIN, {"login": person.email, "password": "falsch-geraten-1"})
    nobody = client.post(LOGIN, {"login": "niemand@example.org", "password": "falsch-geraten-1"})
    assert wrong.context["form"].errors == nobody.context["form"].errors


def test_a_session_from_before_the_log_in_is_not_the_one_after(client: Client) -> None:
    client.get("/konto/sitzungen/")
    session = client.session
    session["untergeschoben"] = "ja"
    session.save()
    before = session.session_key
    client.post(LOGIN, {"login": staff().email, "password": PASSWORD})
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = str(before)
    assert thief.get("/intern/").status_code == 302


def test_logging_out_leaves_nothing_of_the_session(client: Client) -> None:
    client.post(LOGIN, {"login": staff().email, "password": PASSWORD})
    key = client.session.session_key
    client.post("/konto/abmelden/")
    thief = Client()
    thief.cookies["sessionid"] = str(key)
    assert thief.get("/intern/").status_code == 302


FORMS = ["account_login", "account_logout", "account_change_password", "account_set_password",
         "account_reset_password", "account_reauthenticate", "mfa_authenticate",
         "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
         "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_login_webauthn",
         "mfa_reauthenticate_webauthn", "usersessions_list", "single_sign_on"]  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_no_form_of_the_account_is_taken_from_another_site(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff())
    answer = client.post(reverse(name), {"password": PASSWORD, "code": "000000"})
    assert answer.status_code == 403
    assert "Das Formular ist abgelaufen" in answer.content.decode()


def test_the_doors_of_wagtail_take_no_forged_form_either() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 403


def test_only_looking_logs_nobody_out_and_ends_no_session(client: Client) -> None:
    client.force_login(staff())
    for name in ("account_logout", "usersessions_list", "account_change_password"):
        client.get(reverse(name))
    assert client.get("/intern/").status_code == 200


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_logging_out_or_confirming(target: str) -> None:
    person = staff()
    client = Client()
    client.force_login(person)
    address = f"/konto/bestaetigen/?next={target}"
    confirmed = client.post(address, {"password": PASSWORD, "next": target})
    assert "boese" not in confirmed.headers.get("Location", "")
    assert "alert" not in confirmed.headers.get("Location", "")
    left = client.post("/konto/abmelden/", {"next": target})
    assert left["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_by_the_door_to_the_admin(client: Client, target: str) -> None:
    step = client.get("/admin/login/", {"next": target})
    answer = client.post(
        step["Location"], {"login": administrator().email, "password": PASSWORD, "next": target}
    )
    assert answer["Location"] == "/intern/"


def link_in_mail(person: User) -> str:
    """Return the path of the link in the last mail to a person."""
    body = str(next(each for each in reversed(mail.outbox) if each.to == [person.email]).body)
    found = re.search(r"https?://testserver(/\S+)", body)
    assert found, body
    return found[1]


def choose(client: Client, link: str, password: str) -> Any:
    """Follow a link for a new password and choose one."""
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


def test_a_link_for_a_new_password_counts_once(client: Client) -> None:
    person = staff()
    client.post(FORGOTTEN, {"email": person.email})
    link = link_in_mail(person)
    choose(client, link, "ein-ganz-neues-kennwort-7")
    choose(Client(), link, "ein-noch-neueres-kennwort-8")
    person.refresh_from_db()
    assert person.check_password("ein-ganz-neues-kennwort-7")


def test_a_link_for_a_new_password_ends_when_the_address_changes(client: Client) -> None:
    person = staff()
    client.post(FORGOTTEN, {"email": person.email})
    link = link_in_mail(person)
    User.objects.filter(pk=person.pk).update(email="anders@example.org")
    choose(Client(), link, "ein-ganz-neues-kennwort-7")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_former_address_opens_nothing(client: Client) -> None:
    person = staff()
    former = person.email
    client.post(FORGOTTEN, {"email": former})
    User.objects.filter(pk=person.pk).update(email="anders@example.org")
    assert not EmailAddress.objects.exists(), "a copy of the address would outlive the change"
    answer = client.post(LOGIN, {"login": former, "password": PASSWORD})
    assert answer.status_code == 200
    mail.outbox.clear()
    client.post(FORGOTTEN, {"email": former})
    assert not [each for each in mail.outbox if "/konto/passwort/neu/" in str(each.body)]


def test_a_link_for_a_new_password_does_not_get_past_the_second_factor(client: Client) -> None:
    person = staff()
    app_of(person)
    client.post(FORGOTTEN, {"email": person.email})
    choose(client, link_in_mail(person), "ein-ganz-neues-kennwort-7")
    fields = {"login": person.email, "password": "ein-ganz-neues-kennwort-7"}
    assert client.post(LOGIN, fields)["Location"] == "/konto/zweiter-faktor/anmelden/"
    assert client.get("/intern/").status_code == 302


def test_links_in_mails_lead_to_no_host_that_is_not_ours(client: Client) -> None:
    answer = client.post(FORGOTTEN, {"email": staff().email}, headers={"host": "boese.example.org"})
    assert answer.status_code == 400
    assert not mail.outbox


PARTS = ["/konto/passwort/neu/1-x/", "/konto/passwort/neu/zzzzzzzzzzzz-x/",
         "/konto/passwort/neu/0-set-password/"]  # fmt: skip


@pytest.mark.parametrize("link", PARTS)
def test_a_guessed_link_for_a_new_password_opens_nothing(client: Client, link: str) -> None:
    answer = client.get(link, follow=True)
    assert answer.status_code == 200
    assert 'name="password1"' not in answer.content.decode()
