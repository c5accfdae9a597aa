"""Pages appear and close at the time that an editor has set."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage, Highlight, PreviewLink
from news.preview.links import make_link
from portal.accounts.mail_rounds import send_all
from tests.factories.directory import organisation
from tests.factories.news import article, article_form, folder, news_index, paragraph
from tests.factories.people import editor
from tests.integration.news.reading import text

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def scheduled_article() -> ArticlePage:
    """Return an article that has been approved to appear at a moment that has just come."""
    news = article(organisation(), "Neue Zeiten", live=False)
    news.go_live_at = timezone.now() + HOUR
    revision = news.save_revision()
    revision.publish()
    revision.refresh_from_db()
    moment = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"], revision.approved_go_live_at = moment.isoformat(), moment
    revision.save()
    return ArticlePage.objects.get(pk=news.pk)


def test_a_scheduled_article_appears_in_the_loop_that_sends_mails() -> None:
    news = scheduled_article()
    before = Client().get(news.get_url()).status_code

    send_all()

    assert (before, Client().get(news.get_url()).status_code) == (404, 200)


def test_the_loop_takes_an_expired_article_from_the_web() -> None:
    news = article(organisation(), expire_at=timezone.now() - HOUR)

    send_all()

    news.refresh_from_db()
    assert (news.live, news.expired) == (False, True)


def test_a_page_that_fails_keeps_no_mail_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("news.scheduling.call_command", fail)

    send_all()

    assert "could not be published" in caplog.text


def test_a_database_that_is_away_ends_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("news.scheduling.call_command", away)

    with pytest.raises(OperationalError):
        send_all()


def test_the_daily_command_does_everything_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    news_index()
    verein = organisation()
    news = article(verein, body=[paragraph('<a href="/nirgends/">hier</a>')])
    over = article(verein, expire_at=timezone.now() - HOUR)
    make_link(editor(of=verein), news, 1)
    PreviewLink.objects.update(ends_at=timezone.now())
    today = timezone.localdate()
    Highlight.objects.create(page=news, until=today - timedelta(days=1))
    Highlight.objects.create(page=article(verein), until=today)

    call_command("tend_news")

    said = capsys.readouterr().out
    over.refresh_from_db()
    assert not over.live
    assert "1 newly broken, 0 still broken, 0 mended" in said
    assert "Deleted 1 preview links" in said
    assert "Deleted 1 highlights" in said
    assert list(Highlight.objects.values_list("until", flat=True)) == [today]


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        ("2099-03-02 10:00", "2099-03-01 10:00", {"go_live_at", "expire_at"}),
        ("", "2020-03-01 10:00", {"expire_at"}),
    ],
    ids=["ends before it begins", "is over already"],
)
def test_an_end_that_cannot_be_is_refused_at_the_field_and_nothing_is_lost(
    client: Client, start: str, end: str, fields: set[str]
) -> None:
    verein = organisation()
    client.force_login(editor(of=verein))
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", folder(verein).pk])

    answer: Any = client.post(address, article_form(go_live_at=start, expire_at=end))

    assert set(answer.context["form"].errors) == fields
    assert not ArticlePage.objects.exists()
    page = text(answer)
    for typed in (
        start,
        end,
        "Neue Sprechstunde",
        "Ab März beraten wir auch am Abend.",
        "Am Abend",
    ):
        assert typed in page
