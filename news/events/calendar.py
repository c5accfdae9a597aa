"""Events as calendars (RFC 5545), as every visitor sees them, whoever asks."""

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.open_data.answers import open_data
from directory.open_data.example import example_note, marked
from news.events.ical import Entry, as_calendar
from news.events.listing import coming_occurrences
from news.events.place import place_of
from news.forms import PublicationFilterForm
from news.models.events import EventOccurrence, EventPage
from news.offered import names
from portal.core.errors import NotFound
from portal.core.visibility import Viewer, look_as, visible

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage

KEPT = timedelta(days=30)
"""So long what is over stays in the calendar: who looks back finds it."""
CONTENT_TYPE = "text/calendar; charset=utf-8"
LANGUAGE = "de"
"""A calendar is one for all: it is kept once, in the language of the events."""


def coming(request: HttpRequest, _index: "NewsIndexPage") -> HttpResponse:
    """Give out the coming events and those of the last 30 days, narrowed like the list.

    Raises NotFound for a filter that names something that is not there: all events would be
    wrong for whoever has subscribed to some.
    """
    with override(LANGUAGE):
        who = Viewer()
        look_as(request, who)
        form = PublicationFilterForm(request.GET, names(request).offered)
        if form.errors:
            raise NotFound(_("Diesen Kalender gibt es nicht. Die Liste der Termine nennt alle."))
        rows = coming_occurrences(form.chosen, who, timezone.now() - KEPT)
        return _answer(request, list(rows), who, "termine.ics")


def of_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out one event with all its times.

    Raises NotFound alike for what is missing and what is closed to visitors.
    """
    with override(LANGUAGE):
        who = Viewer()
        # Larger than any key, a number would not even fit into the question.
        event = visible(EventPage.objects.filter(pk=min(pk, 2**31 - 1)), who).first()
        if event is None:
            raise NotFound(_("Diesen Termin gibt es nicht. Die Liste der Termine nennt alle."))
        rows = EventOccurrence.objects.filter(event=event).select_related("event__office")
        return _answer(request, list(rows), who, f"{event.slug}.ics")


def _answer(
    request: HttpRequest, rows: list[EventOccurrence], who: Viewer, name: str
) -> HttpResponse:
    """Answer with a calendar; 304 for whoever has it.

    By its content alone: an event that is taken away changes the calendar, but no time of a
    change that is still in it.
    """
    note = example_note()
    content = as_calendar([_entry(row, who, request, note) for row in rows])
    etag = f'"{sha256(content).hexdigest()}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    answer = open_data(content, CONTENT_TYPE, name)
    answer["ETag"] = etag
    return answer


def _entry(row: EventOccurrence, who: Viewer, request: HttpRequest, note: str) -> Entry:
    event, place = row.event, place_of(row.event, who)
    published = event.last_published_at or event.first_published_at or row.starts
    first = event.first_published_at or published
    where = place.in_one_line if place else ""
    return Entry(
        uid=f"{event.translation_key}-{row.day:%Y%m%d}@schnittstellenportal",
        title=event.title,
        description=marked(event.teaser, note),
        url=request.build_absolute_uri(event.url or "/"),
        location=where or event.online_url,
        starts=timezone.localtime(row.starts),
        ends=None if event.starts_at and not event.ends_at else timezone.localtime(row.ends),
        is_all_day=row.is_all_day,
        state=row.state,
        note=row.note,
        changed_at=published,
        # Rises with each publishing, without counting revisions, which may be thrown away.
        sequence=max(0, int((published - first).total_seconds())),
    )
