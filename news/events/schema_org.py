"""An event with the words of schema.org, for search engines.

https://schema.org/Event with `eventStatus`, `eventAttendanceMode` and `location`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from news.enums import EventState
from news.events.days import A_DAY, Occurrence
from news.events.place import Place

if TYPE_CHECKING:
    from news.models.events import EventPage

SCHEMA = "https://schema.org/"
STATUS = {
    EventState.PLANNED.value: "EventScheduled",
    EventState.CANCELLED.value: "EventCancelled",
    EventState.MOVED.value: "EventRescheduled",
}


def event_documents(
    event: "EventPage",
    times: Sequence[Occurrence],
    place: Place | None,
    organiser: tuple[str, str],
    absolute: Callable[[str], str],
    picture_url: str = "",
) -> dict[str, Any]:
    """Return one JSON-LD document with an Event for each of these times.

    `organiser` is a name, and the address of its page or nothing; `absolute` completes addresses.
    """
    name, url = organiser
    common = {
        "@type": "Event",
        "name": event.title,
        "description": event.teaser,
        "url": absolute(event.url or "/"),
        "inLanguage": [language.code for language in event.languages.all()],
        "eventAttendanceMode": SCHEMA + _mode(event, place),
        "location": _locations(event, place),
        "organizer": _known(
            {"@type": "Organization", "name": name, "url": absolute(url) if url else ""}
        ),
        "image": [absolute(picture_url)] if picture_url else [],
        "isAccessibleForFree": True,
    }
    return {
        "@context": "https://schema.org",
        "@graph": [_known(common | _when(event, one)) for one in times],
    }


def _when(event: "EventPage", one: Occurrence) -> dict[str, Any]:
    """Return begin and end with their offset; whole days are dates, the last one included."""
    facts: dict[str, Any] = {"eventStatus": SCHEMA + STATUS[str(one.state)]}
    if one.is_all_day:
        facts["startDate"] = timezone.localdate(one.starts).isoformat()
        facts["endDate"] = (timezone.localdate(one.ends) - A_DAY).isoformat()
    else:
        facts["startDate"] = timezone.localtime(one.starts).isoformat()
        if event.ends_at is not None:
            facts["endDate"] = timezone.localtime(one.ends).isoformat()
    if one.state == EventState.MOVED and timezone.localdate(one.starts) != one.day:
        facts["previousStartDate"] = one.day.isoformat()
    return facts


def _mode(event: "EventPage", place: Place | None) -> str:
    if event.online_url and place:
        return "MixedEventAttendanceMode"
    return "OnlineEventAttendanceMode" if event.online_url else "OfflineEventAttendanceMode"


def _locations(event: "EventPage", place: Place | None) -> list[dict[str, Any]]:
    found = []
    if place:
        address = {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postal_code,
            "addressLocality": place.town,
            "addressCountry": "DE",
        }
        name = place.name or place.town
        found.append({"@type": "Place", "name": name, "address": _known(address)})
    if event.online_url:
        found.append({"@type": "VirtualLocation", "url": event.online_url})
    return found


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", [], None)}
