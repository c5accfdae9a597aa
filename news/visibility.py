"""Who may see what belongs to news. Pages have the policy of all pages."""

from typing import Any

from django.db.models import QuerySet

from news.models import (
    BrokenLink,
    DigestIssue,
    DigestMail,
    DigestReader,
    EventException,
    EventOccurrence,
    EventPage,
    Highlight,
    LastLook,
    Notice,
    NoticeAcknowledgement,
    PreviewLink,
)
from news.notices.permissions import NOTICES
from portal.core.visibility import CLOSED, Policy, Viewer, register, tokens_of, visible


def _of_visible_events(parts: QuerySet[Any], who: Viewer) -> QuerySet[Any]:
    return parts.filter(event__in=visible(EventPage.objects.all(), who))


OF_EVENTS = Policy(visible_to=_of_visible_events, tokens_of=lambda part: tokens_of(part.event))
"""What belongs to an event is as visible as the event."""


def register_policies() -> None:
    """Register the policy of every model of news."""
    for part in (EventException, EventOccurrence):
        register(part, OF_EVENTS)
    for kept in (
        BrokenLink,
        DigestIssue,
        DigestMail,
        DigestReader,
        Highlight,
        LastLook,
        NoticeAcknowledgement,
        PreviewLink,
    ):
        register(kept, CLOSED)
    register(Notice, NOTICES)
