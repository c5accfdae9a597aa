"""Who is asked to confirm which notice, and what counts as confirmed.

Asked are the people with a role today whom the notice is for, but not who wrote it. What was
confirmed before the notice changed does not count.
"""

import hashlib
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from directory.models import Membership
from directory.people.roles import held_by, organisations_of
from news.enums import NoticeAudience
from news.models.notices import Notice, NoticeAcknowledgement
from portal.accounts.models import User

COUNTS = Q(notice__changed_at=None) | Q(at__gte=F("notice__changed_at"))
"""The condition that an acknowledgement is of what the notice says now."""


def wording_of(notice: Notice) -> str:
    """Return what stands for the words of a notice in a form (hexadecimal)."""
    words = f"{notice.title}\0{notice.text}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def holding(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Return those that hold today: neither over nor taken back; the last day belongs."""
    not_over = Q(until=None) | Q(until__gte=timezone.localdate())
    return notices.filter(not_over, withdrawn_at=None)


def is_over(notice: Notice) -> bool:
    """Return whether the time of a notice has passed."""
    return notice.until is not None and notice.until < timezone.localdate()


def asked_of(user: Any) -> Q:
    """Return the condition that a notice asks somebody, whether he has confirmed or not.

    One query, or none where roles are remembered for the request.
    """
    if not held_by(user):
        return Q(pk__in=[])
    own = Q(organisation__in=organisations_of(user))
    is_for_him = Q(audience=NoticeAudience.NETWORK) | own
    is_his = Q(made_by__isnull=False, made_by=user.pk)
    return Q(asks_acknowledgement=True) & is_for_him & ~is_his


def confirmed_by(user: Any) -> Exists:
    """Return the condition that somebody has confirmed what a notice says now."""
    mine = NoticeAcknowledgement.objects.filter(notice=OuterRef("pk"), user=user.pk)
    return Exists(mine.filter(COUNTS))


def waiting_for(user: Any) -> QuerySet[Notice]:
    """Return the notices that somebody has still to confirm."""
    return holding(Notice.objects.all()).filter(asked_of(user)).exclude(confirmed_by(user))


def asked_memberships(notice: Notice) -> Any:
    """Return the memberships of the people whom a notice asks."""
    found = Membership.objects.giving_rights().filter(user__is_active=True)
    if notice.audience == NoticeAudience.ORGANISATION:
        found = found.filter(organisation=notice.organisation_id)
    return found.exclude(user=notice.made_by_id) if notice.made_by_id else found


def still_to_confirm(notice: Notice) -> QuerySet[User]:
    """Return the people whom a notice asks and who have not confirmed what it says now."""
    done = NoticeAcknowledgement.objects.filter(COUNTS, notice=notice).values("user")
    asked = asked_memberships(notice).values("user")
    return User.objects.filter(pk__in=asked).exclude(pk__in=done)
