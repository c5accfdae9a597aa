"""Passkeys, with one in software: setting up, logging in, and other people's."""

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import User
from portal.accounts.second_factor import has_second_factor
from tests.factories.people import PASSWORD, coordination, staff
from tests.factories.site import home
from tests.services.soft_authenticator import SoftPasskey, encode

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"
PASSKEYS = "/konto/zweiter-faktor/passkeys/"
ENTER = f"{PASSKEYS}anmelden/"
SHOW = "/konto/zweiter-faktor/anmelden/"
OPTIONS = re.compile(r'<script id="js_data" type="application/json">(.*?)</script>')


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def is_in(client: Client) -> bool:
    """Tell whether the staff area opens."""
    return bool(client.get("/intern/").status_code == 200)


def options_on(answer: Any, name: str) -> Any:
    """Return what the page tells the browser to ask the passkey."""
    found = OPTIONS.search(answer.content.decode())
    assert found, answer.content.decode()
    return json.loads(found[1])[name]


def enter(client: Client, person: User) -> Any:
    """Log in with the password."""
    return client.post(LOGIN, {"login": person.email, "password": PASSWORD})


def add(client: Client, *, is_alone: bool = True, **more: str) -> SoftPasskey:
    """Set up a passkey for whoever has just logged in with the password."""
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    passkey = SoftPasskey()
    options = options_on(client.get(f"{PASSKEYS}neu/"), "creation_options")
    fields = {"name": "Diensttelefon", **({"passwordless": "on"} if is_alone else {}), **more}
    credential = passkey.register(options, is_alone=is_alone)
    answer = client.post(f"{PASSKEYS}neu/", {**fields, "credential": credential})
    assert answer.status_code == 302, answer.content.decode()
    return passkey


def passkey_of(person: User, *, is_alone: bool = True) -> SoftPasskey:
    """Set one up in a browser of the person's own."""
    client = Client()
    enter(client, person)
    return add(client, is_alone=is_alone)


def ask(client: Client) -> Any:
    """Return what the log-in page's script asks the passkey."""
    answer = client.get(ENTER, headers={"accept": "application/json"})
    return answer.json()["request_options"]


def test_a_passkey_is_set_up_under_a_name_and_gives_recovery_codes(client: Client) -> None:
    person = staff()
    enter(client, person)
    add(client)
    assert has_second_factor(person)
    assert Authenticator.objects.filter(user=person, type="recovery_codes").exists()
    assert "Diensttelefon" in client.get(PASSKEYS).content.decode()


def test_the_dialogue_names_the_portal_and_nothing_of_the_person_but_name_and_address(
    client: Client,
) -> None:
    person = staff()
    enter(client, person)
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    public = options_on(client.get(f"{PASSKEYS}neu/"), "creation_options")["publicKey"]
    assert public["rp"] == {"id": "testserver", "name": "Schnittstellenportal"}
    assert set(public["user"]) == {"id", "name", "displayName"}
    assert public["user"]["name"] == person.email


def test_a_passkey_alone_leads_in(client: Client) -> None:
    person = staff()
    passkey = passkey_of(person)
    answer = client.post(ENTER, {"credential": passkey.authenticate(ask(client))})
    assert (answer.status_code, answer["Location"]) == (302, "/intern/")
    assert is_in(client)
    assert int(client.session["_auth_user_id"]) == person.pk


def test_with_a_passkey_one_gets_where_one_wanted_to_go(client: Client) -> None:
    passkey = passkey_of(staff())
    fields = {"credential": passkey.authenticate(ask(client)), "next": "/partner/"}
    assert client.post(ENTER, fields)["Location"] == "/partner/"
    other = Client()
    fields = {"credential": passkey.authenticate(ask(other)), "next": "https://boese.example.org/"}
    assert other.post(ENTER, fields)["Location"] == "/intern/"


def test_a_passkey_is_as_good_as_password_and_factor(client: Client, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"coordination"})
    client_of_owner = Client()
    person = coordination()
    enter(client_of_owner, person)
    passkey = add(client_of_owner)
    assert is_in(client_of_owner), "who has set it up need not show it"
    client.post(ENTER, {"credential": passkey.authenticate(ask(client))})
    assert is_in(client)


def test_a_passkey_can_stand_beside_the_password_only(client: Client) -> None:
    person = staff()
    passkey = passkey_of(person, is_alone=False)
    assert enter(client, person)["Location"] == SHOW
    options = options_on(client.get(SHOW), "request_options")
    assert (
        client.post(SHOW, {"credential": passkey.authenticate(options)})["Location"] == "/intern/"
    )
    assert is_in(client)


