"""Old addresses lead on to pages the reader may see; to others they are missing."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from directory.groups import NETWORK
from tests.factories.directory import organisation
from tests.factories.people import account, coordination, editor, staff
from tests.factories.site import close, home, intern, plain_page

pytestmark = pytest.mark.django_db


def rename(page: Page, slug: str) -> None:
    page = Page.objects.get(pk=page.pk).specific
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def test_a_renamed_page_is_found_at_its_old_address(client: Client) -> None:
    rename(plain_page(home(), "Alte Seite"), "neue-seite")
    answer = client.get("/alte-seite/?a=b")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/neue-seite/")


@pytest.mark.parametrize("method", ["get", "head", "post", "options"])
@pytest.mark.parametrize("end", ["", "?a=b"])
def test_to_a_closed_page_nobody_is_led_who_may_not_see_it(method: str, end: str) -> None:
    page = plain_page(home(), "Alte Seite")
    rename(page, "geheime-seite")
    close(page, [Group.objects.get(name=NETWORK)])
    for person in (None, account()):
        client = Client()
        if person:
            client.force_login(person)
        old = getattr(client, method)(f"/alte-seite/{end}")
        missing = getattr(client, method)(f"/nie-dagewesen/{end}")
        assert old.status_code == missing.status_code
        assert "geheime-seite" not in old.content.decode() + str(old.headers)
        assert {k for k in old.headers if k != "ETag"} == {
            k for k in missing.headers if k != "ETag"
        }
    inside = Client()
    inside.force_login(staff())
    assert getattr(inside, method)("/alte-seite/").status_code == 301


@pytest.mark.parametrize("how", ["draft", "moved to the staff area"])
def test_to_a_page_that_is_gone_nobody_is_led(client: Client, how: str) -> None:
    page = plain_page(home(), "Alte Seite")
    rename(page, "geheime-seite")
    page = Page.objects.get(pk=page.pk)
    if how == "draft":
        page.specific.unpublish()
    else:
        page.move(intern(), pos="last-child")
    answer = client.get("/alte-seite/")
    assert answer.status_code == 404
    assert "geheim" not in answer.content.decode()


def test_a_redirect_elsewhere_holds_for_everybody(client: Client) -> None:
    home()
    Redirect.add_redirect("/broschuere", "https://www.example.org/", site=Site.objects.get())
    assert client.get("/broschuere/")["Location"] == "https://www.example.org/"


def test_redirects_are_the_coordinations(client: Client) -> None:
    page = plain_page(home(), "Alte Seite")
    rename(page, "neue-seite")
    pk = Redirect.objects.get().pk
    addresses = ["", "add/", f"{pk}/", f"{pk}/delete/", "import/", "results/"]
    for person, is_let_in in ((editor(of=organisation()), False), (coordination(), True)):
        client.force_login(person)
        for address in addresses:
            answer = client.get(f"/admin/redirects/{address}")
            assert (answer.status_code == 200) is is_let_in, address
            assert is_let_in or "alte-seite" not in answer.content.decode()


def test_looking_an_address_up_costs_the_same_however_many_redirects_there_are(
    client: Client,
) -> None:
    def queries() -> int:
        client.get("/nie-dagewesen/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/nie-dagewesen/").status_code == 404
        return len(captured)

    home()
    before = queries()
    for number in range(4):
        rename(plain_page(home(), f"Alt {number}"), f"neu-{number}")
    assert queries() == before
