"""Below the closed entrance nobody learns what is there: hidden and missing answer alike."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories.people import account, administrator, staff
from tests.factories.site import close, home, intern, plain_page

pytestmark = pytest.mark.django_db

HIDDEN = "/intern/geheimer-vermerk/"
DRAFT = "/intern/entwurf/"
MISSING = "/intern/nie-dagewesen/"
DEEP = "/intern/geheimer-vermerk/noch/tiefer/"
METHODS = ["get", "head", "options", "put", "delete", "patch"]


@pytest.fixture(autouse=True)
def _pages() -> None:
    plain_page(intern(), "Geheimer Vermerk")
    plain_page(intern(), "Entwurf", live=False)


def logged_in(client: Client, who: Callable[[], object]) -> Client:
    client.force_login(who())  # type: ignore[arg-type]
    return client


def shown(content: bytes, address: str) -> str:
    """Return a page without its own address, which language links and forms repeat."""
    return re.sub(r'value="[^"]*"', "", content.decode().replace(address.strip("/"), ""))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_visitor_is_sent_to_the_log_in_from_every_address(
    client: Client, method: str, prefix: str
) -> None:
    for address in ("/intern/", HIDDEN, DRAFT, MISSING, DEEP):
        answer = client.generic(method.upper(), prefix + address)
        assert answer.status_code == 302, address
        login = "/en/konto/anmelden/" if prefix else "/konto/anmelden/"
        assert answer["Location"] == f"{login}?next={prefix}{address}"
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("method", METHODS)
def test_somebody_without_the_right_learns_nothing(client: Client, method: str) -> None:
    logged_in(client, account)
    assert client.generic(method.upper(), "/intern/").status_code == 404
    answers = {
        address: client.generic(method.upper(), address)
        for address in (HIDDEN, DRAFT, MISSING, DEEP)
    }
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({shown(answer.content, address) for address, answer in answers.items()}) == 1
    assert all("Geheimer" not in answer.content.decode() for answer in answers.values())


def test_staff_reads_what_is_there_and_is_told_what_is_not(client: Client) -> None:
    logged_in(client, staff)
    assert client.get("/intern/").status_code == 200
    assert "Geheimer Vermerk" in client.get("/intern/").content.decode()
    assert "Geheimer Vermerk" in client.get(HIDDEN).content.decode()
    assert client.get(DRAFT).status_code == 404
    assert client.get(MISSING).status_code == 404


def test_a_list_in_the_staff_area_leaves_out_what_the_reader_may_not_see(client: Client) -> None:
    close(plain_page(intern(), "Nur für andere"), [Group.objects.create(name="Andere")])
    logged_in(client, staff)
    assert "Nur für andere" not in client.get("/intern/").content.decode()
    assert client.get("/intern/nur-fur-andere/").status_code == 404


@pytest.mark.parametrize("kind", ["login", "password"])
def test_any_log_in_or_a_shared_password_opens_nothing(client: Client, kind: str) -> None:
    page = plain_page(home(), "Alt geschützt")
    restriction = close(page, kind=kind)
    assert client.get(page.url).status_code == 302
    door = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert client.get(door).status_code == 404
    assert client.post(door, {"password": "offen", "return_url": page.url}).status_code == 404
    for who in (account, staff, administrator):
        assert logged_in(Client(), who).get(page.url).status_code == 404


def test_an_expired_or_unpublished_page_is_missing_for_everybody(client: Client) -> None:
    expired = plain_page(home(), "Abgelaufen", expire_at=timezone.now())
    draft = plain_page(home(), "Unveröffentlicht", live=False)
    for address in (f"/{expired.slug}/", f"/{draft.slug}/"):
        assert client.get(address).status_code == 404
        assert logged_in(Client(), administrator).get(address).status_code == 404


def test_whether_a_closed_page_has_a_number_is_told_to_nobody(client: Client) -> None:
    restriction = PageViewRestriction.objects.get()
    answers = [
        client.get(f"/_util/authenticate_with_password/{number}/{page}/")
        for number, page in ((restriction.pk, restriction.page_id), (restriction.pk, 0), (0, 0))
    ]
    assert {answer.status_code for answer in answers} == {404}


def test_the_site_map_lists_no_closed_page(client: Client) -> None:
    plain_page(home(), "Offene Seite")
    site_map = client.get("/sitemap.xml").content.decode()
    assert "/offene-seite/" in site_map
    assert "/intern/" not in site_map