def test_the_passkey_of_another_account_opens_nothing(client: Client) -> None:
    victim, thief = staff(), staff()
    victims, thiefs = passkey_of(victim), passkey_of(thief)
    forged = thiefs.authenticate(ask(client), user_handle=victims.user_handle)
    assert client.post(ENTER, {"credential": forged})["Location"] == LOGIN
    thiefs.id = victims.id
    forged = thiefs.authenticate(ask(client), user_handle=victims.user_handle)
    assert client.post(ENTER, {"credential": forged})["Location"] == LOGIN
    assert not is_in(client)


def test_the_passkey_of_another_account_is_no_second_factor(client: Client) -> None:
    victim, thief = staff(), staff()
    passkey_of(victim)
    thiefs = passkey_of(thief)
    enter(client, victim)
    options = options_on(client.get(SHOW), "request_options")
    assert client.post(SHOW, {"credential": thiefs.authenticate(options)}).status_code == 200
    assert not is_in(client)


def test_an_answer_counts_once(client: Client) -> None:
    passkey = passkey_of(staff())
    credential = passkey.authenticate(ask(client))
    client.post(ENTER, {"credential": credential})
    assert is_in(client)
    client.post("/konto/abmelden/")
    assert client.post(ENTER, {"credential": credential})["Location"] == LOGIN
    assert not is_in(client)
    thief = Client()
    ask(thief)
    assert thief.post(ENTER, {"credential": credential})["Location"] == LOGIN


def test_an_answer_given_to_another_site_opens_nothing(client: Client) -> None:
    passkey = passkey_of(staff())
    passkey.origin = "https://boese.example.org"
    assert (
        client.post(ENTER, {"credential": passkey.authenticate(ask(client))})["Location"] == LOGIN
    )
    assert not is_in(client)


def test_who_is_shut_out_does_not_come_in_by_passkey(client: Client) -> None:
    person = staff()
    passkey = passkey_of(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    client.post(ENTER, {"credential": passkey.authenticate(ask(client))})
    assert not is_in(client)


GARBAGE = ["", "x", "[]", "{}", "null", "3", '"a"', '{"response": []}', '{"response": {}}',
           '{"response": null}', '{"response": {"userHandle": 5}}',
           '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "MQ"}}',
           json.dumps({"response": {"userHandle": encode(b"\xff\xfe")}}),
           '{"response": {"userHandle": "!!!"}}', "[" * 3000]  # fmt: skip


@pytest.mark.parametrize("credential", GARBAGE)
def test_garbage_in_place_of_a_passkey_is_refused_and_no_fault_of_the_portal(
    client: Client, credential: str
) -> None:
    ask(client)
    assert client.post(ENTER, {"credential": credential})["Location"] == LOGIN
    person = staff()
    passkey_of(person)
    enter(client, person)
    client.get(SHOW)
    assert client.post(SHOW, {"credential": credential}).status_code == 200
    own = Client()
    enter(own, staff())
    own.post("/konto/bestaetigen/", {"password": PASSWORD})
    own.get(f"{PASSKEYS}neu/")
    answer = own.post(f"{PASSKEYS}neu/", {"name": "x", "credential": credential})
    assert answer.status_code == 200


@pytest.mark.parametrize("act", ["entfernen/", "umbenennen/"])
def test_nobody_reaches_the_passkeys_of_others(client: Client, act: str) -> None:
    victim = staff()
    passkey_of(victim)
    theirs = Authenticator.objects.get(user=victim, type="webauthn")
    enter(client, staff())
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    address = f"{PASSKEYS}{theirs.pk}/{act}"
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "Meiner"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.wrap().name == "Diensttelefon"


def test_a_passkey_is_renamed_and_removed_by_its_owner(client: Client) -> None:
    person = staff()
    enter(client, person)
    add(client)
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    number = Authenticator.objects.get(user=person, type="webauthn").pk
    client.post(f"{PASSKEYS}{number}/umbenennen/", {"name": "Altes Telefon"})
    assert "Altes Telefon" in client.get(f"{PASSKEYS}{number}/entfernen/").content.decode()
    client.post(f"{PASSKEYS}{number}/entfernen/")
    assert not Authenticator.objects.filter(user=person).exists()


def test_the_last_passkey_stays_as_long_as_a_factor_is_required(
    client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"coordination"})
    person = coordination()
    enter(client, person)
    add(client)
    number = Authenticator.objects.get(user=person, type="webauthn").pk
    answer = client.post(f"{PASSKEYS}{number}/entfernen/", follow=True)
    assert "Ihre Rolle verlangt" in answer.content.decode()
    assert has_second_factor(person)


def test_a_passkey_confirms_that_it_is_still_the_owner(client: Client) -> None:
    person = staff()
    passkey = passkey_of(person)
    client.force_login(person)
    address = f"{PASSKEYS}bestaetigen/?next={PASSKEYS}neu/"
    options = options_on(client.get(address), "request_options")
    answer = client.post(address, {"credential": passkey.authenticate(options)})
    assert answer["Location"] == f"{PASSKEYS}neu/"
    assert client.get(f"{PASSKEYS}neu/").status_code == 200
