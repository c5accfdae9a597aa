"""Events as they are found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from news.models import EventPage
from portal.search.entries.directory_pages import facts_below_organisation
from portal.search.entries.page_types import Facts


def event_facts(events: Sequence[EventPage]) -> dict[int, Facts]:
    """Return what events say, and whose they are (one query).

    Their date is their last day: until then they are news (see `portal.search.asking.weights`).
    """
    found = facts_below_organisation(events)
    return {event.pk: replace(found[event.pk], date=_last_day(event)) for event in events}


def _last_day(event: EventPage) -> date:
    last: date = event.ends_on or event.starts_on
    return max(last, event.repeats_until) if event.repeats and event.repeats_until else last
