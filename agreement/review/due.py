"""When reviews are due and reminded of. Pure: it knows no Django."""

import calendar
from datetime import date, timedelta

BEFORE = timedelta(weeks=4)
AGAIN_AFTER = timedelta(days=30)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later; at the end of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_to_remind(due_on: date, reminded_on: date | None, today: date) -> bool:
    """Return whether to remind today: once four weeks before, on the day, monthly after."""
    if reminded_on == today or today < due_on - BEFORE:
        return False
    if today < due_on:
        return reminded_on is None or reminded_on < due_on - BEFORE
    if reminded_on is None or reminded_on < due_on:
        return True
    return today >= reminded_on + AGAIN_AFTER
