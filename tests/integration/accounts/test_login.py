"""Logging in, as people of the network meet it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.factories.people import PASSWORD, account, staff
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def refusal(client: Client, email: str, password: str) -> str:
    """Return the words of the form's errors after a log-in that is not taken."""
    answer = client.post(LOGIN, {"login": email, "password": password})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
    return str(answer.context["form"].errors.as_text())


def test_the_right_password_leads_to_the_staff_area(client: Client) -> None:
    answer = client.post(LOGIN, {"login": staff().email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/intern/", 302)]
    assert answer.status_code == 200


def test_the_address_may_be_written_in_capitals(client: Client) -> None:
    answer = client.post(LOGIN, {"login": staff().email.upper(), "password": PASSWORD})
    assert answer.status_code == 302


def test_a_wrong_password_is_answered_by_a_german_sentence_and_keeps_the_address(
    client: Client,
) -> None:
    person = staff()
    assert "Passwort" in refusal(client, person.email, "falsch-geraten-1")
    answer = client.post(LOGIN, {"login": person.email, "password": "falsch-geraten-1"})
    assert f'value="{person.email}"' in answer.content.decode()
    assert "falsch-geraten-1" not in answer.content.decode()


def test_nobody_learns_from_the_log_in_who_has_an_account(client: Client) -> None:
    known = refusal(client, staff().email, "falsch-geraten-1")
    assert refusal(client, "niemand@example.org", "falsch-geraten-1") == known
    assert refusal(client, account(is_active=False).email, "falsch-geraten-1") == known


def test_a_closed_account_does_not_get_in(client: Client) -> None:
    former = account(is_active=False)
    client.post(LOGIN, {"login": former.email, "password": PASSWORD})
    assert client.get("/intern/").status_code == 302


def test_who_loses_the_account_is_out_at_once(client: Client) -> None:
    person = staff()
    client.force_login(person)
    assert client.get("/intern/").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/intern/").status_code == 302


@pytest.mark.parametrize("fields", [{}, {"login": "keine-adresse", "password": "x"}])
def test_an_incomplete_form_says_what_is_missing(client: Client, fields: dict[str, str]) -> None:
    answer = client.post(LOGIN, fields)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert errors
    assert not re.search(r"\b(This field|Enter a valid)\b", str(errors))


def test_a_nul_or_a_book_in_the_form_is_no_fault_of_the_portal(client: Client) -> None:
    assert client.post(LOGIN, {"login": "a\0@example.org", "password": "\0"}).status_code == 200
    assert client.post(LOGIN, {"login": "a" * 9000, "password": "b" * 9000}).status_code == 200


def test_guessing_is_slowed_down(client: Client) -> None:
    person = staff()
    words = [refusal(client, person.email, f"falsch-geraten-{n}") for n in range(11)]
    assert words[-1] != words[0]
    assert client.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 200


def test_logging_out_is_asked_for_and_then_done(client: Client) -> None:
    client.force_login(staff())
    address = reverse("account_logout")
    assert client.get(address).status_code == 200
    assert client.get("/intern/").status_code == 200
    assert client.post(address)["Location"] == "/"
    assert client.get("/intern/").status_code == 302


def test_a_new_password_comes_by_mail_and_nobody_learns_who_has_an_account(
    client: Client,
) -> None:
    person = staff()
    answers = []
    for email in (person.email, "niemand@example.org"):
        answer = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        answers.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert answers[0] == answers[1]
    to_person = next(message for message in mail.outbox if message.to == [person.email])
    found = re.search(r"https?://[^/]+(/\S+)", str(to_person.body))
    assert found
    form = client.get(found[1], follow=True)
    assert form.status_code == 200
    fresh = "ein-ganz-neues-kennwort-7"
    client.post(form.request["PATH_INFO"], {"password1": fresh, "password2": fresh})
    person.refresh_from_db()
    assert person.check_password(fresh)


def test_a_weak_password_is_refused_in_german(client: Client) -> None:
    client.force_login(staff())
    fields = {"oldpassword": PASSWORD, "password1": "kurz", "password2": "kurz"}
    answer = client.post(reverse("account_change_password"), fields)
    assert answer.status_code == 200
    assert "12 Zeichen" in str(answer.context["form"].errors)


ACCOUNT_PAGES = ["account_login", "account_reset_password", "account_reset_password_done",
                 "account_reset_password_from_key_done", "account_inactive",
                 "socialaccount_login_cancelled"]  # fmt: skip
OWN_PAGES = ["account_overview", "account_logout", "account_change_password",
             "account_reauthenticate", "mfa_index", "mfa_list_webauthn",
             "usersessions_list"]  # fmt: skip


@pytest.mark.parametrize("name", [*ACCOUNT_PAGES, *OWN_PAGES])
def test_every_page_of_the_log_in_stands_in_the_portals_frame_without_inline_code(
    client: Client, name: str
) -> None:
    if name in OWN_PAGES:
        client.force_login(staff())
    answer = client.get(reverse(name))
    content = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="site-header"' in content
    assert content.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*json)", content)
    assert not re.search(r"\s(style|onclick|onsubmit)=", content)
    assert "<title>" in content
    assert not re.search(r"<title>\s*–", content)


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_log_in_is_there_in_english(client: Client, name: str) -> None:
    german = reverse(name)
    content = client.get(german).content.decode()
    assert f'href="/en{german}"' in content
    english = client.get(f"/en{german}")
    assert english.status_code == 200
    assert '<html lang="en"' in english.content.decode()
