"""What stands beside the articles of the list: what is highlighted, and the coming events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from news.enums import EventState
from news.models.events import EventOccurrence
from news.models.publication import LEVELS_BELOW_ORGANISATION
from portal.core.visibility import viewer, visible

MOST_HIGHLIGHTS = 6
MOST_EVENTS = 3
LOOKED_AT = 60
"""Among so many coming occurrences the next events are looked for: one may be there weekly."""


@dataclass(frozen=True, slots=True)
class ShownHighlight:
    """An article, with its date, or an event, with its next day (its first one, once over)."""

    pk: int
    title: str
    url: str
    teaser: str
    organisation: str
    date: date
    is_event: bool


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """An event at the next time that it takes place; `starts` is an aware moment."""

    title: str
    url: str
    organisation: str
    starts: datetime
    is_all_day: bool
    is_cancelled: bool


def highlighted(titles: Mapping[str, str], request: HttpRequest) -> list[ShownHighlight]:
    """Return the articles and events that come first today and that the reader may see.

    The newest highlight comes first; `titles` names organisations by their place in the tree.
    One query, over what all pages have: the types of highlighted pages are few and known.
    """
    next_time = _coming().filter(event=OuterRef("pk")).values("starts")[:1]
    pages = Page.objects.filter(highlight__until__gte=timezone.localdate()).order_by(
        "-highlight__made_at", "-highlight__pk"
    )
    seen: Any = visible(pages, viewer(request)).select_related("articlepage", "eventpage")
    found = seen.defer("articlepage__body", "eventpage__body").annotate(
        next_starts=Subquery(next_time)
    )
    return [_highlight(page, titles, request) for page in found[:MOST_HIGHLIGHTS]]


def _highlight(page: Any, titles: Mapping[str, str], request: HttpRequest) -> ShownHighlight:
    event = getattr(page, "eventpage", None)
    typed = event or page.articlepage
    return ShownHighlight(
        pk=page.pk,
        title=page.title,
        url=page.get_url(request) or "",
        teaser=typed.teaser,
        organisation=titles[page.path[: -LEVELS_BELOW_ORGANISATION * page.steplen]],
        date=_next_day(event, page.next_starts) if event else typed.date,
        is_event=event is not None,
    )


def _next_day(event: Any, starts: datetime | None) -> date:
    day: date = timezone.localdate(starts) if starts else event.starts_on
    return day


def coming_events(titles: Mapping[str, str], request: HttpRequest) -> list[ComingEvent]:
    """Return the next few events that the reader may see, each at its next time (one query)."""
    seen = visible(_coming(), viewer(request)).select_related("event").defer("event__body")
    first_of_each: dict[int, EventOccurrence] = {}
    for occurrence in seen[:LOOKED_AT]:
        first_of_each.setdefault(occurrence.event_id, occurrence)
    return [
        ComingEvent(
            title=one.event.title,
            url=one.event.get_url(request) or "",
            organisation=titles[one.event.organisation_path],
            starts=one.starts,
            is_all_day=one.is_all_day,
            is_cancelled=one.state == EventState.CANCELLED,
        )
        for one in islice(first_of_each.values(), MOST_EVENTS)
    ]


def _coming() -> Any:
    return EventOccurrence.objects.filter(ends__gt=timezone.now()).order_by("starts", "pk")
