"""Sessions: listed and ended by their owner, and by whatever must end them."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from portal.accounts.sessions import end_all_sessions
from tests.factories.people import PASSWORD, staff
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"
SESSIONS = "/konto/sitzungen/"
FRESH = "ein-ganz-neues-kennwort-7"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def browser_of(person: User, agent: str = "Beispielbrowser") -> Client:
    """Return a browser in which the person has logged in."""
    client = Client(headers={"user-agent": agent})
    client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    """Tell whether the staff area opens."""
    return bool(client.get("/intern/").status_code == 200)


def test_one_sees_where_one_is_logged_in_and_nobody_elses() -> None:
    person = staff()
    here = browser_of(person, "Diensttelefon")
    browser_of(person, "Altes Telefon")
    browser_of(staff(), "Fremdes Telefon")
    content = here.get(SESSIONS).content.decode()
    assert "Diensttelefon" in content
    assert "Altes Telefon" in content
    assert "Fremdes Telefon" not in content
    assert content.count("Diese hier") == 1


def test_one_ends_one_session() -> None:
    person = staff()
    here, lost, other = browser_of(person), browser_of(person, "Verloren"), browser_of(person)
    here.post(SESSIONS, {"session": UserSession.objects.get(user_agent="Verloren").pk})
    assert [is_in(each) for each in (here, lost, other)] == [True, False, True]


def test_one_ends_all_others_at_once() -> None:
    person = staff()
    here, there, anywhere = (browser_of(person) for _ in range(3))
    here.post(SESSIONS)
    assert [is_in(each) for each in (here, there, anywhere)] == [True, False, False]


@pytest.mark.parametrize("number", ["999999999", "x", "-1", "²", "1 OR 1=1", "9" * 40])
def test_a_session_that_is_not_there_ends_nothing(number: str) -> None:
    client = browser_of(staff())
    assert client.post(SESSIONS, {"session": number}).status_code == 302
    assert is_in(client)


def test_nobody_ends_the_sessions_of_others() -> None:
    victim = browser_of(staff())
    theirs = UserSession.objects.get()
    browser_of(staff()).post(SESSIONS, {"session": theirs.pk})
    assert is_in(victim)
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_changing_the_password_ends_every_session() -> None:
    person = staff()
    here, there = browser_of(person), browser_of(person)
    fields = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    here.post("/konto/passwort/", fields)
    assert [is_in(here), is_in(there)] == [False, False]
    assert there.post(LOGIN, {"login": person.email, "password": FRESH}).status_code == 302


def test_a_new_password_by_mail_ends_every_session_and_logs_nobody_in() -> None:
    person = staff()
    there = browser_of(person)
    somewhere = Client()
    somewhere.post("/konto/passwort/vergessen/", {"email": person.email})
    found = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    form = somewhere.get(found[1], follow=True)
    fields = {"password1": FRESH, "password2": FRESH}
    somewhere.post(form.request["PATH_INFO"], fields)
    assert [is_in(somewhere), is_in(there)] == [False, False]


def test_all_sessions_can_be_ended_from_outside_also_those_nobody_lists() -> None:
    person = staff()
    listed, unlisted = browser_of(person), Client()
    unlisted.force_login(person)
    UserSession.objects.exclude(session_key=listed.session.session_key).delete()
    assert is_in(unlisted)
    end_all_sessions(person)
    assert [is_in(listed), is_in(unlisted)] == [False, False]
    assert not UserSession.objects.filter(user=person).exists()


def test_ending_sessions_leaves_others_alone_and_locks_nobody_out() -> None:
    person = staff()
    other = browser_of(staff())
    browser_of(person)
    end_all_sessions(person)
    assert is_in(other)
    browser_of(person)


def test_the_object_at_hand_logs_in_again_after_its_sessions_were_ended() -> None:
    person = staff()
    end_all_sessions(person)
    client = Client()
    client.force_login(person)
    assert is_in(client)
