"""What had been published for a time: gone for everybody at its last second, and said kindly."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import ArticlePage, EventPage
from tests.factories.directory import organisation
from tests.factories.news import article, event, folder
from tests.integration.news.reading import text, titles

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def expired_article(**fields: Any) -> ArticlePage:
    """Return an article that nobody has taken from the web since it has expired."""
    return article(
        organisation(slug="verein", title="Verein Beispiel"),
        "Sommerfest",
        **{
            "first_published_at": timezone.now() - 2 * HOUR,
            "expire_at": timezone.now() - HOUR,
            **fields,
        },
    )


def test_an_expired_article_answers_gone_before_anything_has_run(client: Client) -> None:
    news = expired_article()

    answer = client.get(news.get_url())

    assert answer.status_code == 410
    assert "Sommerfest" not in text(answer)
    assert 'href="/partner/verein/aktuelles/"' in text(answer)
    assert 'href="/suche/"' in text(answer)
    assert 'content="noindex"' in text(answer)


def test_it_still_answers_gone_after_the_command_has_taken_it_from_the_web(client: Client) -> None:
    news = expired_article()

    call_command("publish_scheduled")

    news.refresh_from_db()
    assert (news.live, news.expired) == (False, True)
    assert client.get(news.get_url()).status_code == 410


def test_a_head_request_is_answered_gone(client: Client) -> None:
    answer = client.head(expired_article().get_url())

    assert (answer.status_code, answer.content) == (410, b"")


def test_an_expired_event_answers_gone(client: Client) -> None:
    fest = event(organisation(), "Fest")
    now = timezone.now()
    EventPage.objects.filter(pk=fest.pk).update(
        first_published_at=now - 2 * HOUR, expire_at=now - HOUR
    )

    assert client.get(fest.get_url()).status_code == 410


def test_an_expired_article_is_in_no_list(client: Client) -> None:
    expired_article()

    assert titles(client.get("/aktuelles/")) == []
    assert titles(client.get("/partner/verein/aktuelles/")) == []


def test_an_article_that_expires_later_is_there(client: Client) -> None:
    news = expired_article(expire_at=timezone.now() + HOUR)

    assert client.get(news.get_url()).status_code == 200


@pytest.mark.parametrize(
    "state",
    [
        {"live": False, "expire_at": None},
        {"live": False},
        {"live": False, "go_live_at": timezone.now() + HOUR, "expire_at": None},
    ],
    ids=["draft", "draft with an old end", "scheduled"],
)
def test_what_was_never_public_is_not_said_to_be_gone(
    client: Client, state: dict[str, Any]
) -> None:
    assert client.get(expired_article(**state).get_url()).status_code == 404


def test_what_was_approved_after_its_end_is_not_said_to_be_gone(client: Client) -> None:
    news = expired_article(first_published_at=timezone.now())

    assert client.get(news.get_url()).status_code == 404


def test_a_closed_article_leaves_no_trace_after_its_end(client: Client) -> None:
    news = expired_article()
    before = client.get(news.get_url()).status_code
    restriction = PageViewRestriction.objects.create(page=news, restriction_type="groups")

    answers = {client.get(news.get_url()).status_code}
    restriction.page = folder(news.organisation)
    restriction.save()
    answers.add(client.get(news.get_url()).status_code)

    assert before == 410
    assert 410 not in answers


def test_below_an_expired_article_there_is_nothing(client: Client) -> None:
    address = expired_article().get_url()

    assert client.get(f"{address}mehr/").status_code == 404


def test_in_another_language_it_is_gone_as_well(client: Client) -> None:
    assert client.get(f"/en{expired_article().get_url()}").status_code == 410


def test_a_new_end_brings_it_back(client: Client) -> None:
    news = expired_article()
    call_command("publish_scheduled")
    news = ArticlePage.objects.get(pk=news.pk)
    news.expire_at = timezone.now() + HOUR
    news.save_revision().publish()

    assert client.get(news.get_url()).status_code == 200
