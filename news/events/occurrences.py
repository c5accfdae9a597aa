"""The rows of the times that a published event takes place: for lists and calendars."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from news.events.days import Deviation, Occurrence, Plan, occurrences

if TYPE_CHECKING:
    from news.models.events import EventException, EventOccurrence, EventPage


def plan_of(event: "EventPage", exceptions: "Iterable[EventException] | None" = None) -> Plan:
    """Return when an event takes place; its exceptions are its own unless others are given."""
    rows = event.exceptions.all() if exceptions is None else exceptions
    return Plan(
        starts_on=event.starts_on,
        starts_at=event.starts_at,
        ends_on=event.ends_on,
        ends_at=event.ends_at,
        repeats=event.repeats,
        until=event.repeats_until,
        deviations=tuple(map(deviation_of, rows)),
        state=event.state,
        note=event.state_note,
    )


def deviation_of(row: "EventException") -> Deviation:
    """Return what an exception says."""
    return Deviation(row.day, row.kind, row.new_day, row.new_starts_at, row.note)


@transaction.atomic
def write_occurrences(event: "EventPage") -> None:
    """Bring an event's rows in line with what it says now (three queries).

    Idempotent: a row keeps its key as long as its day stays.
    """
    wanted = [_row(event, one) for one in occurrences(plan_of(event))]
    event.occurrences.exclude(day__in=[row.day for row in wanted]).delete()
    event.occurrences.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["event", "day"],
        update_fields=["starts", "ends", "is_all_day", "state", "note"],
    )


def _row(event: "EventPage", one: Occurrence) -> "EventOccurrence":
    return event.occurrences.model(
        event=event,
        day=one.day,
        starts=one.starts,
        ends=one.ends,
        is_all_day=one.is_all_day,
        state=one.state,
        note=one.note,
    )
