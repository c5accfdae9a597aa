"""What holds for every answer: what may be cached, what is refused."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.factories.people import PASSWORD, administrator, staff
from tests.factories.site import close, home, plain_page

pytestmark = pytest.mark.django_db

# Addresses that a visitor meets; there is no form on them that writes.
PUBLIC = [
    "/",
    "/en/",
    "/partner/",
    "/en/partner/",
    "/vereinbarung/",
    "/anlaufstelle-finden/",
    "/suche/",
    "/offen/",
    "/gibt-es-nicht/",
    "/sitemap.xml",
    "/intern/",
]


@pytest.fixture(autouse=True)
def _site() -> None:
    plain_page(home(), "Offen")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitor_gets_no_cookie_and_may_keep_the_page_but_has_to_ask_again(
    client: Client, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code < 500
    assert not answer.cookies
    assert not answer.has_header("Set-Cookie")
    assert answer["Cache-Control"] == "no-cache"


def test_what_a_visitor_looked_for_is_stored_nowhere(client: Client) -> None:
    answer = client.get("/suche/?q=beratung")
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/", "/offen/", "/partner/"])
def test_pages_differ_by_cookie(client: Client, address: str) -> None:
    assert "Cookie" in client.get(address)["Vary"]


@pytest.mark.parametrize("address", ["/", "/offen/", "/suche/?q=beratung", "/intern/", "/nichts/"])
def test_nothing_that_somebody_saw_while_logged_in_is_stored(client: Client, address: str) -> None:
    client.force_login(staff())
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_the_answer_that_opens_a_session_is_not_stored(client: Client) -> None:
    fields = {"login": staff().email, "password": PASSWORD}
    answer = client.post("/konto/anmelden/", fields)
    assert answer.cookies["sessionid"]
    assert answer["Cache-Control"] == "private, no-store"


def test_the_admin_is_not_stored(client: Client) -> None:
    client.force_login(administrator())
    assert client.get("/admin/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/", "/offen/", "/partner/"])
def test_an_unchanged_page_is_not_sent_twice(client: Client, address: str) -> None:
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again["Cache-Control"] == "no-cache"


def test_a_changed_page_is_sent_again(client: Client) -> None:
    page = plain_page(home(), "Veränderlich")
    tag = client.get(page.url)["ETag"]
    page.title = "Verändert"
    page.save()
    assert client.get(page.url, headers={"If-None-Match": tag}).status_code == 200


def test_an_old_tag_does_not_tell_that_a_page_is_hidden_now(client: Client) -> None:
    page = plain_page(home(), "Bald geschlossen")
    tag = client.get(page.url)["ETag"]
    close(page, [Group.objects.create(name="Andere")])
    assert client.get(page.url, headers={"If-None-Match": tag}).status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/partner/%00/",
        "/suche/?q=%00",
        "/suche/?q=a%00b",
        "/?%00",
        "/en/?x=%00",
        "/admin/%00",
        "/static/%00.css",
        "/static/portal/%00",
        "/dokumente/1/%00.pdf",
    ],
)
@pytest.mark.parametrize("is_logged_in", [False, True])
def test_a_nul_is_refused_with_a_page_that_says_so(
    client: Client, address: str, is_logged_in: bool
) -> None:
    client.get("/en/")  # what one request leaves behind must not colour the next
    if is_logged_in:
        client.force_login(staff())
    answer = client.get(address)
    assert answer.status_code == 400
    language = "en" if address.startswith("/en/") else "de"
    assert f'<html lang="{language}"' in answer.content.decode()
    if language == "de":
        assert "Zeichen, das es in Texten nicht gibt." in answer.content.decode()
    assert answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.get("/", headers={"Host": "boese.example.org"}).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/?seite=%C3%28", "/%C3%28/", "/suche/?q=%FF%FE", "/" + "a/" * 500, "/?q=" + "ä" * 3000],
)
def test_strange_addresses_are_no_fault_of_the_portal(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 400, 404)
