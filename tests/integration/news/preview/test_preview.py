"""What the holder of a secret link sees, and when there is nothing to see."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import PageLogEntry

from directory.models import Membership, OrganisationPage
from directory.people.group_sync import sync_groups
from news.models import ArticlePage, PreviewLink
from news.preview.links import forget_links, links_of, make_link, withdraw_link
from portal.accounts.models import User
from tests.factories.directory import organisation
from tests.factories.news import article, event, news_index, paragraph, picture
from tests.factories.people import editor, staff
from tests.integration.news.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def verein() -> OrganisationPage:
    """An organisation, on a site with /aktuelles/."""
    news_index()
    return organisation(slug="verein", title="Verein Beispiel")


@pytest.fixture
def author(verein: OrganisationPage) -> User:
    """Its editor."""
    return editor(of=verein)


@pytest.fixture
def news(verein: OrganisationPage) -> ArticlePage:
    """An article of it that nobody has published."""
    return article(verein, "Geheimer Umzug", live=False)


def address(secret: str) -> str:
    """Return where a secret leads."""
    return f"/aktuelles/vorschau/{secret}/"


def test_a_colleague_without_an_account_reads_the_draft(
    client: Client, author: User, news: ArticlePage
) -> None:
    page = text(client.get(address(make_link(author, news, 3))))

    assert '<h1 lang="de">Geheimer Umzug</h1>' in page
    assert "Mehr dazu im Text." in page
    assert "Entwurf, nicht veröffentlicht. Der Link gilt bis" in page


def test_the_draft_of_an_event_is_shown_as_an_event(
    client: Client, author: User, verein: OrganisationPage
) -> None:
    draft = event(verein, "Geheimes Fest", live=False)

    page = text(client.get(address(make_link(author, draft, 3))))

    assert "Geheimes Fest" in page
    assert "Entwurf, nicht veröffentlicht." in page


def test_it_is_the_newest_draft_and_not_what_is_published(
    client: Client, author: User, verein: OrganisationPage
) -> None:
    news = article(verein, "Alter Titel")
    secret = make_link(author, news, 1)
    published = text(client.get(address(secret)))
    news.title = "Neuer Titel"
    news.save_revision()

    page = text(client.get(address(secret)))

    assert "Diese Fassung ist schon veröffentlicht." in published
    assert "Neuer Titel" in page
    assert "Entwurf, nicht veröffentlicht." in page
    assert "Alter Titel" not in page
    assert "Alter Titel" in text(client.get(news.get_url()))


def test_nobody_keeps_finds_or_passes_on_the_address(
    client: Client, author: User, news: ArticlePage
) -> None:
    answer = client.get(address(make_link(author, news, 1)))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in text(answer)
    assert 'rel="canonical"' not in text(answer)
    assert not answer.cookies


def test_only_the_hash_of_the_secret_is_kept(author: User, news: ArticlePage) -> None:
    secret = make_link(author, news, 1)

    link = PreviewLink.objects.get()

    assert link.digest == sha256(secret.encode()).hexdigest()
    assert len(secret) >= 43


def test_all_that_is_no_link_any_more_answers_alike(
    client: Client, author: User, news: ArticlePage
) -> None:
    secrets = [make_link(author, news, 1) for _each in range(3)]
    over, withdrawn, deleted = PreviewLink.objects.order_by("pk")
    PreviewLink.objects.filter(pk=over.pk).update(ends_at=timezone.now())
    withdraw_link(author, news, withdrawn.pk)
    open_before = client.get(address(secrets[2])).status_code
    answers = [client.get(address(secret)) for secret in ("unbekannt", *secrets[:2])]
    news.delete()
    answers.append(client.get(address(secrets[2])))

    assert open_before == 200
    assert {answer.status_code for answer in answers} == {404}
    sentence = "Diese Vorschau gibt es nicht oder nicht mehr."
    assert all(sentence in text(answer) for answer in answers)
    assert not PreviewLink.objects.filter(pk=deleted.pk).exists()


def test_a_link_ends_with_the_rights_of_who_made_it(
    client: Client, author: User, news: ArticlePage
) -> None:
    secret = make_link(author, news, 14)
    Membership.objects.filter(user=author).delete()
    sync_groups(author)

    assert client.get(address(secret)).status_code == 404


def test_a_link_ends_with_the_account_of_who_made_it(
    client: Client, author: User, news: ArticlePage
) -> None:
    secret = make_link(author, news, 14)
    User.objects.filter(pk=author.pk).update(is_active=False)

    assert client.get(address(secret)).status_code == 404


@pytest.mark.parametrize("outsider", ["editor_elsewhere", "staff"])
def test_who_may_not_edit_a_page_shares_no_draft_of_it(
    verein: OrganisationPage, news: ArticlePage, outsider: str
) -> None:
    person = staff(of=verein) if outsider == "staff" else editor(of=organisation())

    with pytest.raises(PermissionDenied):
        make_link(person, news, 1)


@pytest.mark.parametrize("days", [0, 2, 15, -1])
def test_a_link_holds_only_for_one_of_the_times_on_offer(
    author: User, news: ArticlePage, days: int
) -> None:
    with pytest.raises(ValueError, match="not on offer"):
        make_link(author, news, days)


def test_a_draft_shows_no_file_that_is_closed_and_says_so(
    client: Client, author: User, verein: OrganisationPage
) -> None:
    news = article(
        verein, live=False, body=[picture("Drei Stühle"), paragraph("Bis 20 Uhr."), picture("Tür")]
    )

    page = text(client.get(address(make_link(author, news, 1))))

    assert "Drei Stühle" not in page
    assert "/media/images/" not in page
    assert "Bis 20 Uhr." in page
    assert "2 Bilder oder Anhänge fehlen in dieser Vorschau" in page


def test_a_picture_that_is_public_is_shown_in_a_draft(
    client: Client, author: User, verein: OrganisationPage
) -> None:
    news = article(verein, body=[picture("Drei Stühle")])
    news.title = "Neuer Titel"
    news.save_revision()

    page = text(client.get(address(make_link(author, news, 1))))

    assert 'alt="Drei Stühle"' in page
    assert "in dieser Vorschau" not in page


def test_nobody_writes_to_a_preview(client: Client, author: User, news: ArticlePage) -> None:
    assert client.post(address(make_link(author, news, 1))).status_code == 405


def test_a_head_request_is_answered(client: Client, author: User, news: ArticlePage) -> None:
    answer = client.head(address(make_link(author, news, 1)))

    assert (answer.status_code, answer.content) == (200, b"")


def test_whoever_guesses_is_soon_refused(client: Client, news: Any, settings: Settings) -> None:
    settings.THROTTLED = True
    caches["memory"].clear()

    answers = [client.get(address(f"versuch-{number}")).status_code for number in range(61)]

    assert answers[:60] == [404] * 60
    assert answers[60] == 429


def test_links_that_are_over_are_forgotten(author: User, news: ArticlePage) -> None:
    make_link(author, news, 1)
    make_link(author, news, 7)

    forgotten = forget_links(timezone.now() + timedelta(days=2))

    assert forgotten == 1
    assert len(links_of(author, news)) == 1


def test_making_and_withdrawing_are_in_the_log(author: User, news: ArticlePage) -> None:
    make_link(author, news, 1)
    withdraw_link(author, news, PreviewLink.objects.get().pk)

    entries = PageLogEntry.objects.filter(page=news.pk, action__startswith="portal.preview.")
    assert set(entries.values_list("action", "user")) == {
        ("portal.preview.make", author.pk),
        ("portal.preview.withdraw", author.pk),
    }
