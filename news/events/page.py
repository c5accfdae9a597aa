"""An event as its reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.presentation.breadcrumbs import breadcrumbs
from directory.presentation.office import accessibility
from news.body import lead_picture
from news.enums import EventState
from news.events.days import Occurrence, Plan, occurrences
from news.events.occurrences import plan_of
from news.events.place import Place, place_of
from news.events.schema_org import event_documents
from news.events.words import rule_in_words, span_in_words, state_in_words
from news.out.structured import script_text
from news.reading import mail_with, organisation_url, own_address, topics_of, towns_of
from portal.core.visibility import viewer

if TYPE_CHECKING:
    from news.models.events import EventPage

SHOWN = 8
"""How many coming days a page names."""


@dataclass(frozen=True, slots=True)
class ShownTime:
    """A time in words; `state` says what is different about it, `note` why."""

    words: str
    state: str
    note: str
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """What the page of an event says beside its text.

    `alert` comes first: that it is cancelled or moved as a whole. `times` are the coming ones,
    of a past event the last one.
    """

    alert: str
    alert_note: str
    is_past: bool
    rule: str
    times: tuple[ShownTime, ...]
    more_times: int
    place: Place | None
    place_url: str
    registration_is_over: bool
    languages: str


def event_context(event: "EventPage", request: HttpRequest) -> dict[str, Any]:
    """Return what the page of an event shows its reader; of a draft what the draft says."""
    plan, now, who = plan_of(event), timezone.now(), viewer(request)
    times = occurrences(plan)
    place = place_of(event, who)
    coming = sorted((one for one in times if one.ends > now), key=lambda one: one.starts)
    organisation = event.organisation
    url = organisation_url(organisation, request)
    picture, own_url = lead_picture(event), own_address(event, request)
    documents = event_documents(
        event,
        coming[:SHOWN] or times[-1:],
        place,
        (organisation.title, url),
        request.build_absolute_uri,
        picture.url if picture else "",
    )
    return {
        "event": _shown(event, plan, coming, times, place, request, now),
        "organisation": organisation.title,
        "organisation_url": url,
        "accessibility": _office_facts(place),
        "calendar_url": _calendar_url(event),
        "json_ld": script_text(documents),
        "picture": picture,
        "topics": topics_of(event),
        "towns": towns_of(event),
        "share_url": own_url,
        "share_mail": mail_with(event.title, own_url),
        "breadcrumbs": breadcrumbs(event, request),
    }


def _shown(
    event: "EventPage",
    plan: Plan,
    coming: Sequence[Occurrence],
    times: Sequence[Occurrence],
    place: Place | None,
    request: HttpRequest,
    now: datetime,
) -> ShownEvent:
    office = place.office if place else None
    last_chance = event.registration_until
    return ShownEvent(
        alert=_alert(event.state),
        alert_note=event.state_note,
        is_past=not coming,
        rule=rule_in_words(plan),
        times=tuple(_time(one, plan) for one in coming[:SHOWN] or times[-1:]),
        more_times=max(0, len(coming) - SHOWN),
        place=place,
        place_url=(office.get_url(request) or "") if office else "",
        registration_is_over=not coming
        or (last_chance is not None and last_chance < timezone.localdate(now)),
        languages=", ".join(_(language.name) for language in event.languages.all()),
    )


def _alert(state: str) -> str:
    return {
        EventState.CANCELLED.value: _("Diese Veranstaltung ist abgesagt."),
        EventState.MOVED.value: _("Diese Veranstaltung ist verschoben."),
    }.get(str(state), "")


def _time(one: Occurrence, plan: Plan) -> ShownTime:
    return ShownTime(
        words=span_in_words(one, has_end=plan.ends_at is not None),
        state=state_in_words(one) if one.state != plan.state else "",
        note=one.note if one.note != plan.note else "",
        is_cancelled=one.state == EventState.CANCELLED,
    )


def _office_facts(place: Place | None) -> list[tuple[str, str]]:
    """Return what is known of how one gets into the office."""
    if place is None or place.office is None:
        return []
    known = (getattr(place.office, name) is not None for name in place.office.ACCESSIBILITY_FACTS)
    return list(compress(accessibility(place.office), known))


def _calendar_url(event: "EventPage") -> str:
    """Return where the event's calendar is; a draft that nobody published has none."""
    return f"/aktuelles/termine/{event.pk}.ics" if event.pk and event.live else ""
