"""What the portal knows of somebody's notices, for that person."""

from typing import Any

from news.models.notices import LastLook, Notice, NoticeAcknowledgement
from portal.accounts.models import User


def notices_of(user: User) -> dict[str, Any]:
    """Return what a person wrote and confirmed, and until when he has seen what is new."""
    confirmed = NoticeAcknowledgement.objects.filter(user=user).order_by("at", "pk")
    written = Notice.objects.filter(made_by=user).order_by("made_at", "pk")
    look = LastLook.objects.filter(user=user).first()
    return {
        "confirmed": [
            {"title": row.notice.title, "at": row.at} for row in confirmed.select_related("notice")
        ],
        "written": [{"title": row.title, "text": row.text, "at": row.made_at} for row in written],
        "news_seen_until": look.seen_until if look else None,
    }
