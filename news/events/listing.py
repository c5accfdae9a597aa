"""Coming events in a list: by month and day, with what a reader has chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from directory.presentation.breadcrumbs import Breadcrumb, breadcrumbs
from news.enums import EventState
from news.events.days import Occurrence
from news.events.place import place_of
from news.events.words import day_in_words, span_in_words, state_in_words
from news.forms import Chosen, PublicationFilterForm
from news.listing import matching
from news.models.events import EventOccurrence, EventPage
from news.offered import names
from portal.core.paging import page_of
from portal.core.visibility import Viewer, viewer, visible

if TYPE_CHECKING:
    from news.models.folders import NewsIndexPage

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ListedEvent:
    """One time of an event in the list; `state` says if it is cancelled or moved."""

    title: str
    url: str
    when: str
    state: str
    note: str
    is_cancelled: bool
    place: str
    organisation: str
    teaser: str


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day with what begins then, or still goes on."""

    day: date
    words: str
    events: tuple[ListedEvent, ...]


@dataclass(frozen=True, slots=True)
class ListedMonth:
    """A month with its days."""

    words: str
    days: tuple[ListedDay, ...]


def coming(request: HttpRequest, index: "NewsIndexPage") -> HttpResponse:
    """List the coming events; a filter that names something impossible is said to do so."""
    who, now, known = viewer(request), timezone.now(), names(request)
    form = PublicationFilterForm(request.GET, known.offered)
    chosen = form.chosen
    unread = [_("Den Filter konnten wir nicht lesen. Sie sehen alle Termine.")]
    page, wrong_page = page_of(coming_occurrences(chosen, who, now), ON_A_PAGE, request)
    url = f"{index.get_url(request) or ''}termine/"
    context = {
        "page": index,
        "form": form,
        "is_filtered": bool(chosen),
        "months": _months(list(page), known.titles, request, now),
        "page_obj": page,
        "problems": [*(unread if form.errors else ()), *wrong_page],
        "list_url": url,
        "calendar_query": _query(chosen),
        "breadcrumbs": [*breadcrumbs(index, request), Breadcrumb(url, _("Termine"))],
    }
    return TemplateResponse(request, "news/events.html", context)


def coming_occurrences(chosen: Chosen, who: Viewer, since: datetime) -> Any:
    """Return the times that are not over at a moment, of events that match and may be seen."""
    pages: Any = visible(EventPage.objects.order_by(), who)
    events = matching(pages, chosen)
    rows = EventOccurrence.objects.filter(event__in=events.values("pk"), ends__gt=since)
    return rows.select_related("event__office").defer("event__body").order_by("starts", "pk")


def _months(
    rows: list[EventOccurrence], titles: Mapping[str, str], request: HttpRequest, now: datetime
) -> list[ListedMonth]:
    today = timezone.localdate(now)

    def day_of(row: EventOccurrence) -> date:
        return max(today, timezone.localdate(row.starts))

    def days_of(month: Iterable[EventOccurrence]) -> Iterable[ListedDay]:
        for day, listed in groupby(month, day_of):
            events = tuple(_listed(row, titles, request) for row in listed)
            yield ListedDay(day, day_in_words(day), events)

    months = groupby(sorted(rows, key=day_of), lambda row: day_of(row).replace(day=1))
    return [ListedMonth(date_format(first, "F Y"), tuple(days_of(rows))) for first, rows in months]


def _query(chosen: Chosen) -> str:
    """Return what was chosen as it stands in an address."""
    asked = {
        "organisation": chosen.organisation.slug if chosen.organisation else "",
        "anliegen": chosen.topic,
        "ort": chosen.town,
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _listed(row: EventOccurrence, titles: Mapping[str, str], request: HttpRequest) -> ListedEvent:
    event = row.event
    one = Occurrence(row.day, row.starts, row.ends, row.is_all_day, row.state, row.note)
    place = place_of(event, viewer(request))
    return ListedEvent(
        title=event.title,
        url=event.get_url(request) or "",
        when=span_in_words(one, has_end=event.ends_at is not None),
        state=state_in_words(one),
        note=row.note,
        is_cancelled=row.state == EventState.CANCELLED,
        place=place.in_one_line if place else _("Online") if event.online_url else "",
        organisation=titles[event.organisation_path],
        teaser=event.teaser,
    )
