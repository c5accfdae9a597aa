"""How long it is kept what people looked for."""

from datetime import date, timedelta

from django.db.models import Q

from portal.search.models import SearchCount
from portal.search.statistics.privacy import WITHIN_DAYS

KEPT_DAYS = 400
"""A year to compare with, and a month to look at it."""


def forget_searches(today: date) -> int:
    """Delete counts older than that, rare ones after a month; returns how many rows went."""
    old = Q(day__lt=today - timedelta(days=KEPT_DAYS))
    rare = Q(words="", day__lt=today - timedelta(days=WITHIN_DAYS))
    deleted, _by_model = SearchCount.objects.filter(old | rare).delete()
    return deleted
