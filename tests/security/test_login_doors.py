"""There is one log-in; every other door leads there or is shut."""

from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.factories.people import PASSWORD, administrator, staff
from tests.factories.site import home

pytestmark = pytest.mark.django_db

LOGIN = "/konto/anmelden/"


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def credentials(user: User) -> dict[str, str]:
    """Return the fields of every log-in form there is, filled in rightly."""
    return {"login": user.email, "username": user.email, "password": PASSWORD}


def test_the_log_in_has_its_german_address() -> None:
    assert reverse("account_login") == LOGIN


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/konto/login/"])
def test_every_other_log_in_leads_to_the_one(client: Client, door: str) -> None:
    assert client.get(f"{door}?next=/admin/").headers.get("Location") == f"{LOGIN}?next=/admin/"
    answer = client.post(door, credentials(administrator()))
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/api/main/pages/"])
def test_the_admin_sends_visitors_to_the_one_log_in(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"{LOGIN}?next={address}"


def test_wagtails_own_password_reset_leads_to_the_one(client: Client) -> None:
    for address in ("/admin/password_reset/", "/admin/password_reset/confirm/MQ/set-password/"):
        assert client.get(address)["Location"] == reverse("account_reset_password")


@pytest.mark.parametrize(
    "target",
    [
        "https://boese.example.org/",
        "//boese.example.org/",
        "/\\boese.example.org",
        "javascript:alert(1)",
        "http:///boese.example.org",
        "https:boese.example.org",
        "/\t/boese.example.org",
        "//boese.example.org\\@testserver/",
    ],
)
def test_nobody_is_led_elsewhere_after_the_log_in(client: Client, target: str) -> None:
    answer = client.post(LOGIN, {**credentials(staff()), "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/intern/"
    again = client.get(LOGIN, {"next": target})  # now logged in: it leads on at once
    assert again["Location"] == "/intern/"


def test_one_gets_where_one_wanted_to_go(client: Client) -> None:
    answer = client.post(LOGIN, {**credentials(staff()), "next": "/partner/?q=b%C3%BC"})
    assert answer["Location"] == "/partner/?q=b%C3%BC"


@pytest.mark.parametrize("name", ["account_signup", "account_email"])
def test_nobody_makes_an_account_or_adds_an_address_by_himself(client: Client, name: str) -> None:
    fields = {"email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD}
    for person in (None, staff()):
        if person:
            client.force_login(person)
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name), fields).status_code == 404
    assert not User.objects.filter(email="neu@example.org").exists()


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "phone/change/", "3rdparty/", "3rdparty/signup/",
     "login/code/", "2fa/trust/", "social/signup/", "social/connections/", "oidc/x/login/"],
)  # fmt: skip
def test_what_allauth_offers_beyond_that_is_not_there(client: Client, address: str) -> None:
    client.force_login(staff())
    assert client.get(f"/konto/{address}").status_code == 404


def test_somebody_who_edits_nothing_is_told_so_instead_of_asked_to_log_in_again(
    client: Client,
) -> None:
    client.force_login(staff())
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "Hier haben Sie keinen Zugang" in answer.content.decode()
    assert 'href="/admin/"' not in answer.content.decode()


def test_who_edits_gets_into_the_admin_and_finds_the_way(client: Client) -> None:
    client.force_login(administrator())
    assert client.get("/admin/").status_code == 200
    assert 'href="/admin/"' in client.get("/").content.decode()
    assert client.get("/admin/login/?next=/admin/", follow=True).status_code == 200
