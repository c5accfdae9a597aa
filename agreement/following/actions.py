"""Acts on subscriptions: members follow by a button, visitors by an address they confirm."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agreement.enums import FollowMail
from agreement.following.subjects import Followed
from agreement.models.subscription import Subscription, SubscriptionMail
from directory.people.roles import roles_of

CONFIRMED_WITHIN = timedelta(days=3)
"""So long an address that nobody confirmed is kept."""
MOST_REQUESTS, REQUESTS_WITHIN = 5, timedelta(days=1)
"""So many requests to confirm an address gets in this time: nobody is flooded by others."""


class SubscriptionGone(Exception):
    """There is no subscription with this secret, or nobody confirmed it in time."""


def follow(user: Any, what: Followed) -> Subscription:
    """Let a member of the network follow something; twice is once.

    Raises PermissionDenied for whoever belongs to nothing: without a role the network's mails
    end.
    """
    if not roles_of(user):
        raise PermissionDenied
    made, _is_new = Subscription.objects.get_or_create(
        agreement=what.agreement,
        section=what.section,
        clause=what.clause,
        user=user,
        defaults={"confirmed_at": timezone.now()},
    )
    return made


def unfollow(user: Any, pk: int) -> bool:
    """Stop one of a person's own subscriptions; returns whether there was one."""
    deleted, _by_model = Subscription.objects.filter(pk=pk, user=user).delete()
    return bool(deleted)


@transaction.atomic
def ask_to_follow(email: str, what: Followed) -> None:
    """Keep somebody's address until it is confirmed, and let a mail ask for that.

    Whoever follows already gets a mail that says so: nobody learns here which addresses are
    known. Nothing is mailed to an address that was asked too often today.
    """
    address, now = email.lower(), timezone.now()
    asked = SubscriptionMail.objects.filter(
        subscription__email=address,
        event=FollowMail.CONFIRMATION,
        created_at__gt=now - REQUESTS_WITHIN,
    )
    if asked.count() >= MOST_REQUESTS:
        return
    row, is_new = Subscription.objects.get_or_create(
        agreement=what.agreement, section=what.section, clause=what.clause, email=address
    )
    if not is_new and row.confirmed_at is None:
        row.created_at = now
        row.save(update_fields=["created_at"])
    if not asked.filter(subscription=row, sent_at=None).exists():
        SubscriptionMail.objects.create(subscription=row, event=FollowMail.CONFIRMATION)


def open_subscription(secret: str) -> Subscription:
    """Return the subscription of a secret; raises SubscriptionGone.

    One that nobody confirmed in time is gone, whether or not its row is.
    """
    rows = Subscription.objects.select_related("agreement").filter(user=None, secret=secret)
    row: Subscription | None = rows.first()
    if row is None or (row.confirmed_at is None and _has_run_out(row, timezone.now())):
        raise SubscriptionGone
    return row


def confirm(secret: str) -> Subscription:
    """Begin to mail to an address; twice is once. Raises SubscriptionGone."""
    row = open_subscription(secret)
    if row.confirmed_at is None:
        row.confirmed_at = timezone.now()
        row.save(update_fields=["confirmed_at"])
    return row


def stop(secret: str) -> None:
    """Delete an address with all that waits for it; what is gone already is no error."""
    Subscription.objects.filter(user=None, secret=secret).delete()


def forget_unconfirmed(now: datetime) -> int:
    """Delete the addresses that nobody confirmed in time; return how many."""
    late = Subscription.objects.filter(
        user=None, confirmed_at=None, created_at__lt=now - CONFIRMED_WITHIN
    )
    return int(late.delete()[0])


def _has_run_out(row: Subscription, now: datetime) -> bool:
    return row.created_at < now - CONFIRMED_WITHIN
