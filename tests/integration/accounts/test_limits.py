"""Guessing is slowed down; an office behind one address is not."""

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import User
from tests.factories.people import PASSWORD, staff
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"
FORGOTTEN = "/konto/passwort/vergessen/"
OFFICE, ELSEWHERE = "192.0.2.10", "198.51.100.20"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def at(address: str) -> Client:
    """Return a fresh browser at an address."""
    return Client(REMOTE_ADDR=address)


def gets_in(person: User, address: str) -> bool:
    """Tell whether the right password leads in from there."""
    answer = at(address).post(LOGIN, {"login": person.email, "password": PASSWORD})
    return answer.status_code == 302


def guess(person: User, address: str, times: int) -> str:
    """Guess wrongly; returns what the last answer said."""
    for number in range(times):
        fields = {"login": person.email, "password": f"falsch-geraten-{number}"}
        answer = at(address).post(LOGIN, fields)
    return answer.content.decode()


def test_fifty_people_of_one_office_log_in_within_a_minute() -> None:
    assert all(gets_in(staff(), OFFICE) for _ in range(50))


def test_forty_people_of_one_office_may_err_twice_each() -> None:
    people = [staff() for _ in range(40)]
    for person in people:
        guess(person, OFFICE, 2)
    assert all(gets_in(person, OFFICE) for person in people)


def test_guessing_at_one_account_is_stopped_after_five_times_and_says_for_how_long() -> None:
    person = staff()
    assert "fünf Minuten" not in guess(person, OFFICE, 5)
    assert "fünf Minuten" in guess(person, OFFICE, 1)
    assert not gets_in(person, OFFICE)


def test_the_colleagues_of_who_is_stopped_are_not() -> None:
    guess(staff(), OFFICE, 6)
    assert gets_in(staff(), OFFICE)


def test_nobody_locks_somebody_out_from_elsewhere() -> None:
    person = staff()
    guess(person, ELSEWHERE, 12)
    assert gets_in(person, OFFICE)


def test_many_addresses_together_do_not_guess_on_for_ever() -> None:
    person = staff()
    for number in range(25):
        guess(person, f"203.0.113.{number}", 4)
    assert not gets_in(person, OFFICE)


def test_one_address_does_not_try_a_list_of_accounts() -> None:
    for number in range(100):
        fields = {"login": f"person{number}@example.org", "password": "sommer-2024-geraten"}
        answer = at(ELSEWHERE).post(LOGIN, fields)
    assert "fünf Minuten" not in answer.content.decode()
    answer = at(ELSEWHERE).post(LOGIN, {"login": "x@example.org", "password": "sommer-2024"})
    assert "fünf Minuten" in answer.content.decode()


def test_a_forged_header_gives_no_fresh_count() -> None:
    person = staff()
    for number in range(6):
        client = Client(REMOTE_ADDR=ELSEWHERE, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        answer = client.post(LOGIN, {"login": person.email, "password": "falsch-geraten-1"})
    assert "fünf Minuten" in answer.content.decode()


def test_behind_a_proxy_of_ours_the_address_it_saw_counts(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = staff()
    for number in range(6):
        header = f"203.0.113.{number}, {ELSEWHERE}"
        client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)
        answer = client.post(LOGIN, {"login": person.email, "password": "falsch-geraten-1"})
    assert "fünf Minuten" in answer.content.decode()
    other = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=OFFICE)
    assert other.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 302


def test_nobody_fills_somebodys_mailbox() -> None:
    person = staff()
    codes = [at(ELSEWHERE).post(FORGOTTEN, {"email": person.email}).status_code for _ in range(6)]
    assert codes == [302, 302, 302, 429, 429, 429]
    assert len([each for each in mail.outbox if each.to == [person.email]]) == 3


def test_the_page_that_refuses_says_when_to_try_again() -> None:
    person = staff()
    for _ in range(4):
        answer = at(ELSEWHERE).post(FORGOTTEN, {"email": person.email})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "300"
    assert "in 5 Minuten" in answer.content.decode()


def test_confirming_is_limited_too() -> None:
    person = staff()
    client = Client()
    client.force_login(person)
    for number in range(6):
        answer = client.post("/konto/bestaetigen/", {"password": f"falsch-{number}"})
    assert "fünf Minuten" in answer.content.decode()
