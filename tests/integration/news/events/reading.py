"""How tests of events read what the portal answers."""

from typing import Any

from django.test import Client
from icalendar import Calendar


def titles(answer: Any) -> list[str]:
    """Return the titles of the listed events in their order."""
    assert answer.status_code == 200
    return [
        listed.title
        for month in answer.context["months"]
        for day in month.days
        for listed in day.events
    ]


def entries(client: Client, address: str) -> list[Any]:
    """Return the entries of a calendar."""
    answer = client.get(address)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))
