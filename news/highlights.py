"""The coordination puts an article or an event first for the network, for a while."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from directory.audit import record
from directory.people.roles import manages_network
from news.models import ArticlePage, EventPage, Highlight

LONGEST = timedelta(days=90)
USUAL = timedelta(days=14)


class HighlightRefused(ValueError):
    """The day is over, or too far away; or the page is neither an article nor an event."""


def may_highlight(user: Any) -> bool:
    """Return whether somebody may put pages first: coordination and administrators."""
    return manages_network(user)


def can_be_highlighted(page: Page) -> bool:
    """Return whether a page is of a kind that can come first."""
    return issubclass(page.specific_class, (ArticlePage, EventPage))


def last_day(today: date) -> date:
    """Return the last day until which a page may come first."""
    return today + LONGEST


@transaction.atomic
def put_first(page: Page, until: date, by: Any) -> Highlight:
    """Put a page first until a day, that day included; a page that is first gets the new day.

    Raises PermissionDenied for anybody but the coordination and administrators, and
    HighlightRefused for a day before today or more than 90 days ahead, and for other pages.
    """
    if not may_highlight(by):
        raise PermissionDenied
    today = timezone.localdate()
    if not (can_be_highlighted(page) and today <= until <= last_day(today)):
        raise HighlightRefused
    made: Highlight
    made, _is_new = Highlight.objects.update_or_create(
        page_id=page.pk, defaults={"until": until, "made_by": by, "made_at": timezone.now()}
    )
    record(page, "portal.news.highlight", user=by, data={"until": until.isoformat()})
    return made


@transaction.atomic
def take_back(page: Page, by: Any) -> bool:
    """Let a page stand among the others again; False if it did already.

    Raises PermissionDenied for anybody but the coordination and administrators.
    """
    if not may_highlight(by):
        raise PermissionDenied
    number, _of_each = Highlight.objects.filter(page_id=page.pk).delete()
    if number:
        record(page, "portal.news.highlight_ended", user=by)
    return bool(number)
