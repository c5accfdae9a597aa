"""What the portal knows of somebody's questions and answers, for that person."""

from typing import Any

from django.db.models import Q

from agreement.models.review import ClauseQuestion
from portal.accounts.models import User


def questions_of(user: User) -> dict[str, Any]:
    """Return what a person asked and answered (one query)."""
    rows = ClauseQuestion.objects.filter(Q(asked_by=user) | Q(answered_by=user))
    found = list(rows.select_related("agreement").order_by("asked_at"))
    return {
        "asked": [
            {
                "agreement": row.agreement.title,
                "clause": str(row.clause),
                "organisation": row.organisation_name,
                "question": row.text,
                "asked_at": row.asked_at,
                "answer": row.answer,
                "answered_at": row.answered_at,
            }
            for row in found
            if row.asked_by_id == user.pk
        ],
        "answered": [
            {
                "agreement": row.agreement.title,
                "clause": str(row.clause),
                "answer": row.answer,
                "answered_at": row.answered_at,
            }
            for row in found
            if row.answered_by_id == user.pk
        ],
    }
