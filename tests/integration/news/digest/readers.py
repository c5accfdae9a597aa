"""Readers of the digest, and news that came out in the time of an issue."""

import re
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from directory.models import OrganisationPage, Topic
from news.digest.queueing import queue_issues
from news.enums import Rhythm
from news.models import ArticlePage, DigestIssue, DigestReader, EventPage
from tests.factories.news import article, event

_numbers = count(1)
MONDAY = datetime.fromisoformat("2026-03-02T07:00:00+01:00")
"""The end of a weekly and of a daily issue."""
HERE = {"Origin": "http://testserver"}
ADDRESS = "leserin@example.org"


def reader(email: str = ADDRESS, rhythm: Rhythm = Rhythm.WEEKLY, **facts: Any) -> DigestReader:
    """Return somebody who confirmed long ago; `organisations` and `topics` are lists."""
    chosen = {name: facts.pop(name, ()) for name in ("organisations", "topics")}
    long_ago = MONDAY - timedelta(days=100)
    made = DigestReader.objects.create(
        email=email, rhythm=rhythm, **{"confirmed_at": long_ago, **facts}
    )
    for name, rows in chosen.items():
        getattr(made, name).set(rows)
    return made


def published(of: OrganisationPage, title: str, at: datetime, **facts: Any) -> ArticlePage:
    """Return an article that was published at a moment."""
    topics = facts.pop("topics", ())
    made = article(of, title, **facts)
    made.topics.set(topics)
    made.save()
    ArticlePage.objects.filter(pk=made.pk).update(first_published_at=at, last_published_at=at)
    return made


def announced(of: OrganisationPage, title: str, at: datetime, **facts: Any) -> EventPage:
    """Return an event that was published at a moment."""
    made = event(of, title, **facts)
    EventPage.objects.filter(pk=made.pk).update(first_published_at=at, last_published_at=at)
    return made


def topic() -> Topic:
    """Return a topic that is not there yet."""
    return Topic.objects.create(code=f"beispiel-{next(_numbers)}", name="Beispielanliegen")


def an_hour_ago() -> datetime:
    """Return a moment that lies in the last issue of today's day, once it is queued by `due`."""
    return timezone.now() - timedelta(hours=1)


def due(rhythm: Rhythm = Rhythm.WEEKLY) -> DigestIssue:
    """Queue an issue of the last two hours that has just ended."""
    now = timezone.now()
    issue = DigestIssue.objects.create(
        rhythm=rhythm, begins_at=now - timedelta(hours=2), ends_at=now
    )
    queue_issues(now)
    issue.refresh_from_db()
    return issue


def link_in(body: Any) -> str:
    """Return the first address of a reader's page in a mail."""
    found = re.search(r"(/aktuelles/abo/\S+)", str(body))
    assert found
    return found[1]
