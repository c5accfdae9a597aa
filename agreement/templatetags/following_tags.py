"""How pages of an agreement offer to follow what they show."""

from typing import Any

from django import template

from agreement.following.subjects import Followed
from agreement.models.sealed import Agreement
from agreement.models.subscription import Subscription
from directory.people.roles import roles_of
from portal.core.visibility import viewer

register = template.Library()


@register.inclusion_tag("agreement/following/box.html", takes_context=True)
def follow_box(
    context: dict[str, Any], agreement: Agreement, section: str = "", clause: str = ""
) -> dict[str, Any]:
    """Offer to follow: a member by one button, a visitor on a page of its own.

    A visitor's page stays without session and without a query for this.
    """
    user: Any = viewer(context["request"]).user
    what = Followed(agreement, agreement.title, section, clause)
    mine = (
        Subscription.objects.filter(
            user=user, agreement=agreement, section=section, clause=clause
        ).first()
        if user and roles_of(user)
        else None
    )
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "what": what,
        "is_member": bool(user and roles_of(user)),
        "mine": mine,
    }


@register.inclusion_tag("agreement/following/feed_link.html")
def feed_link(agreement: Agreement, section: str = "", clause: str = "") -> dict[str, Any]:
    """Name the feed of what a page shows, for programs that read feeds."""
    return {"what": Followed(agreement, agreement.title, section, clause)}
