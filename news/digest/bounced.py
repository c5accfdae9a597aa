"""Letting go of addresses whose mails come back."""

from django.db.models import F

from news.digest import actions
from news.digest.bounces import Verdict
from news.models import DigestReader

MOST_BOUNCES = 5
"""So often a mail may come back for a while; then the address is let go, too."""


def take(reader: int, verdict: Verdict) -> str:
    """Do what a report about a reader's mail asks for; say what was done, without the address."""
    rows = DigestReader.objects.filter(pk=reader)
    if verdict is Verdict.FOR_NOW:
        rows.update(bounces=F("bounces") + 1)
        rows = rows.filter(bounces__gte=MOST_BOUNCES)
        if not rows.exists():
            return "Counted"
    if verdict is Verdict.NOTHING or not rows.exists():
        return "Nothing to do"
    actions.end_of([reader])
    return "Ended"
