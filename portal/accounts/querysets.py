"""The vocabulary of queries for notices."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import QuerySet

MOST_ATTEMPTS = 48
"""With the pauses between them some two days; then administrators are told."""
LATE = timedelta(hours=2)


class NotificationQuerySet(QuerySet[Any]):
    """Notices: which wait, which are to be sent, which failed."""

    def waiting(self) -> Self:
        """Return the notices that were not sent yet, also those that nobody tries any more."""
        return self.filter(sent_at=None)

    def free(self, now: datetime) -> Self:
        """Return the notices that no sender has in hand, whose pause is over.

        Asks columns of the row itself only: PostgreSQL asks those once more of a row that
        another sender has just changed, but not what a subquery found before.
        """
        return self.waiting().filter(not_before__lte=now, attempts__lt=MOST_ATTEMPTS)

    def to_send(self, now: datetime) -> Self:
        """Return the free notices of people whose accounts are open."""
        return self.free(now).filter(recipient__is_active=True)

    def given_up(self) -> Self:
        """Return the notices that failed so often that nobody tries any more."""
        return self.waiting().filter(attempts__gte=MOST_ATTEMPTS)

    def late(self, now: datetime) -> Self:
        """Return the notices that should have been sent long ago, given up or not."""
        return self.waiting().filter(created_at__lte=now - LATE, recipient__is_active=True)


class AddressMailQuerySet(NotificationQuerySet):
    """Mails to addresses without an account: nobody can have closed one."""

    def to_send(self, now: datetime) -> Self:
        """Return the mails that no sender has in hand, whose pause is over."""
        return self.free(now)

    def late(self, now: datetime) -> Self:
        """Return the mails that should have been sent long ago, given up or not."""
        return self.waiting().filter(created_at__lte=now - LATE)
