"""People see what the portal knows about them, and take it along."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Comment, Page

from directory.enums import Role
from directory.models import Invitation, Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from portal.accounts.models import Notification, SilencedKind, User
from portal.accounts.notifications import choose_kinds, kinds
from portal.accounts.own_data import own_data, register_section
from tests.factories.directory import office, organisation
from tests.factories.people import PASSWORD, account, editor, staff

pytestmark = pytest.mark.django_db

PAGE, FILE = "/konto/daten/", "/konto/daten/herunterladen/"


def log_in(client: Client, user: User) -> None:
    """Log in and give the password once more, as the portal asks before it hands out data."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def downloaded(client: Client) -> dict[str, Any]:
    answer = client.get(FILE)
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.content)
    return found


@pytest.fixture
def house() -> OrganisationPage:
    return organisation(short_name="Beispielhaus")


@pytest.fixture
def person(house: OrganisationPage) -> User:
    """An editor who has done a bit of everything."""
    who = editor(of=house)
    User.objects.filter(pk=who.pk).update(first_name="Beispiel", last_name="Person")
    who.refresh_from_db()
    page = office(of=house, title="Eigene Seite")
    Page.objects.filter(pk=page.pk).update(owner=who)
    page.save_revision(user=who)
    log(page, "wagtail.edit", user=who)
    Comment.objects.create(page=page, user=who, text="Mein Kommentar", contentpath="title")
    Notification.objects.create(recipient=who, kind="test", text="Mir gesagt", path="/")
    SilencedKind.objects.create(user=who, kind="still")
    Authenticator.objects.create(
        user=who, type=Authenticator.Type.TOTP, data={"secret": "GEHEIMNIS", "name": "App"}
    )
    Invitation.objects.create(
        email=who.email,
        organisation=house,
        roles=[Role.EDITOR],
        token_sha256="f" * 64,
        expires_at="2027-01-01T00:00Z",
    )
    return who


def test_the_file_holds_everything_about_the_person(person: User) -> None:
    data = json.loads(json.dumps(own_data(person), default=str))
    assert data["account"]["email"] == person.email
    assert data["account"]["last_name"] == "Person"
    assert data["roles"][0]["organisation"] == "Beispielhaus"
    assert data["invitations"]["received"][0]["roles"] == ["Redaktion"]
    assert data["log_in"]["second_factors"][0]["name"] == "App"
    assert data["mails"]["notices"][0]["text"] == "Mir gesagt"
    assert data["mails"]["not_wanted"] == ["still"]
    assert data["work"]["pages_owned"][0]["title"] == "Eigene Seite"
    assert data["work"]["drafts_saved"] == 1
    assert data["work"]["comments"][0]["text"] == "Mein Kommentar"
    assert "Entwurf gespeichert" in {entry["act"] for entry in data["log"]}


def test_the_file_names_unwanted_mails_as_their_page_does(person: User) -> None:
    choose_kinds(person, set(kinds()) - {"freigabe"})
    not_wanted = own_data(person)["mails"]["not_wanted"]
    assert "Seiten, die auf meine Freigabe warten" in not_wanted


def test_the_file_holds_no_secret_and_nobody_else(person: User, house: OrganisationPage) -> None:
    other = editor(of=house)
    text = json.dumps(own_data(person), default=str)
    for secret in ("GEHEIMNIS", person.password, "f" * 64, other.email):
        assert secret not in text


def test_a_person_downloads_the_own_data_and_no_cache_keeps_it(client: Client) -> None:
    who = staff()
    log_in(client, who)
    assert who.email in json.dumps(downloaded(client))
    answer = client.get(FILE)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith('attachment; filename="meine-daten-')
    assert answer["Cache-Control"] == "private, no-store"


def test_the_data_is_given_only_to_who_proves_to_be_the_owner(client: Client) -> None:
    for address in (PAGE, FILE):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/anmelden/")
    client.force_login(staff())
    answer = client.get(FILE)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_the_page_leads_to_the_copy_and_to_the_deletion(client: Client) -> None:
    client.force_login(staff())
    text = client.get(PAGE).content.decode()
    assert FILE in text
    assert "/konto/daten/loeschen/" in text
    assert PAGE in client.get("/konto/").content.decode()


def test_two_apps_cannot_give_the_same_part() -> None:
    with pytest.raises(ValueError, match="account"):
        register_section("account", lambda user: None)


def test_somebody_without_any_role_gets_the_own_data_too(client: Client) -> None:
    who = account()
    log_in(client, who)
    data = downloaded(client)
    assert data["roles"] == []
    Membership.objects.create(user=who, role=Role.COORDINATION)
    sync_groups(who)
    assert downloaded(client)["roles"][0]["organisation"] == "Koordination"
