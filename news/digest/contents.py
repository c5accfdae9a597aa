"""What an issue of the digest tells: what every visitor may read at this moment.

Asked anew when a mail is sent: what was hidden or has expired since is not told any more.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from directory.models import OrganisationPage
from news.digest.choosing import Choice, Contents, Item
from news.enums import EventState
from news.events.days import Occurrence
from news.events.words import span_in_words, state_in_words
from news.models import ArticlePage, DigestIssue, DigestReader, EventOccurrence, EventPage
from news.models.publication import PublicationPage
from portal.core.visibility import Viewer, visible

MOST_DAYS = 5
"""So many days of an event are told; its page tells the others."""


def contents_of(issue: DigestIssue, now: datetime) -> Contents:
    """Return all that an issue tells, in constant queries.

    Articles and events that were published in its time; of older events those that were
    published anew in it and do not take place, or not when they should. Nothing of events that
    are over.
    """
    who = Viewer()
    time = (issue.begins_at, issue.ends_at)
    articles = _since(visible(ArticlePage.objects.all(), who), "first_published_at", *time)
    events = _since(visible(EventPage.objects.all(), who), "first_published_at", *time)
    again = _since(visible(EventPage.objects.all(), who), "last_published_at", *time)
    changed = list(again.filter(first_published_at__lt=issue.begins_at))
    new = list(events)
    with override(settings.LANGUAGE_CODE):
        coming = _coming([*new, *changed], now)
        off = {
            key: [one for one in dates if one.state != EventState.PLANNED]
            for key, dates in coming.items()
        }
        return Contents(
            articles=_items(articles),
            events=_items(new, {key: dates[:1] for key, dates in coming.items()}),
            changed=_items(changed, {key: dates for key, dates in off.items() if dates}),
        )


def choices_of(readers: Iterable[int]) -> dict[int, Choice]:
    """Return what some readers chose, by their keys (two queries)."""
    keys = list(readers)
    organisations, topics = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for found, field, name in (
        (organisations, DigestReader.organisations, "organisationpage_id"),
        (topics, DigestReader.topics, "topic_id"),
    ):
        rows = field.through.objects.filter(digestreader_id__in=keys)
        for reader, chosen in rows.values_list("digestreader_id", name):
            found[reader].add(chosen)
    return {key: Choice(frozenset(organisations[key]), frozenset(topics[key])) for key in keys}


def _since(pages: QuerySet[Any], field: str, begin: datetime, end: datetime) -> QuerySet[Any]:
    published = pages.filter(**{f"{field}__gte": begin, f"{field}__lt": end})
    return published.defer_streamfields().order_by(field, "pk")  # type: ignore[attr-defined]


def _coming(events: Iterable[EventPage], now: datetime) -> dict[int, list[EventOccurrence]]:
    """Return the dates of events that are not over, the next one first, by the event's key."""
    found = defaultdict[int, list[EventOccurrence]](list)
    rows = EventOccurrence.objects.filter(event__in=[event.pk for event in events], ends__gt=now)
    for occurrence in rows.order_by("starts", "pk"):
        found[occurrence.event_id].append(occurrence)
    return found


def _items(
    pages: Iterable[PublicationPage], dates: dict[int, list[EventOccurrence]] | None = None
) -> tuple[Item, ...]:
    """Return the items of pages; of events only those with a date to tell."""
    shown = [page for page in pages if dates is None or page.pk in dates]
    if not shown:
        return ()
    paths = {page.organisation_path for page in shown}
    rows = OrganisationPage.objects.filter(path__in=paths).values_list("path", "pk", "title")
    organisations = {path: (key, title) for path, key, title in rows}
    topics = _topics(type(shown[0]), [page.pk for page in shown])
    return tuple(
        Item(
            title=page.title,
            teaser=page.teaser,
            path=_path(page),
            organisation=organisations[page.organisation_path][1],
            organisation_key=organisations[page.organisation_path][0],
            topics=frozenset(topics[page.pk]),
            when=tuple(_words(page, one) for one in (dates or {}).get(page.pk, ())[:MOST_DAYS]),
        )
        for page in shown
    )


def _topics(model: Any, keys: list[int]) -> dict[int, set[int]]:
    found = defaultdict[int, set[int]](set)
    name = f"{model._meta.model_name}_id"
    rows = model.topics.through.objects.filter(**{f"{name}__in": keys})
    for page, topic in rows.values_list(name, "topic_id"):
        found[page].add(topic)
    return found


def _path(page: PublicationPage) -> str:
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else ""


def _words(event: Any, row: EventOccurrence) -> str:
    """Return “Donnerstag, 5. März 2026, 18:00 Uhr (Fällt aus: Krankheit)”."""
    one = Occurrence(row.day, row.starts, row.ends, row.is_all_day, row.state, row.note)
    words = span_in_words(one, has_end=event.ends_at is not None)
    more = ": ".join(filter(None, (state_in_words(one), one.note)))
    return f"{words} ({more})" if more else words
