"""What somebody follows, for that person."""

from typing import Any

from django.db.models import Q

from agreement.following.subjects import named
from agreement.models.subscription import Subscription
from portal.accounts.models import User


def subscriptions_of(user: User) -> list[dict[str, Any]]:
    """Return what a person follows, by the account or by its address; no secrets."""
    mine = Q(user=user) | Q(email=user.email.lower(), confirmed_at__isnull=False)
    rows = Subscription.objects.filter(mine).select_related("agreement").order_by("created_at")
    return [
        {
            "agreement": what.agreement.title,
            "what": what.title,
            "by": "account" if row.user_id else "address",
            "created_at": row.created_at,
            "confirmed_at": row.confirmed_at,
        }
        for row, what in named(rows)
    ]
