"""After how long somebody should look at an entry again."""

import calendar
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone


def months_before(day: date, months: int) -> date:
    """Return the same day some months ago, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def review_day(today: date) -> date:
    """Return the first day on which a confirmation still counts."""
    return months_before(today, settings.DIRECTORY_REVIEW_MONTHS)


def review_limit() -> datetime:
    """Return the moment after which an entry counts as looked at."""
    day = review_day(timezone.localdate())
    return timezone.make_aware(datetime.combine(day, time.min))
