"""Until when somebody has seen what is new: he says so himself; opening a page says nothing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from news.models.notices import LastLook
from portal.accounts.models import User

AT_FIRST = timedelta(days=14)
"""How far back somebody looks who never said that he has seen anything."""


def seen_until(user: User) -> datetime:
    """Return from when on things are new to somebody (one query)."""
    look = LastLook.objects.filter(user=user).first()
    return look.seen_until if look else timezone.now() - AT_FIRST


def may_undo(user: User) -> bool:
    """Return whether the last “seen” can be taken back (one query)."""
    return LastLook.objects.filter(user=user, before_that__isnull=False).exists()


@transaction.atomic
def mark_seen(user: User, until: datetime) -> bool:
    """Note that somebody has seen everything until a moment; returns whether that is news.

    The moment is that of the page he read: what happened since stays new. It never goes back,
    and never into the future.
    """
    now = timezone.now()
    before = now - AT_FIRST
    until = max(before, min(until, now))
    look, is_new = LastLook.objects.select_for_update().get_or_create(
        user=user, defaults={"seen_until": until, "before_that": before}
    )
    if is_new:
        return True
    if until <= look.seen_until:
        return False
    look.before_that, look.seen_until = look.seen_until, until
    look.save(update_fields=["before_that", "seen_until"])
    return True


@transaction.atomic
def undo(user: User) -> bool:
    """Take the last “seen” back, once; returns whether there was one."""
    look = LastLook.objects.select_for_update().filter(user=user).first()
    if look is None or look.before_that is None:
        return False
    look.seen_until, look.before_that = look.before_that, None
    look.save(update_fields=["before_that", "seen_until"])
    return True
