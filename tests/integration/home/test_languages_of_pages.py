"""What has no translation is shown in German below the reader's prefix."""

from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import Locale

from portal.home.models import HomePage
from tests.factories.site import close, home, intern, plain_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site() -> None:
    home()


def test_an_untranslated_page_is_read_in_german_within_the_english_interface(
    client: Client,
) -> None:
    page = plain_page(home(), "Nur auf Deutsch")
    answer = client.get(f"/en/{page.slug}/")
    content = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Nur auf Deutsch</h1>" in content
    assert '<html lang="en"' in content
    assert 'lang="de"' in content
    assert "Skip to content" in content


def test_a_translated_page_is_read_in_its_language(client: Client) -> None:
    page = plain_page(home(), "Hilfe")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Help"
    english.save_revision().publish()
    assert "<h1>Hilfe</h1>" in client.get("/hilfe/").content.decode()
    assert "<h1>Help</h1>" in client.get("/en/hilfe/").content.decode()


def test_a_page_that_no_language_has_is_missing_in_the_language_of_the_reader(
    client: Client,
) -> None:
    answer = client.get("/en/gibt-es-nicht/")
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.content.decode()
    assert "This page does not exist" in answer.content.decode()


def test_the_fallback_opens_no_closed_page(client: Client) -> None:
    page = plain_page(home(), "Zu")
    close(page)
    assert client.get("/en/zu/").status_code == 302
    plain_page(intern(), "Drinnen")
    assert client.get("/en/intern/drinnen/").status_code == 302


def test_the_english_tree_without_a_german_one_is_no_fault(client: Client) -> None:
    HomePage.objects.filter(pk=home("en").pk).update(translation_key=uuid4())
    assert client.get("/en/gibt-es-nicht/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/partner/", "/vereinbarung/", "/suche/", "/anlaufstelle-finden/"]
)
def test_every_page_links_to_itself_in_each_language(client: Client, path: str) -> None:
    for address in (path, f"/en{path}"):
        content = client.get(address).content.decode()
        assert f'href="/en{path}"' in content
        assert f'href="{path}"' in content
        assert 'hreflang="en"' in content


def test_the_footer_leads_to_the_pages_in_the_language_of_the_reader(client: Client) -> None:
    assert 'href="/impressum/"' in client.get("/").content.decode()
    assert 'href="/en/impressum/"' in client.get("/en/").content.decode()


def test_a_browsers_language_does_not_change_an_address(client: Client) -> None:
    answer = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="de"' in answer.content.decode()
