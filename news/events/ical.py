"""A calendar of events in the form of RFC 5545. Pure: no database, no request.

Each time of an event is an entry of its own: with rules, programs differ in what they make of
days that fall out, move, or do not exist in a month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vDuration

from news.enums import EventState
from news.events.days import BERLIN

PRODUCT = "-//Schnittstellenportal//Termine//DE"
NAME = "Termine im Landkreis Karlsruhe"
REFRESH = timedelta(hours=6)
MARKS = {EventState.CANCELLED.value: "Abgesagt: ", EventState.MOVED.value: "Verschoben: "}
"""Many programs show no status: the title says it too."""
ZONE = b"""BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """One time of an event. `starts` and `ends` are aware moments in Berlin.

    `ends` is None if nobody said when; of whole days it is the midnight after the last.
    `sequence` rises with each change of the event.
    """

    uid: str
    title: str
    description: str
    url: str
    location: str
    starts: datetime
    ends: datetime | None
    is_all_day: bool
    state: str
    note: str
    changed_at: datetime
    sequence: int


def as_calendar(entries: Iterable[Entry]) -> bytes:
    """Return a calendar with these entries; the same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(ZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.state == EventState.CANCELLED else "CONFIRMED")
    event.add("summary", MARKS.get(str(entry.state), "") + entry.title)
    event.add("description", "\n".join(filter(None, (entry.note, entry.description, entry.url))))
    event.add("url", entry.url)
    if entry.location:
        event.add("location", entry.location)
    _add_time(event, entry)
    return event


def _add_time(event: Event, entry: Entry) -> None:
    """Add when it is; whole days as days, the one after the last as the end (RFC 5545 3.6.1)."""
    moments = {"dtstart": entry.starts, "dtend": entry.ends}
    for name, moment in moments.items():
        if moment is not None:
            event.add(name, moment.astimezone(BERLIN).date() if entry.is_all_day else moment)
