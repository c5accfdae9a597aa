"""Every organisation has its folder for articles, whatever happened to it."""

import pytest
from django.core.management import call_command
from wagtail.models import Page

from directory.models import OrganisationPage
from directory.provisioning import provision_organisation
from news.folders import ensure_news_folder
from news.models import NewsFolderPage
from portal.operations.site import ensure_site
from tests.factories.directory import office, organisation
from tests.factories.news import article, folder, news_index

pytestmark = pytest.mark.django_db


def stored(page: Page) -> Page:
    """Return a page as the database holds it."""
    return Page.objects.get(pk=page.pk).specific


def test_a_new_organisation_has_a_folder_at_the_agreed_address() -> None:
    verein = organisation(slug="verein")

    assert folder(verein).get_url() == "/partner/verein/aktuelles/"
    assert folder(verein).live


def test_provisioning_again_keeps_the_folder_as_the_editors_left_it() -> None:
    verein = organisation()
    article(verein)
    NewsFolderPage.objects.update(title="Neues von uns")

    provision_organisation(verein)

    assert NewsFolderPage.objects.count() == 1
    assert folder(verein).title == "Neues von uns"
    assert folder(verein).get_children().count() == 1


def test_a_deleted_folder_is_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    verein = organisation()
    folder(verein).delete()

    call_command("provision")

    assert folder(verein).slug == "aktuelles"


def test_a_folder_with_another_address_is_put_right_with_its_articles() -> None:
    verein = organisation(slug="verein")
    news = article(verein, "Neue Zeiten")
    moved = folder(verein)
    moved.slug = "anders"
    moved.save()

    ensure_news_folder(verein)

    assert stored(news).get_url() == "/partner/verein/aktuelles/neue-zeiten/"


def test_a_page_of_another_kind_gives_the_address_away() -> None:
    verein = organisation()
    folder(verein).delete()
    other = office(of=verein, title="Aktuelles", slug="aktuelles")

    ensure_news_folder(verein)

    assert folder(verein).slug == "aktuelles"
    assert stored(other).slug == f"aktuelles-{other.pk}"


def test_an_organisation_in_memory_can_have_more_pages_below_it() -> None:
    verein = organisation()
    stale = OrganisationPage.objects.get(pk=verein.pk)
    folder(verein).delete()
    office(of=verein)

    ensure_news_folder(stale)
    ensure_news_folder(stale)

    assert stored(verein).get_children().count() == 2


def test_the_standing_site_has_one_list_of_articles() -> None:
    ensure_site()
    ensure_site()

    assert news_index().get_url() == "/aktuelles/"
