"""The editor's page for preview links, as it is used in the admin."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import OrganisationPage
from news.models import ArticlePage, PreviewLink
from portal.accounts.models import User
from tests.factories.directory import office, organisation
from tests.factories.news import article, news_index
from tests.factories.people import editor, lead_editor
from tests.integration.news.reading import text

pytestmark = pytest.mark.django_db
LINK = re.compile(r'value="(http://[^"]*(/aktuelles/vorschau/[\w-]{43}/))"')


@pytest.fixture
def verein() -> OrganisationPage:
    """An organisation, on a site with /aktuelles/."""
    news_index()
    return organisation()


@pytest.fixture
def author(verein: OrganisationPage, client: Client) -> User:
    """Its editor, who has logged in."""
    person = editor(of=verein)
    client.force_login(person)
    return person


@pytest.fixture
def news(verein: OrganisationPage) -> ArticlePage:
    """A draft of it."""
    return article(verein, "Geheimer Umzug", live=False)


def page_of(news: Any) -> str:
    """Return the address of the editor's page."""
    return reverse("news_preview_links", args=[news.pk])


def test_an_editor_makes_a_link_and_a_visitor_reads_the_draft(
    client: Client, author: User, news: ArticlePage
) -> None:
    made = text(client.post(page_of(news), {"days": "7"}))

    found = LINK.search(made)
    assert found is not None
    assert "Geheimer Umzug" in text(Client().get(found[2]))
    days = (PreviewLink.objects.get().ends_at - timezone.now()).total_seconds() / 86400
    assert days == pytest.approx(7, abs=0.01)


def test_the_link_is_shown_once(client: Client, author: User, news: ArticlePage) -> None:
    client.post(page_of(news), {"days": "1"})

    later = text(client.get(page_of(news)))

    assert "/aktuelles/vorschau/" not in later
    assert 'name="withdraw"' in later


def test_an_editor_withdraws_a_link(client: Client, author: User, news: ArticlePage) -> None:
    client.post(page_of(news), {"days": "1"})

    answer = client.post(
        page_of(news), {"withdraw": str(PreviewLink.objects.get().pk)}, follow=True
    )

    assert "Der Link ist zurückgezogen" in text(answer)
    assert "Keiner." in text(answer)
    assert not PreviewLink.objects.exists()


def test_nobody_withdraws_the_link_of_somebody_else(
    client: Client, author: User, news: ArticlePage, verein: OrganisationPage
) -> None:
    client.post(page_of(news), {"days": "1"})
    client.force_login(lead_editor(of=verein))

    client.post(page_of(news), {"withdraw": str(PreviewLink.objects.get().pk)})

    assert PreviewLink.objects.exists()
    assert 'name="withdraw"' not in text(client.get(page_of(news)))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("", "Bitte wählen Sie, wie lange der Link gelten soll."),
        ("30", "Bitte wählen Sie eine der Zeiten aus der Liste."),
        ("x", "Bitte wählen Sie eine der Zeiten aus der Liste."),
    ],
)
def test_a_time_that_is_not_on_offer_is_refused_at_the_field(
    client: Client, author: User, news: ArticlePage, days: str, sentence: str
) -> None:
    answer: Any = client.post(page_of(news), {"days": days})

    assert answer.context["form"].errors["days"] == [sentence]
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("key", ["x", "-1", "99999999999999999999", "²"])
def test_a_key_that_is_none_is_refused(
    client: Client, author: User, news: ArticlePage, key: str
) -> None:
    assert client.post(page_of(news), {"withdraw": key}).status_code == 404


def test_an_editor_of_another_organisation_gets_no_link(client: Client, news: ArticlePage) -> None:
    client.force_login(editor(of=organisation()))

    answer = client.post(page_of(news), {"days": "1"})

    assert answer.status_code == 302
    assert not PreviewLink.objects.exists()


def test_an_office_has_no_preview_link(
    client: Client, author: User, verein: OrganisationPage
) -> None:
    place = office(of=verein)

    assert client.get(page_of(place)).status_code == 302
    edit = text(client.get(reverse("wagtailadmin_pages:edit", args=[place.pk])))
    assert page_of(place) not in edit


def test_the_page_is_offered_where_the_article_is_edited_and_listed(
    client: Client, author: User, news: ArticlePage
) -> None:
    edit = text(client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])))
    listing = text(client.get(reverse("wagtailadmin_explore", args=[news.get_parent().pk])))

    assert page_of(news) in edit
    assert page_of(news) in listing
